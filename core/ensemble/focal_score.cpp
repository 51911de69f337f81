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

struct Range {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();

    void include(double value)
    {
        low = std::min(low, value);
        high = std::max(high, value);
    }
    bool isConstant() const { return high - low <= kConstantSpread; }
};

/// Min-max ranges of D per (member, team size).
class Groups
{
public:
    explicit Groups(std::size_t models)
        : m_models(models)
        , m_ranges(models * (models + 1))
    {
    }
    Range& at(std::size_t member, std::size_t size) { return m_ranges[member * (m_models + 1) + size]; }

private:
    std::size_t m_models;
    std::vector<Range> m_ranges;
};

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

double scale(const Range& range, double value, Convention convention)
{
    if (!range.isConstant())
        return (value - range.low) / (range.high - range.low);
    return convention == Convention::Reference ? value : kConstantScore;
}

Groups groupRanges(const CellReader& cells)
{
    Groups groups(cells.scores.models);
    for (std::size_t team = 0; team < cells.scores.size(); ++team) {
        const Members members = cells.scores.members(team);
        for (std::size_t i = 0; i < members.size(); ++i)
            if (const double value = cells.value(team, i); !std::isnan(value))
                groups.at(members[i], members.size()).include(value);
    }
    return groups;
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

FocalScores focalScores(const TeamScores& scores,
    std::size_t metricIndex,
    std::span<const double> memberAccuracy,
    Convention convention,
    FocalWeighting weighting)
{
    const CellReader cells{scores, metricIndex, convention};
    Groups groups = groupRanges(cells);
    FocalScores result{.convention = convention,
        .fq = std::vector<double>(scores.size(), kUndefined),
        .constantGroup = std::vector<std::uint8_t>(scores.size(), 0)};
    for (std::size_t team = 0; team < scores.size(); ++team) {
        const Members members = scores.members(team);
        if (!takesPart(members.size(), scores.models, convention))
            continue;
        const std::vector<double> weights = focalWeights(members, memberAccuracy, convention, weighting);
        double sum = 0.0;
        double total = 0.0;
        for (std::size_t i = 0; i < members.size(); ++i) {
            const double value = cells.value(team, i);
            if (std::isnan(value))
                continue;
            const Range& range = groups.at(members[i], members.size());
            result.constantGroup[team] |= range.isConstant() ? 1 : 0;
            sum += weights[i] * scale(range, value, convention);
            total += weights[i];
        }
        if (total > 0.0)
            result.fq[team] = sum / total;
    }
    return result;
}

} // namespace cobench::ensemble
