// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/focal_score.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace cobench::ensemble {

namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();
constexpr double kConstantSpread = 1e-12; // less than this is rounding, not diversity
constexpr double kConstantScore = 0.5;

struct CellReader {
    const TeamScores& scores;
    std::size_t metricIndex;
    Convention convention;

    double value(std::size_t team, std::size_t position) const
    {
        const std::size_t cell = scores.focalBegin[team] + position * scores.metrics.size() + metricIndex;
        return focalValue(scores.metrics[metricIndex], scores.focal[cell], convention);
    }
};

bool takesPart(std::size_t size, std::size_t models, Convention convention)
{
    return convention == Convention::Corrected || size < models;
}

} // namespace

double focalValue(Metric metric, double raw, Convention convention)
{
    const double diverse = diversityScore(metric, raw);
    if (convention == Convention::Corrected)
        return diverse;
    return info(metric).lowIsDiverse ? raw : 1.0 - raw;
}

std::vector<double> focalWeights(
    const Members& members, std::span<const double> memberAccuracy, Convention convention, FocalWeighting weighting)
{
    std::vector<double> weights(members.size(), 1.0);
    if (convention == Convention::Corrected && weighting == FocalWeighting::Uniform)
        return weights;
    if (convention == Convention::Corrected && weighting == FocalWeighting::Accuracy) {
        std::ranges::transform(members, weights.begin(), [&](auto member) { return memberAccuracy[member]; });
        return weights;
    }
    std::vector<std::size_t> order(members.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(
        order, std::less<>(), [&](std::size_t position) { return memberAccuracy[members[position]]; });
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
        if (convention == Convention::Reference)
            weights[rank] = static_cast<double>(order[rank]); // the published slip: an argsort is not a rank
        else
            weights[order[rank]] = static_cast<double>(rank + 1);
    }
    return weights;
}

bool FocalScale::Range::isConstant() const
{
    return high - low <= kConstantSpread;
}

FocalScale::FocalScale(const TeamScores& scores, std::size_t metricIndex, Convention convention)
    : m_models(scores.models)
    , m_convention(convention)
    , m_ranges(scores.models * (scores.models + 1))
{
    const CellReader cells{scores, metricIndex, convention};
    for (std::size_t team = 0; team < scores.size(); ++team) {
        const Members members = scores.members(team);
        for (std::size_t i = 0; i < members.size(); ++i) {
            const double value = cells.value(team, i);
            if (std::isnan(value))
                continue;
            Range& range = m_ranges[members[i] * (m_models + 1) + members.size()];
            range.low = std::min(range.low, value);
            range.high = std::max(range.high, value);
        }
    }
}

double FocalScale::scaled(std::uint32_t member, std::size_t size, double value) const
{
    const Range& over = range(member, size);
    if (std::isnan(value))
        return value;
    if (!over.isConstant())
        return (value - over.low) / (over.high - over.low);
    return m_convention == Convention::Reference ? value : kConstantScore;
}

double focalMean(std::span<const double> scaled, std::span<const double> weights)
{
    double sum = 0.0;
    double total = 0.0;
    for (std::size_t i = 0; i < scaled.size(); ++i) {
        if (std::isnan(scaled[i]))
            continue;
        sum += weights[i] * scaled[i];
        total += weights[i];
    }
    return total > 0.0 ? sum / total : kUndefined;
}

FocalScores focalScores(const TeamScores& scores,
    std::size_t metricIndex,
    std::span<const double> memberAccuracy,
    Convention convention,
    FocalWeighting weighting)
{
    const CellReader cells{scores, metricIndex, convention};
    const FocalScale scale(scores, metricIndex, convention);
    FocalScores result{.convention = convention,
        .fq = std::vector<double>(scores.size(), kUndefined),
        .constantGroup = std::vector<std::uint8_t>(scores.size(), 0)};
    std::vector<double> scaled;
    for (std::size_t team = 0; team < scores.size(); ++team) {
        const Members members = scores.members(team);
        if (!takesPart(members.size(), scores.models, convention))
            continue;
        scaled.clear();
        for (std::size_t i = 0; i < members.size(); ++i) {
            const double value = cells.value(team, i);
            scaled.push_back(scale.scaled(members[i], members.size(), value));
            if (!std::isnan(value) && scale.isConstant(members[i], members.size()))
                result.constantGroup[team] = 1;
        }
        result.fq[team] = focalMean(scaled, focalWeights(members, memberAccuracy, convention, weighting));
    }
    return result;
}

double unscaledFocal(const TeamScores& scores,
    std::size_t team,
    std::size_t metricIndex,
    std::span<const double> memberAccuracy,
    Convention convention,
    FocalWeighting weighting)
{
    const CellReader cells{scores, metricIndex, convention};
    const Members members = scores.members(team);
    std::vector<double> values;
    for (std::size_t i = 0; i < members.size(); ++i)
        values.push_back(cells.value(team, i));
    return focalMean(values, focalWeights(members, memberAccuracy, convention, weighting));
}

} // namespace cobench::ensemble
