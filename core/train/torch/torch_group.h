// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/process_group.h"

#include <cstdint>
#include <memory>
#include <string>

namespace cobench::train {

/// A group on LibTorch's c10d with Gloo: meets at rank 0, which listens on `port` of `address`, and waits there two
/// minutes for the others. Not encrypted and not authenticated, as PyTorch's own: for trusted networks.
/// GLOO_SOCKET_IFNAME names the network interface, where the host's name does not lead to the right one. Errors:
/// Disconnected when they do not come together, Unsupported when CoBench was built without Gloo's headers.
Result<std::unique_ptr<ProcessGroup>> joinTorchGroup(
    const std::string& address, std::uint16_t port, unsigned rank, unsigned size);

} // namespace cobench::train
