// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/run.h"
#include "core/train/config.h"

#include <cstddef>
#include <span>

namespace cobench::jobs {

/// What a run will take, as far as it can be told before it starts. NaN = unknown.
struct RunEstimate {
    double parameters = std::numeric_limits<double>::quiet_NaN();
    double multiplyAdds = std::numeric_limits<double>::quiet_NaN(); // one forward pass of one sample
    /// Weights, gradients, the optimiser's state, and what one batch leaves for the backward pass, as 32-bit
    /// numbers; libraries and data come on top.
    double memoryBytes = std::numeric_limits<double>::quiet_NaN();
    double diskBytes = std::numeric_limits<double>::quiet_NaN(); // of the checkpoints that are kept
    double samples = std::numeric_limits<double>::quiet_NaN(); // of one epoch
    double seconds = std::numeric_limits<double>::quiet_NaN(); // training loop
    std::size_t basis = 0; // runs from which the time is told
};

/// Time comes from what `known` runs reached on the same device: those of the same model and batch, else of any,
/// by their multiply-adds a second (the median).
RunEstimate estimateRun(const train::TrainConfig& config, std::span<const study::Run> known);

} // namespace cobench::jobs
