// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/engine/worker_messages.h"

#include <filesystem>
#include <functional>

namespace cobench::engine {

/// Takes part, with a worker of its own, in a run that the process with rank 0 leads and records: nothing is kept
/// here. `config` counts until the leader's is told, which is what is trained. `hear` gets the lines of the
/// worker's log. Returns when the run is over; Cancelled, Disconnected when the worker dies, or why the run failed.
Result<void> followRun(const std::filesystem::path& trainer,
    const StartMessage& start,
    const std::function<void(const std::string&)>& hear,
    const CancelToken& cancel);

} // namespace cobench::engine
