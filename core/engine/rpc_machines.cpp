// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/rpc_machines.h"

#include "core/detect/remote_address.h"
#include "core/engine/event.h"
#include "core/engine/remote_detector.h"
#include "core/engine/remote_limits.h"
#include "core/engine/remote_tls.h"
#include "core/engine/rpc_cause.h"
#include "core/engine/spake2.h"
#include "core/engine/wire.h"

#include <chrono>

namespace cobench::engine {

namespace {

constexpr std::chrono::seconds kAnswer{3};
constexpr std::chrono::seconds kPairingAnswer{10}; // the other side makes trying codes slow
constexpr std::size_t kMostModels = 1000;

std::shared_ptr<grpc::Channel> channelTo(const std::string& address, const Identity& identity, PeerCheck isWelcome)
{
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1); // no channel inherits another's failure
    arguments.SetMaxReceiveMessageSize(static_cast<int>(kMaxAnswerMessage));
    arguments.SetMaxSendMessageSize(-1);
    return grpc::CreateCustomChannel(address, channelCredentials(identity, std::move(isWelcome)), arguments);
}

Error errorOf(const grpc::Status& status, const std::string& address)
{
    const bool isRefused = status.error_code() == grpc::StatusCode::UNAUTHENTICATED;
    return {.code = isRefused ? ErrorCode::Forbidden : ErrorCode::Disconnected,
        .subject = address,
        .detail = isRefused ? status.error_message() : linkCause(status.error_message()),
        .cure = isRefused ? "pair again: cobench-cli detect pair " + address : std::string(kUnreachableCure)};
}

Result<std::string> completed(const std::string& address)
{
    if (auto complete = detect::completeAddress(address))
        return std::move(*complete);
    return Error{.code = ErrorCode::Usage,
        .subject = "\"" + address + "\"",
        .detail = "is no address of a machine",
        .cure = "HOST or HOST:PORT"};
}

/// Whoever answered first, whom the code will prove to be the right one, and nobody else.
class FirstPeer
{
public:
    bool isIt(const std::string& fingerprint)
    {
        const std::lock_guard lock(m_mutex);
        if (m_fingerprint.empty())
            m_fingerprint = fingerprint;
        return m_fingerprint == fingerprint;
    }
    std::string fingerprint() const
    {
        const std::lock_guard lock(m_mutex);
        return m_fingerprint;
    }

private:
    mutable std::mutex m_mutex;
    std::string m_fingerprint;
};

/// One talk with a machine about pairing.
class PairingTalk
{
public:
    PairingTalk(const std::string& address, Identity identity)
        : m_address(address)
        , m_identity(std::move(identity))
        , m_channel(channelTo(address,
              m_identity,
              [peer = m_peer](const std::string& fingerprint) { return peer->isIt(fingerprint); }))
        , m_stub(wire::Remote::NewStub(m_channel))
    {
    }

    Result<Pairing> pair(const std::string& code)
    {
        auto spake = begin(code);
        if (!spake)
            return std::move(spake).error();
        wire::PairingProof request;
        request.set_proof(spake->proof());
        request.set_name(m_identity.name);
        wire::PairingProofReply reply;
        if (auto called = call(&wire::Remote::Stub::FinishPairing, request, reply); !called)
            return std::move(called).error();
        if (!spake->isProof(reply.proof()))
            return Error{.code = ErrorCode::Forbidden,
                .subject = m_address,
                .detail = "does not know the code itself: another machine may have answered in its place"};
        return Pairing{.name = cleanName(reply.name()),
            .address = m_address,
            .fingerprint = m_peer->fingerprint(),
            .pairedAt = wallSeconds()};
    }

private:
    Result<Spake2> begin(const std::string& code)
    {
        m_channel->WaitForConnected(std::chrono::system_clock::now() + kAnswer); // shows whose certificate it is
        if (m_peer->fingerprint().empty())
            return unanswered();
        auto spake = Spake2::start({.side = Spake2::Side::A,
            .identityA = m_identity.fingerprint,
            .identityB = m_peer->fingerprint(),
            .secret = secretOf(code)});
        if (!spake)
            return spake;
        wire::PairingShare request;
        request.set_protocol(kRemoteProtocol);
        request.set_share(spake->share());
        wire::PairingShareReply reply;
        if (auto called = call(&wire::Remote::Stub::BeginPairing, request, reply); !called)
            return std::move(called).error();
        if (auto finished = spake->finish(reply.share()); !finished)
            return std::move(finished).error();
        return spake;
    }

