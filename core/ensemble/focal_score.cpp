// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/focal_score.h"

#include <algorithm>
#include <bit>
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

/// Whether it is time to look, and the work is cancelled: a look at every team would cost more than the team.
bool isCancelledAt(std::size_t team, const CancelToken& cancel)
{
    return team % 4096 == 0 && cancel.isCancelled();
}

/// Calls visit(position, member) for the members of a team, ascending.
template <typename Visit>
void forEachMember(const TeamScores& scores, std::size_t team, Visit visit)
{
    std::size_t position = 0;
    if (scores.masks.empty())
        for (const std::uint32_t member : scores.memberLists[team])
            visit(position++, member);
    else
        for (TeamMask left = scores.masks[team]; left != 0; left &= left - 1)
            visit(position++, static_cast<std::uint32_t>(std::countr_zero(left)));
}

/// focalWeights() of one team after the other. Ranks of members of up to 64 models need no sorting: how many of the
/// team come before a member in the pool's own order.
class Weights
{
public:
    Weights(const TeamScores& scores,
        std::span<const double> memberAccuracy,
        Convention convention,
        FocalWeighting weighting)
        : m_scores(scores)
        , m_memberAccuracy(memberAccuracy)
        , m_convention(convention)
        , m_weighting(weighting)
    {
        if (convention != Convention::Corrected || weighting != FocalWeighting::Rank || scores.masks.empty())
            return;
        m_before.resize(scores.models);
        for (std::size_t member = 0; member < scores.models; ++member)
            for (std::size_t other = 0; other < scores.models; ++other)
                if (memberAccuracy[other] < memberAccuracy[member]
                    || (memberAccuracy[other] == memberAccuracy[member] && other < member))
                    m_before[member] |= TeamMask{1} << other;
    }

    const std::vector<double>& of(std::size_t team)
    {
        if (m_before.empty()) {
            m_weights = focalWeights(m_scores.members(team), m_memberAccuracy, m_convention, m_weighting);
            return m_weights;
        }
        const TeamMask mask = m_scores.masks[team];
        m_weights.clear();
        for (TeamMask left = mask; left != 0; left &= left - 1) {
            const TeamMask before = m_before[static_cast<std::size_t>(std::countr_zero(left))];
            m_weights.push_back(std::popcount(mask & before) + 1);
        }
        return m_weights;
    }

private:
    const TeamScores& m_scores;
    std::span<const double> m_memberAccuracy;
    Convention m_convention;
    FocalWeighting m_weighting;
    std::vector<TeamMask> m_before; // [member] less accurate ones; empty = teams are sorted
    std::vector<double> m_weights;
};

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

FocalScale::FocalScale(
    const TeamScores& scores, std::size_t metricIndex, Convention convention, const CancelToken& cancel)
    : m_models(scores.models)
    , m_convention(convention)
    , m_ranges(scores.models * (scores.models + 1))
{
    const CellReader cells{scores, metricIndex, convention};
    for (std::size_t team = 0; team < scores.size() && !isCancelledAt(team, cancel); ++team) {
        const std::size_t size = scores.sizeOf(team);
        forEachMember(scores, team, [&](std::size_t position, std::uint32_t member) {
            const double value = cells.value(team, position);
            if (std::isnan(value))
                return;
            Range& range = m_ranges[member * (m_models + 1) + size];
            range.low = std::min(range.low, value);
            range.high = std::max(range.high, value);
        });
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
    FocalWeighting weighting,
    const CancelToken& cancel)
{
    const CellReader cells{scores, metricIndex, convention};
    const FocalScale scale(scores, metricIndex, convention, cancel);
    FocalScores result{.convention = convention,
        .fq = std::vector<double>(scores.size(), kUndefined),
        .constantGroup = std::vector<std::uint8_t>(scores.size(), 0)};
    Weights weights(scores, memberAccuracy, convention, weighting);
    std::vector<double> scaled;
    for (std::size_t team = 0; team < scores.size() && !isCancelledAt(team, cancel); ++team) {
        const std::size_t size = scores.sizeOf(team);
        if (!takesPart(size, scores.models, convention))
            continue;
        scaled.clear();
        forEachMember(scores, team, [&](std::size_t position, std::uint32_t member) {
            const double value = cells.value(team, position);
            scaled.push_back(scale.scaled(member, size, value));
            if (!std::isnan(value) && scale.isConstant(member, size))
                result.constantGroup[team] = 1;
        });
        result.fq[team] = focalMean(scaled, weights.of(team));
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
