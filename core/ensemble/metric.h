// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace cobench::ensemble {

/// Diversity metrics of EnsembleBench (CogMI 2020) and their neighbours; formulas in README.md of this folder.
enum class Metric { CK, QS, BD, FK, KW, GD, RHO, EN, DF };

inline constexpr std::array kAllMetrics{
    Metric::CK, Metric::QS, Metric::BD, Metric::FK, Metric::KW, Metric::GD, Metric::RHO, Metric::EN, Metric::DF};
inline constexpr std::array kDefaultMetrics{Metric::CK, Metric::QS, Metric::BD, Metric::FK, Metric::KW, Metric::GD};

/// Corrected is the default; Reference repeats the released programs with their defects; README.md of this folder.
enum class Convention { Corrected, Reference };

struct MetricInfo {
    Metric metric;
    std::string_view id; // "QS"
    std::string_view name; // "Yule's Q"
    std::string_view formula; // plain text, for tooltips
    double low, high; // range of the raw value
    double neutral; // value of independent members where one exists (QS, RHO, CK, FK: 0), else NaN
    bool lowIsDiverse; // raw direction
    bool pairwise; // a team's value is the mean over its pairs
};

const MetricInfo& info(Metric metric);
/// Case-insensitive id, e.g. "gd".
std::optional<Metric> metricFromId(std::string_view id);

/// Higher = more diverse: 1 - raw where low is diverse, else raw. NaN (undefined) stays NaN.
double diversityScore(Metric metric, double raw);

} // namespace cobench::ensemble
