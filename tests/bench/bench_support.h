// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/kernels.h"
#include "core/ensemble/prepared_split.h"

#include <chrono>
#include <memory>
#include <string>

namespace cobench::bench {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start);
/// Processor time of this thread: a peak means nothing while other programs take turns on the core.
double processorSeconds();

/// Additions and comparisons of floats a second that one core does with the level's vectors, from registers, with
/// nothing else to do; the best of several short runs. 0 where the processor lacks the instructions.
double peakOperations(ensemble::SimdLevel level);

/// Most memory this process has held so far.
double peakMegabytes();

/// 10,000 samples, 10 classes; most samples are settled before any vote is counted, as in real pools.
const std::shared_ptr<const data::Split>& easySplit(std::size_t models);
/// The same size, but every class can win almost every sample: nothing is settled beforehand.
const std::shared_ptr<const data::Split>& hardSplit(std::size_t models);
/// A pool of the development data (`path` below their folder), split `title`; nullptr where they are absent.
std::shared_ptr<const ensemble::PreparedSplit> realPool(const std::string& path, const std::string& title);

} // namespace cobench::bench
