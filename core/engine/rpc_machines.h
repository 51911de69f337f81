// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/remote_machines.h"

namespace cobench::engine {

/// RemoteMachines::load() without loading: for programs that link gRPC.
std::unique_ptr<RemoteMachines> makeRemoteMachines();

} // namespace cobench::engine
