// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/remote_identity.h"

#include <functional>
#include <grpcpp/grpcpp.h>
#include <memory>
#include <string>

namespace cobench::engine {

/// Whether the other side of a connection may be talked to, by the fingerprint of its certificate. Called on gRPC's
/// threads.
using PeerCheck = std::function<bool(const std::string& fingerprint)>;

/// TLS with both sides authenticated: by `isWelcome` alone, not by authorities, names or dates.
std::shared_ptr<grpc::ChannelCredentials> channelCredentials(const Identity& identity, PeerCheck isWelcome);
std::shared_ptr<grpc::ServerCredentials> serverCredentials(const Identity& identity, PeerCheck isWelcome);

/// Of the certificate at the other end of a call; empty when there is none.
std::string peerFingerprint(const grpc::ServerContext& context);

} // namespace cobench::engine
