// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/metric.h"

#include "core/ensemble/text.h"

#include <limits>

namespace cobench::ensemble {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

constexpr std::array<MetricInfo, kAllMetrics.size()> kInfo{{
    {Metric::CK, "CK", "Cohen's kappa", "(p_o - p_e) / (1 - p_e)", -1.0, 1.0, 0.0, true, true},
    {Metric::QS, "QS", "Yule's Q", "(N11 N00 - N01 N10) / (N11 N00 + N01 N10)", -1.0, 1.0, 0.0, true, true},
    {Metric::BD, "BD", "binary disagreement", "(N01 + N10) / N", 0.0, 1.0, kNone, false, true},
    {Metric::FK, "FK", "Fleiss' kappa", "(P - P_e) / (1 - P_e)", -1.0, 1.0, 0.0, true, false},
    {Metric::KW, "KW", "Kohavi-Wolpert variance", "sum c (L - c) / (N L^2)", 0.0, 0.25, kNone, false, false},
    {Metric::GD, "GD", "generalized diversity", "1 - p(2) / p(1)", 0.0, 1.0, kNone, false, false},
    {Metric::RHO,
        "RHO",
        "correlation coefficient",
        "(N11 N00 - N01 N10) / sqrt((N11 + N10)(N01 + N00)(N11 + N01)(N10 + N00))",
        -1.0,
        1.0,
        0.0,
        true,
        true},
    {Metric::EN,
        "EN",
        "entropy measure",
        "sum min(c, L - c) / (N (L - ceil(L / 2)))",
        0.0,
        1.0,
        kNone,
        false,
        false},
    {Metric::DF, "DF", "double fault", "N00 / N", 0.0, 1.0, kNone, true, true},
}};

} // namespace

const MetricInfo& info(Metric metric)
{
    return kInfo[static_cast<std::size_t>(metric)];
}

std::optional<Metric> metricFromId(std::string_view id)
{
    for (const MetricInfo& candidate : kInfo)
        if (equalIgnoringCase(candidate.id, id))
            return candidate.metric;
    return std::nullopt;
}

double diversityScore(Metric metric, double raw)
{
    return info(metric).lowIsDiverse ? 1.0 - raw : raw;
}

} // namespace cobench::ensemble
