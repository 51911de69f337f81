// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/client.h"

/// The one function of cobench-engine-client.so, which is built with the programs that load it and belongs to them.
extern "C" [[gnu::visibility("default")]] void cobenchConnect(const cobench::engine::ConnectOptions& options,
    cobench::Result<std::unique_ptr<cobench::engine::Client>>& client);
