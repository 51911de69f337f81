// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/data/trace.h"
#include "core/runs/metric_text.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cobench::cli {

struct TraceRequest {
    std::vector<std::string> command;
    double hz = 10.0;
    bool joinsOutputToErrors = false; // its standard output, to keep ours for the result
    runs::LineParser* parser = nullptr; // finds metrics in its output, which then passes through us
};

struct TracedCommand {
    int exit = 0; // as a shell tells it: 128 + signal when it was killed
    double startedAt = 0.0; // seconds since the epoch
    double seconds = 0.0;
    double processorSeconds = 0.0; // with all children that were waited for
    double largestProcess = 0.0; // bytes in memory
    std::optional<double> readBytes; // from disks; nothing when the kernel does not tell
    std::optional<double> writtenBytes;
    data::Trace trace;
    std::vector<std::string> cards; // NVIDIA ones
    std::map<int, std::string> processes; // names of those that were the busiest
    std::vector<store::ScalarRow> scalars;
};

/// Runs a command as our child, in our process group, with our terminal, input and folder, and records it from its
/// start to its end. Signals that are sent to us alone are passed on; those of the terminal reach it anyway.
/// NotFound or Unreadable when it cannot be started.
Result<TracedCommand> runTraced(const TraceRequest& request);

} // namespace cobench::cli
