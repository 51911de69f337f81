// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/client.h"
#include "core/engine/remote_machines.h"

// The functions of cobench-engine-client.so, which is built with the programs that load it and belongs to them.
extern "C" [[gnu::visibility("default")]] void cobenchConnect(const cobench::engine::ConnectOptions& options,
    cobench::Result<std::unique_ptr<cobench::engine::Client>>& client);
/// The caller's.
extern "C" [[gnu::visibility("default")]] cobench::engine::RemoteMachines* cobenchRemoteMachines();

namespace cobench::engine {

/// The function of that name. Loads the module with the first call; Unsupported when it is not installed.
Result<void*> findInModule(const char* function);

} // namespace cobench::engine
