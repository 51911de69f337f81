// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/selection.h"

#include <cstdint>
#include <span>
#include <vector>

namespace cobench::ensemble {

/// What one metric chose, for rules that ask several (EQ, CVPR 2021; k-of-n and Borda beside it).
struct MetricVote {
    Metric metric = Metric::GD;
    Selection selection; // ascending teams
    std::vector<double> diversity; // [T] FQ of every team, larger = more diverse; NaN undefined
};

/// The at most three metrics whose selections hold the highest maximum accuracy, best first; ties: given order.
std::vector<std::size_t> bestMetrics(std::span<const MetricVote> votes, std::span<const double> accuracy);

/// EQ: the teams all of bestMetrics() chose. score = their mean FQ over those metrics.
Selection selectByAgreement(std::span<const MetricVote> votes, std::span<const double> accuracy);
/// Teams that at least k of the metrics chose. score = mean FQ over the metrics that chose it.
Selection selectByCount(std::span<const MetricVote> votes, std::size_t k);
/// The n teams with the most Borda points: a metric gives the team it ranks r-th of R (by FQ) R - r points.
/// score = points. Ties: higher accuracy, then enumeration order. Cancelled: nothing.
Selection selectByBorda(std::span<const MetricVote> votes,
    std::span<const double> accuracy,
    std::size_t n,
    const CancelToken& cancel = {});

/// Metrics that hold one opinion inside a team size: KW = BD(L-1)/(2L) ranks like BD. For a notice beside choosers.
bool holdOneOpinion(Metric a, Metric b);

} // namespace cobench::ensemble
