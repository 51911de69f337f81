// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/detect/pipeline.h"
#include "core/detect/queueing_model.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace cobench::detect {

/// How many devices does it take?
struct CapacityQuestion {
    std::vector<Emulation> devices; // the first n of them serve; of one alone, n like it
    std::size_t most = 8; // n = 1 … most; with several devices no more than there are
    double rate = 30.0; // frames/s that come in
    DispatchConfig dispatch{.drop = DropPolicy::Oldest};
    double latency99 = 0.2; // seconds; at most
    double droppedShare = 0.01; // at most
    std::uint64_t frames = 10000; // that the emulator runs
    std::uint64_t seed = 1;
};

struct CapacityPlan {
    struct Row {
        std::size_t devices = 0;
        Prediction queueing; // predictByQueueing()
        Prediction emulated; // the pipeline itself on the simulated clock
    };
    std::vector<Row> rows;
    std::optional<std::size_t> byQueueing; // fewest devices that do
    std::optional<std::size_t> byEmulation;
};

/// Whether that answers the question.
bool satisfies(const Prediction& prediction, const CapacityQuestion& question);
/// Usage: no device, no rate, or frames that may not be dropped (then the source waits and λ is not given).
Result<CapacityPlan> planCapacity(const CapacityQuestion& question, Progress& progress, const CancelToken& cancel);

/// The same of a run.
Prediction measured(const RunFigures& figures);

/// Emulated devices as parseDevices() reads them. Usage names one whose rate nobody knows without a run.
Result<std::vector<Emulation>> emulatedDevices(std::string_view text);
/// Seconds that each processed frame took.
std::vector<double> serviceTimes(std::span<const Outcome> outcomes);
/// A device of which only the times it took are known, in seconds: normal with their mean and variation,
/// exponential where that is .5 or more. Precondition: there is one.
Emulation emulationOf(const std::vector<double>& serviceTimes);

} // namespace cobench::detect
