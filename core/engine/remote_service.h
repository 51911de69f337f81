// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.grpc.pb.h"
#include "core/engine/pairing_desk.h"
#include "core/engine/remote_identity.h"

#include <atomic>

namespace cobench::engine {

/// What other machines may ask of this one. Every call but those of pairing looks up whether the caller is paired,
/// so that one who is forgotten is refused from then on, and his sessions end within a second. Called on gRPC's
/// threads.
class RemoteService final : public wire::Remote::Service
{
public:
    static constexpr unsigned kMaxSessions = 8; // each holds a process and three threads

    RemoteService(Identity identity, PairingDesk& desk);

    unsigned sessions() const { return m_sessions; }
    /// Ends what is open, and refuses what comes.
    void close() { m_isClosed = true; }

    grpc::Status BeginPairing(
        grpc::ServerContext* context, const wire::PairingShare* request, wire::PairingShareReply* reply) override;
    grpc::Status FinishPairing(
        grpc::ServerContext* context, const wire::PairingProof* request, wire::PairingProofReply* reply) override;
    grpc::Status Describe(
        grpc::ServerContext* context, const wire::DescribeRequest* request, wire::DescribeReply* reply) override;
    grpc::Status Detect(grpc::ServerContext* context,
        grpc::ServerReaderWriter<wire::DetectReply, wire::DetectRequest>* stream) override;

private:
    bool isWelcome(const std::string& fingerprint) const;

    const Identity m_identity;
    PairingDesk& m_desk;
    std::atomic<unsigned> m_sessions = 0;
    std::atomic<bool> m_isClosed = false;
};

} // namespace cobench::engine
