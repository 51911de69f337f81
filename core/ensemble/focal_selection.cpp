// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/selection.h"

#include "core/common/parallel.h"
#include "core/ensemble/selection_axis.h"
#include "core/ensemble/two_means.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>

namespace cobench::ensemble {

namespace {

constexpr std::size_t kCancelPeriod = 4096; // teams

void add(ComparedGroup& group, std::uint32_t team, double accuracy, double diversity)
{
    group.teams.push_back(team);
    group.points.push_back({accuracy, diversity});
}

/// (max accuracy, most diverse) and (min accuracy, least diverse). Precondition: not empty.
std::array<PlanePoint, 2> startOf(const ComparedGroup& group, const Orientation& orientation)
{
    std::array<PlanePoint, 2> ends{group.points.front(), group.points.front()};
    for (const PlanePoint& point : group.points) {
        ends[0].accuracy = std::max(ends[0].accuracy, point.accuracy);
        ends[1].accuracy = std::min(ends[1].accuracy, point.accuracy);
        ends[0].diversity = orientation.moreDiverse(ends[0].diversity, point.diversity);
        ends[1].diversity = orientation.lessDiverse(ends[1].diversity, point.diversity);
    }
    return ends;
}

double meanDiversity(const ComparedGroup& group)
{
    double sum = 0.0;
    for (const PlanePoint& point : group.points)
        sum += point.diversity;
    return sum / static_cast<double>(group.points.size());
}

bool hasTwoDistinct(const ComparedGroup& group)
{
    return std::ranges::any_of(
        group.points, [&](const PlanePoint& point) { return !(point == group.points.front()); });
}

/// Clusters the group's points, writes down who is in the low-accuracy cluster.
TwoMeans cluster(ComparedGroup& group, const Orientation& orientation, const CancelToken& cancel)
{
    TwoMeans clusters = twoMeans(group.points, startOf(group, orientation), orientation.standardises(), cancel);
    if (!clusters.emptyCluster)
        for (const std::uint8_t label : clusters.label)
            group.isLow.push_back(label == clusters.lowAccuracyCluster() ? 1 : 0);
    return clusters;
}

/// Where a member's focal cells begin among those of its team; nothing when it is none of the team.
std::optional<std::size_t> cellOf(const TeamScores& scores, std::size_t team, std::uint32_t member)
{
    std::size_t position = 0;
    if (scores.masks.empty()) {
        const Members& members = scores.memberLists[team];
        const auto found = std::ranges::lower_bound(members, member);
        if (found == members.end() || *found != member)
            return std::nullopt;
        position = static_cast<std::size_t>(found - members.begin());
    } else {
        const TeamMask mask = scores.masks[team];
        const TeamMask own = TeamMask{1} << member;
        if ((mask & own) == 0)
            return std::nullopt;
        position = static_cast<std::size_t>(std::popcount(mask & (own - 1)));
    }
    return scores.focalBegin[team] + position * scores.metrics.size();
}

/// The teams of a member by size, [size], with its view of their diversity; undefined ones are left out.
std::vector<ComparedGroup> groupsOf(const SelectionInput& input, std::uint32_t focal)
{
    const Orientation orientation(input.convention);
    const TeamScores& scores = input.scores;
    std::vector<ComparedGroup> groups(scores.models + 1);
    for (std::size_t team = 0; team < scores.size(); ++team) {
        if (team % kCancelPeriod == 0 && input.cancel.isCancelled())
            break;
        const auto cell = cellOf(scores, team, focal);
        if (!cell)
            continue;
        const std::size_t size = scores.sizeOf(team);
        if (input.convention == Convention::Reference && size == scores.models)
            continue;
        const double value = focalValue(
            scores.metrics[input.metricIndex], scores.focal[*cell + input.metricIndex], input.convention);
        if (!std::isnan(value))
            add(groups[size], static_cast<std::uint32_t>(team), orientation.accuracy(input.accuracy[team]), value);
    }
    for (std::size_t size = 0; size < groups.size(); ++size) {
        groups[size].focal = focal;
        groups[size].size = size;
    }
    return groups;
}

/// The stricter of the group's mean and the most diverse value of its low-accuracy cluster.
double twoMeansThreshold(ComparedGroup& group, const Orientation& orientation, const CancelToken& cancel)
{
    const double mean = meanDiversity(group);
    cluster(group, orientation, cancel);
    std::optional<double> best;
    for (std::size_t i = 0; i < group.isLow.size(); ++i)
        if (group.isLow[i] != 0)
            best = best ? orientation.moreDiverse(*best, group.points[i].diversity) : group.points[i].diversity;
    return orientation.rounded(best ? orientation.moreDiverse(mean, *best) : mean);
}

struct FocalKept {
    std::vector<std::uint32_t> teams; // ascending
    std::vector<Threshold> thresholds;
    std::vector<ComparedGroup> groups;
    std::size_t fallBacks = 0;
};

/// What clears the bars of one member.
FocalKept keepByMember(const SelectionInput& input, std::uint32_t focal, bool keepGroups)
{
    const Orientation orientation(input.convention);
    FocalKept kept;
    for (ComparedGroup& group : groupsOf(input, focal)) {
        if (group.teams.empty() || input.cancel.isCancelled())
            continue;
        const double bar = twoMeansThreshold(group, orientation, input.cancel);
        kept.fallBacks += group.isLow.empty() ? 1 : 0;
        kept.thresholds.push_back({.focal = group.focal, .size = group.size, .value = bar});
        for (std::size_t i = 0; i < group.teams.size(); ++i)
            if (orientation.isMoreDiverse(group.points[i].diversity, bar))
                kept.teams.push_back(group.teams[i]);
        if (keepGroups)
            kept.groups.push_back(std::move(group));
    }
    return kept;
}

/// The union over the members. One member's groups are in memory for each thread, unless all are to be kept.
FocalKept keepByFocalThresholds(const SelectionInput& input, bool keepGroups)
{
    std::vector<FocalKept> byMember(input.scores.models);
    const auto done = parallelFor(
        input.threads,
        byMember.size(),
        [&](std::size_t f) { byMember[f] = keepByMember(input, static_cast<std::uint32_t>(f), keepGroups); },
        input.cancel);
    FocalKept kept;
    if (!done)
        return kept;
    std::vector<std::uint8_t> isKept(input.scores.size(), 0);
    for (FocalKept& one : byMember) {
        for (const std::uint32_t team : one.teams)
            isKept[team] = 1;
        kept.fallBacks += one.fallBacks;
        kept.thresholds.insert(kept.thresholds.end(), one.thresholds.begin(), one.thresholds.end());
        std::ranges::move(one.groups, std::back_inserter(kept.groups));
        one = {};
    }
    for (std::uint32_t team = 0; team < isKept.size(); ++team)
        if (isKept[team] != 0)
            kept.teams.push_back(team);
    return kept;
}

void noteFallBacks(Selection& selection, std::size_t count)
{
    if (count > 0)
        selection.notes.push_back(count == 1
                ? "1 group has one distinct point: the mean is its threshold"
                : std::to_string(count) + " groups have one distinct point: the mean is their threshold");
}

/// Keeps one size's candidates by 2-means on (accuracy, FQ).
void keepByFocalScore(ComparedGroup& candidates, const SelectionInput& input, Selection& selection)
{
    const Orientation orientation(input.convention);
    if (!hasTwoDistinct(candidates)) {
        const bool keep = input.convention == Convention::Corrected;
        selection.notes.push_back("size " + std::to_string(candidates.size)
            + ": fewer than two distinct candidates, " + (keep ? "all kept" : "skipped"));
        for (std::size_t i = 0; keep && i < candidates.teams.size(); ++i) {
            selection.teams.push_back(candidates.teams[i]);
            selection.score.push_back(candidates.points[i].diversity);
        }
        return;
    }
    const TwoMeans clusters = cluster(candidates, orientation, input.cancel);
    if (clusters.emptyCluster)
        selection.notes.push_back(
            "size " + std::to_string(candidates.size) + ": one cluster is empty, the mean is the threshold");
    const double bar = clusters.emptyCluster ? meanDiversity(candidates)
                                             : clusters.centres[clusters.lowAccuracyCluster()].diversity;
    selection.thresholds.push_back({.focal = -1, .size = candidates.size, .value = bar});
    for (std::size_t i = 0; i < candidates.teams.size(); ++i) {
        if (!orientation.isMoreDiverse(candidates.points[i].diversity, bar))
            continue;
        selection.teams.push_back(candidates.teams[i]);
        selection.score.push_back(candidates.points[i].diversity);
    }
}

} // namespace

Selection selectByTwoMeans(const SelectionInput& input)
{
    FocalKept kept = keepByFocalThresholds(input, input.keepGroups);
    Selection selection{.teams = std::move(kept.teams),
        .score = {},
        .thresholds = std::move(kept.thresholds),
        .groups = std::move(kept.groups),
        .notes = {}};
    for (const std::uint32_t team : selection.teams)
        selection.score.push_back(axisValue(input, team));
    noteFallBacks(selection, kept.fallBacks);
    return selection;
}

Selection selectByFocal(const SelectionInput& input)
{
    const Orientation orientation(input.convention);
    const FocalKept kept = keepByFocalThresholds(input, false);
    const FocalScores fq = focalScores(
        input.scores, input.metricIndex, input.memberAccuracy, input.convention, input.weighting, input.cancel);
    if (input.cancel.isCancelled())
        return {};
    std::map<std::size_t, ComparedGroup> candidates;
    for (const std::uint32_t team : kept.teams)
        if (!std::isnan(fq.fq[team]))
            add(candidates[input.scores.sizeOf(team)],
                team,
                orientation.accuracy(input.accuracy[team]),
                fq.fq[team]);
    Selection selection;
    noteFallBacks(selection, kept.fallBacks);
    for (auto& [size, group] : candidates) {
        group.size = size;
        keepByFocalScore(group, input, selection);
        if (input.keepGroups)
            selection.groups.push_back(std::move(group));
    }
    sortByTeam(selection);
    return selection;
}

} // namespace cobench::ensemble
