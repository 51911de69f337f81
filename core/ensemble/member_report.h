// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/ensemble/prepared_split.h"

#include <cstdint>
#include <limits>
#include <vector>

namespace cobench::ensemble {

inline constexpr double kNotAvailable = std::numeric_limits<double>::quiet_NaN();

/// One bin of the reliability diagram: 15 equal-width, right-closed bins of the maximum probability.
struct ReliabilityBin {
    double confidence = 0.0; // mean maximum probability in the bin
    double accuracy = 0.0;
    std::size_t count = 0;
};

/// Figures of one member on one split. NaN for what a label-only member cannot offer.
struct MemberReport {
    double accuracy = 0.0;
    double top5 = kNotAvailable; // ties to the smaller class
    double nll = kNotAvailable; // natural log, p clamped to [1e-12, 1]
    double ece = kNotAvailable;
    std::size_t errors = 0;
};

/// [M] fractions.
std::vector<double> memberAccuracies(const PreparedSplit& split);
MemberReport reportMember(const PreparedSplit& split, std::size_t model);
/// 15 bins; empty for label-only members.
std::vector<ReliabilityBin> reliability(const PreparedSplit& split, std::size_t model);
/// A label may name any of 65,535 classes, and a table of all of them takes 16 GiB.
inline constexpr std::uint32_t kMostConfusionClasses = 4096;
/// TooLarge: tables of so many classes are not made.
Result<void> checkConfusion(std::uint32_t classes);
/// [C][C] row = truth, column = prediction. Precondition: checkConfusion is ok.
std::vector<std::uint32_t> confusion(const PreparedSplit& split, std::size_t model);
std::vector<std::uint32_t> confusion(
    std::span<const data::Label> truth, std::span<const data::Label> predicted, std::uint32_t classes);
/// [C]; NaN for a class that does not occur.
std::vector<double> perClassRecall(const PreparedSplit& split, std::size_t model);

} // namespace cobench::ensemble
