// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/client.h"

namespace cobench::engine {

/// What Client::connect does, for programs that are linked to gRPC.
Result<std::unique_ptr<Client>> connectOverRpc(const ConnectOptions& options);

} // namespace cobench::engine
