// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/remote_service.h"

#include "core/detect/model_request.h"
#include "core/engine/event.h"
#include "core/engine/find_card.h"
#include "core/engine/remote_limits.h"
#include "core/engine/remote_pairings.h"
#include "core/engine/remote_session.h"
#include "core/engine/remote_tls.h"
#include "core/engine/version.h"
#include "core/engine/wire.h"

#include <iostream>
#include <thread>

namespace cobench::engine {

namespace {

const grpc::Status kRefused{grpc::StatusCode::UNAUTHENTICATED, "this machine is not paired"};

class CountedSession
{
public:
    explicit CountedSession(std::atomic<unsigned>& count)
        : m_count(count)
        , m_number(++count)
    {
    }
    ~CountedSession() { --m_count; }
    CountedSession(const CountedSession&) = delete;
    CountedSession& operator=(const CountedSession&) = delete;
    unsigned number() const { return m_number; }

private:
    std::atomic<unsigned>& m_count;
    unsigned m_number;
};

/// The names that a session can be opened with, whose files are there.
void addModels(wire::DescribeReply& reply)
{
    for (const std::string_view name : detect::kBuiltInModels)
        reply.add_models(std::string(name));
    std::vector<Warning> ignored;
    for (const FoundCard& card : listCards(modelFolders({}), ignored))
        if (!card.weights.empty() && (card.card.config.empty() || !card.config.empty()))
            reply.add_models(card.name);
}

} // namespace

RemoteService::RemoteService(Identity identity, PairingDesk& desk)
    : m_identity(std::move(identity))
    , m_desk(desk)
{
}

bool RemoteService::isWelcome(const std::string& fingerprint) const
{
    const auto pairings = readPairings();
    return !m_isClosed && pairings && pairings->isClient(fingerprint);
}

grpc::Status RemoteService::BeginPairing(
    grpc::ServerContext* context, const wire::PairingShare* request, wire::PairingShareReply* reply)
{
    if (!m_desk.isOpen() || request->protocol() != kRemoteProtocol)
        return kRefused;
    auto share = m_desk.begin(peerFingerprint(*context), request->share());
    if (share)
        reply->set_share(std::move(*share));
    else
        toWire(share.error(), *reply->mutable_failure());
    return grpc::Status::OK;
}

grpc::Status RemoteService::FinishPairing(
    grpc::ServerContext* context, const wire::PairingProof* request, wire::PairingProofReply* reply)
{
    const std::string fingerprint = peerFingerprint(*context);
    auto proof = m_desk.finish(fingerprint, request->proof());
    Result<void> kept;
    if (proof) {
        const Pairing client{
            .name = cleanName(request->name()), .fingerprint = fingerprint, .pairedAt = wallSeconds()};
        kept = changePairings([&](Pairings& pairings) {
            std::erase_if(pairings.clients, [&](const Pairing& old) { return old.fingerprint == fingerprint; });
            pairings.clients.push_back(client);
        });
        std::cerr << "cobench-engine: paired with " << client.name << std::endl;
    }
    if (!proof || !kept) {
        toWire(proof ? kept.error() : proof.error(), *reply->mutable_failure());
        return grpc::Status::OK;
    }
    reply->set_proof(std::move(*proof));
    reply->set_name(m_identity.name);
    return grpc::Status::OK;
}

grpc::Status RemoteService::Describe(
    grpc::ServerContext* context, const wire::DescribeRequest*, wire::DescribeReply* reply)
{
    if (!isWelcome(peerFingerprint(*context)))
        return kRefused;
    reply->set_name(m_identity.name);
    reply->set_version(kVersion);
    reply->set_cores(std::thread::hardware_concurrency());
    reply->set_sessions(m_sessions);
    reply->set_most_sessions(kMaxSessions);
    addModels(*reply);
    return grpc::Status::OK;
}

grpc::Status RemoteService::Detect(
    grpc::ServerContext* context, grpc::ServerReaderWriter<wire::DetectReply, wire::DetectRequest>* stream)
{
    const std::string fingerprint = peerFingerprint(*context);
    if (!isWelcome(fingerprint))
        return kRefused;
    const CountedSession session(m_sessions);
    if (session.number() > kMaxSessions)
        return {grpc::StatusCode::RESOURCE_EXHAUSTED, "all of its sessions are in use"};
    RemoteSession(*context, *stream, [&] { return isWelcome(fingerprint); }).run();
    return grpc::Status::OK;
}

} // namespace cobench::engine
