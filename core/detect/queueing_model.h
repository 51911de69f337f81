// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/dispatcher.h"
#include "core/detect/emulation.h"

#include <cstddef>
#include <span>
#include <vector>

namespace cobench::detect {

/// What is foretold of a run. Rates in frames/s, times in seconds.
struct Prediction {
    double sigma = 0.0;
    double droppedShare = 0.0; // of the frames read, all causes
    double queueShare = 0.0; // of the frames read: a full queue; NaN = cannot be told apart
    double deadlineShare = 0.0; // likewise
    double latency50 = 0.0; // capture to the end of its service, of processed frames
    double latency90 = 0.0;
    double latency99 = 0.0;
    double latency999 = 0.0;
};

/// The square of the coefficient of variation of a device's service times.
double serviceVariation(const Emulation& device);
/// Its service time in seconds below which this share of them lies.
double serviceQuantile(const Emulation& device, double share);

/// Frames that come at a steady rate λ (their variation is 0) to devices of rates μ_d, M = Σ μ_d, with room for K
/// waiting frames, in closed form:
/// - lost per second: θ / (1 − e^(−2θK/s²)), θ = λ − M, s² = M c² (c²: variation of service, weighted by μ_d), as a
///   Brownian motion between two reflecting barriers (Harrison, Brownian Motion and Stochastic Flow Systems, 1985,
///   § 5.5); c = 0: max(0, θ);
/// - a frame waits with probability ρ^(√(2(n+1)) − 1), ρ = min(1, λ / M) (Sakasegawa, Ann. Inst. Stat. Math. 29,
///   1977), then for a time on [0, K/M] with density ∝ e^(2θMt/s²); where the oldest frame gives way, waiting ones
///   move up at the rate λ instead, if that is faster;
/// - latency = wait + service, taken as independent.
/// Schedulers with a queue for each device are n such stations with their shares of λ. Deadline is FCFS with
/// K = min(K, deadline · M); it cannot tell the two causes apart. Good under load; light load is told a little too
/// slow. Precondition: rate > 0, at least one device, frames may be dropped.
Prediction predictByQueueing(std::span<const Emulation> devices, double rate, const DispatchConfig& dispatch);

} // namespace cobench::detect
