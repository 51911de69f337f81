// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/remote_listener.h"

#include "core/detect/remote_address.h"
#include "core/engine/remote_limits.h"
#include "core/engine/remote_pairings.h"
#include "core/engine/remote_service.h"
#include "core/engine/remote_tls.h"

namespace cobench::engine {

namespace {

constexpr int kMaxThreads = 32;
constexpr std::size_t kMaxMemory = std::size_t{1} << 30; // of gRPC's buffers
constexpr int kHandshakeMs = 1500; // a peer that has not proved who it is within 2 s is cut off
constexpr int kIdleMs = 10000; // a connection without a call
constexpr std::chrono::milliseconds kFarewell{200};

void setLimits(grpc::ServerBuilder& builder)
{
    grpc::ResourceQuota quota("remote");
    quota.SetMaxThreads(kMaxThreads);
    quota.Resize(kMaxMemory);
    builder.SetResourceQuota(quota);
    builder.SetMaxReceiveMessageSize(static_cast<int>(kMaxPictureMessage + 1024));
    builder.SetMaxSendMessageSize(static_cast<int>(kMaxAnswerMessage));
    builder.SetSyncServerOption(grpc::ServerBuilder::NUM_CQS, 1);
    builder.AddChannelArgument(GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS, kHandshakeMs);
    builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS, kIdleMs);
    builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, static_cast<int>(RemoteService::kMaxSessions) + 2);
    builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, static_cast<int>(kSilence.count()));
    builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, static_cast<int>(kSilence.count()));
    builder.AddChannelArgument(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0);
    builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0); // a second engine is told that the port is taken
}

std::string withPort(const std::string& address, int port)
{
    return address.substr(0, address.rfind(':') + 1) + std::to_string(port);
}

} // namespace

struct RemoteListener::Server {
    explicit Server(Identity identity)
        : desk(identity.fingerprint)
        , service(std::move(identity), desk)
    {
    }
    ~Server()
    {
        service.close();
        if (server)
            server->Shutdown(std::chrono::system_clock::now() + kFarewell);
    }

    PairingDesk desk;
    RemoteService service;
    std::unique_ptr<grpc::Server> server;
    std::string asked;
    std::string address;
};

RemoteListener::RemoteListener() = default;
RemoteListener::~RemoteListener() = default;

Result<std::string> RemoteListener::start(const std::string& text)
{
    const auto address = detect::completeAddress(text);
    if (!address)
        return Error{.code = ErrorCode::Usage,
            .subject = "\"" + text + "\"",
            .detail = "is no address to listen at",
            .cure = "ADDRESS:PORT, such as 0.0.0.0:" + std::to_string(detect::kRemotePort)};
    const std::lock_guard lock(m_mutex);
    if (m_server && m_server->asked != *address && m_server->address != *address)
        return Error{.code = ErrorCode::Conflict,
            .subject = *address,
            .detail = "it listens at " + m_server->address + " already"};
    if (m_server)
        return m_server->address;
    auto identity = openIdentity();
    if (!identity)
        return std::move(identity).error();
    auto server = std::make_unique<Server>(*identity);
    grpc::ServerBuilder builder;
    setLimits(builder);
    int port = 0;
    const auto isWelcome = [&desk = server->desk](const std::string& fingerprint) {
        const auto pairings = readPairings();
        return desk.isOpen() || (pairings && pairings->isClient(fingerprint));
    };
    builder.AddListeningPort(*address, serverCredentials(*identity, isWelcome), &port);
    builder.RegisterService(&server->service);
    server->server = builder.BuildAndStart();
    if (!server->server || port == 0)
        return Error{.code = ErrorCode::Unreadable,
            .subject = *address,
            .detail = "cannot listen there",
            .cure = "an address of this machine, and a port that nobody else has"};
    server->asked = *address;
    server->address = withPort(*address, port);
    m_server = std::move(server);
    return m_server->address;
}

bool RemoteListener::isListening() const
{
    const std::lock_guard lock(m_mutex);
    return m_server != nullptr;
}

Result<std::string> RemoteListener::openPairing()
{
    const std::lock_guard lock(m_mutex);
    if (!m_server)
        return Error{.code = ErrorCode::Conflict,
            .subject = "pairing",
            .detail = "the engine does not listen for other machines",
            .cure = "cobench-cli engine start --listen ADDRESS:PORT"};
    return m_server->desk.open();
}

void RemoteListener::stop()
{
    const std::lock_guard lock(m_mutex);
    m_server.reset();
}

} // namespace cobench::engine
