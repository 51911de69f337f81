// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/engine/worker_messages.h"

#include <chrono>
#include <filesystem>
#include <vector>

namespace cobench::engine {

struct ProbeOptions {
    std::filesystem::path trainer;
    std::chrono::milliseconds patience{10000}; // with a program: to be read, then for every 250 samples
};

struct ProbeAnswer {
    std::uint64_t parameters = 0;
    std::uint32_t classes = 0;
    std::vector<train::SplitPredictions> splits; // one for each condition, in their order
};

/// Has a worker process of its own answer, and waits. What the worker says is checked. Cancelled within 50 ms.
/// Errors: those the worker tells; Disconnected when it dies, a program for one, or has to be ended.
Result<ProbeAnswer> runProbe(
    const ProbeOptions& options, const ProbeMessage& task, Progress& progress, const CancelToken& cancel);

} // namespace cobench::engine
