// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/ensemble/focal_score.h"
#include "core/ensemble/two_means.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace cobench::ensemble {

/// Everything a threshold rule looks at, all from the selection split: the report split is read only for final
/// figures.
struct SelectionInput {
    const TeamScores& scores; // enumerated; raw on the disagreement samples; focal cells where a rule needs them
    std::span<const double> accuracy; // [T] consensus accuracy over the whole split, fractions
    std::span<const double> memberAccuracy; // [M]
    std::size_t metricIndex = 0;
    Convention convention = Convention::Corrected;
    FocalWeighting weighting = FocalWeighting::Rank;
    bool keepGroups = false; // fill Selection::groups
    unsigned threads = 1;
    CancelToken cancel; // a rule that is cancelled ends soon, with a selection that means nothing
};

/// One bar that teams had to clear; drawn on the scatter.
struct Threshold {
    std::int64_t focal = -1; // -1: not tied to a focal member
    std::size_t size = 0; // 0: all sizes
    double value = 0.0; // in the units compared: larger = more diverse, reference: smaller = more diverse
};

/// Teams that a rule compared with each other, where it saw them; for drawing.
struct ComparedGroup {
    std::int64_t focal = -1; // as Threshold
    std::size_t size = 0;
    std::vector<std::uint32_t> teams; // indices into the scores
    std::vector<PlanePoint> points; // [teams] accuracy (reference: percent) and diversity, in the units compared
    std::vector<std::uint8_t> isLow; // [teams] 1 = in the low-accuracy cluster; empty when not clustered
};

struct Selection {
    std::vector<std::uint32_t> teams; // indices into the scores, ascending
    std::vector<double> score; // [selected] what the rule ranks by
    std::vector<Threshold> thresholds;
    std::vector<ComparedGroup> groups; // on request
    std::vector<std::string> notes; // fall-backs and skipped groups, in words
};

/// Baseline Q: strictly more diverse than the mean over all teams (reference: the mean rounded to 3 decimals).
Selection selectByMean(const SelectionInput& input);
/// Per (focal member, size) 2-means threshold; the union over focal members. In focal_selection.cpp, with
/// selectByFocal.
Selection selectByTwoMeans(const SelectionInput& input);
/// FQ selection (focal diversity, CVPR 2021).
Selection selectByFocal(const SelectionInput& input);
/// The n most diverse teams; ties: higher accuracy, then enumeration order.
Selection selectTop(const SelectionInput& input, std::size_t n);
/// Walks from the most diverse team; the first whose accuracy is below mean - k·std sets the bar.
Selection selectByDeviation(const SelectionInput& input, double k);

/// Python's round(x, digits): exact decimal rounding, ties to even. Published thresholds are rounded so.
double roundDecimals(double value, int digits);

} // namespace cobench::ensemble