    Error unanswered() const
    {
        return {.code = ErrorCode::Disconnected,
            .subject = m_address,
            .detail = "nobody answers there, or no pairing code is shown",
            .cure = "cobench-engine --listen on that machine shows one; cobench-cli engine pair shows another"};
    }

    template <typename Request, typename Reply>
    Result<void> call(grpc::Status (wire::Remote::Stub::*method)(grpc::ClientContext*, const Request&, Reply*),
        const Request& request,
        Reply& reply)
    {
        grpc::ClientContext context;
        context.set_deadline(std::chrono::system_clock::now() + kPairingAnswer);
        if (const grpc::Status status = (*m_stub.*method)(&context, request, &reply); !status.ok())
            return unanswered();
        if (!reply.has_failure())
            return {};
        Error error = fromWire(reply.failure());
        error.subject = m_address;
        return error;
    }

    const std::string m_address;
    const Identity m_identity;
    const std::shared_ptr<FirstPeer> m_peer = std::make_shared<FirstPeer>();
    std::shared_ptr<grpc::Channel> m_channel;
    std::unique_ptr<wire::Remote::Stub> m_stub;
};

class RpcMachines final : public RemoteMachines
{
public:
    Result<Pairing> pair(const std::string& text, const std::string& code) override
    {
        const auto address = completed(text);
        if (!address)
            return address.error();
        auto identity = openIdentity();
        if (!identity)
            return std::move(identity).error();
        auto pairing = PairingTalk(*address, std::move(*identity)).pair(code);
        if (!pairing)
            return pairing;
        auto kept = changePairings([&](Pairings& pairings) {
            std::erase_if(pairings.machines, [&](const Pairing& old) { return old.address == *address; });
            pairings.machines.push_back(*pairing);
        });
        if (!kept)
            return std::move(kept).error();
        return pairing;
    }

    Result<MachineStatus> status(const std::string& text) override
    {
        const auto address = completed(text);
        const auto channel
            = address ? pinnedChannel(*address) : Result<std::shared_ptr<grpc::Channel>>(address.error());
        if (!channel)
            return channel.error();
        wire::DescribeRequest request;
        request.set_protocol(kRemoteProtocol);
        wire::DescribeReply reply;
        grpc::ClientContext context;
        context.set_deadline(std::chrono::system_clock::now() + kAnswer);
        const grpc::Status called = wire::Remote::NewStub(*channel)->Describe(&context, request, &reply);
        if (!called.ok())
            return errorOf(called, *address);
        MachineStatus status{.name = cleanName(reply.name()),
            .version = cleanName(reply.version()),
            .cores = reply.cores(),
            .sessions = reply.sessions(),
            .mostSessions = reply.most_sessions()};
        for (const std::string& model : reply.models())
            if (status.models.size() < kMostModels)
                status.models.push_back(cleanName(model));
        return status;
    }

    Result<OpenedRemote> open(const detect::RemoteSpec& spec, const std::string& model) override
    {
        auto detector = std::make_unique<RemoteDetector>(
            spec, model, [address = spec.address] { return pinnedChannel(address); });
        if (auto opened = detector->open(); !opened)
            return std::move(opened).error();
        auto meter = detector->meter();
        return OpenedRemote{std::move(detector), std::move(meter)};
    }

private:
    /// To the machine that was paired at the address, or to nobody.
    static Result<std::shared_ptr<grpc::Channel>> pinnedChannel(const std::string& address)
    {
        const auto pairings = readPairings();
        if (!pairings)
            return pairings.error();
        const Pairing* machine = pairings->machineAt(address);
        if (!machine)
            return Error{.code = ErrorCode::Forbidden,
                .subject = address,
                .detail = "no machine is paired at this address",
                .cure = "cobench-cli detect pair " + address};
        const auto identity = openIdentity();
        if (!identity)
            return identity.error();
        return channelTo(address, *identity, [pinned = machine->fingerprint](const std::string& fingerprint) {
            return fingerprint == pinned;
        });
    }
};

} // namespace

std::unique_ptr<RemoteMachines> makeRemoteMachines()
{
    return std::make_unique<RpcMachines>();
}

} // namespace cobench::engine
