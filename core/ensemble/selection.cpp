// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/selection.h"

#include "core/ensemble/two_means.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <numeric>
#include <optional>
#include <set>

namespace cobench::ensemble {

namespace {

constexpr double kPercent = 100.0;

/// Values of one convention on one axis: "more diverse" points up in the corrected one and down in the reference.
class Orientation
{
public:
    explicit Orientation(Convention convention)
        : m_reference(convention == Convention::Reference)
    {
    }
    bool isMoreDiverse(double a, double b) const { return m_reference ? a < b : a > b; }
    double moreDiverse(double a, double b) const { return isMoreDiverse(a, b) ? a : b; }
    double rounded(double value) const { return m_reference ? roundDecimals(value, 3) : value; }
    double accuracy(double fraction) const { return m_reference ? fraction * kPercent : fraction; }
    bool standardises() const { return !m_reference; }

private:
    bool m_reference;
};

double axisValue(const SelectionInput& input, std::size_t team)
{
    return focalValue(
        input.scores.metrics[input.metricIndex], input.scores.rawValue(input.metricIndex, team), input.convention);
}

std::vector<double> axisValues(const SelectionInput& input)
{
    std::vector<double> values(input.scores.size());
    for (std::size_t team = 0; team < values.size(); ++team)
        values[team] = axisValue(input, team);
    return values;
}

double definedMean(const std::vector<double>& values)
{
    double sum = 0.0;
    std::size_t count = 0;
    for (const double value : values) {
        if (std::isnan(value))
            continue;
        sum += value;
        ++count;
    }
    return count == 0 ? std::nan("") : sum / static_cast<double>(count);
}

Selection keepBeyond(const SelectionInput& input, const std::vector<double>& values, double bar)
{
    const Orientation orientation(input.convention);
    Selection selection;
    for (std::size_t team = 0; team < values.size(); ++team) {
        if (std::isnan(values[team]) || std::isnan(bar) || !orientation.isMoreDiverse(values[team], bar))
            continue;
        selection.teams.push_back(static_cast<std::uint32_t>(team));
        selection.score.push_back(values[team]);
    }
    return selection;
}

/// Teams on the plane (accuracy, diversity), with where 2-means starts on them.
struct Group {
    std::vector<std::uint32_t> teams;
    std::vector<PlanePoint> points;

    void add(std::uint32_t team, double accuracy, double diversity)
    {
        teams.push_back(team);
        points.push_back({accuracy, diversity});
    }

    /// (max accuracy, most diverse) and (min accuracy, least diverse). Precondition: not empty.
    std::array<PlanePoint, 2> start(const Orientation& orientation) const
    {
        std::array<PlanePoint, 2> ends{points.front(), points.front()};
        for (const PlanePoint& point : points) {
            ends[0].accuracy = std::max(ends[0].accuracy, point.accuracy);
            ends[1].accuracy = std::min(ends[1].accuracy, point.accuracy);
            ends[0].diversity = orientation.moreDiverse(ends[0].diversity, point.diversity);
            ends[1].diversity = orientation.isMoreDiverse(ends[1].diversity, point.diversity) ? point.diversity
                                                                                              : ends[1].diversity;
        }
        return ends;
    }

    double meanDiversity() const
    {
        double sum = 0.0;
        for (const PlanePoint& point : points)
            sum += point.diversity;
        return sum / static_cast<double>(points.size());
    }

    bool hasTwoDistinct() const
    {
        return std::ranges::any_of(points, [&](const PlanePoint& point) { return !(point == points.front()); });
    }
};

/// Groups by (focal member, team size) over the focal cells; undefined cells are left out.
std::map<std::pair<std::uint32_t, std::size_t>, Group> focalGroups(const SelectionInput& input)
{
    const Orientation orientation(input.convention);
    const TeamScores& scores = input.scores;
    std::map<std::pair<std::uint32_t, std::size_t>, Group> groups;
    for (std::size_t team = 0; team < scores.size(); ++team) {
        const Members members = scores.members(team);
        if (input.convention == Convention::Reference && members.size() == scores.models)
            continue;
        for (std::size_t i = 0; i < members.size(); ++i) {
            const std::size_t cell = scores.focalBegin[team] + i * scores.metrics.size() + input.metricIndex;
            const double value
                = focalValue(scores.metrics[input.metricIndex], scores.focal[cell], input.convention);
            if (!std::isnan(value))
                groups[{members[i], members.size()}].add(
                    static_cast<std::uint32_t>(team), orientation.accuracy(input.accuracy[team]), value);
        }
    }
    return groups;
}

/// The stricter of the group's mean and the most diverse value of its low-accuracy cluster.
double twoMeansThreshold(const Group& group, const Orientation& orientation, bool& fellBack)
{
    const double mean = group.meanDiversity();
    const TwoMeans clusters = twoMeans(group.points, group.start(orientation), orientation.standardises());
    fellBack = clusters.emptyCluster;
    if (fellBack)
        return orientation.rounded(mean);
    const std::size_t low = clusters.lowAccuracyCluster();
    std::optional<double> best;
    for (std::size_t i = 0; i < group.points.size(); ++i)
        if (clusters.label[i] == low)
            best = best ? orientation.moreDiverse(*best, group.points[i].diversity) : group.points[i].diversity;
    return orientation.rounded(orientation.moreDiverse(mean, *best));
}

struct FocalKept {
    std::set<std::uint32_t> teams;
    std::vector<Threshold> thresholds;
    std::size_t fallBacks = 0;
};

FocalKept keepByFocalThresholds(const SelectionInput& input)
{
    const Orientation orientation(input.convention);
    FocalKept kept;
    for (const auto& [key, group] : focalGroups(input)) {
        bool fellBack = false;
        const double bar = twoMeansThreshold(group, orientation, fellBack);
        kept.fallBacks += fellBack ? 1 : 0;
        kept.thresholds.push_back({.focal = key.first, .size = key.second, .value = bar});
        for (std::size_t i = 0; i < group.teams.size(); ++i)
            if (orientation.isMoreDiverse(group.points[i].diversity, bar))
                kept.teams.insert(group.teams[i]);
    }
    return kept;
}

void noteFallBacks(Selection& selection, std::size_t count)
{
    if (count > 0)
        selection.notes.push_back(
            std::to_string(count) + " groups have one distinct point: the mean is their threshold");
}

std::vector<std::uint32_t> mostDiverseFirst(const SelectionInput& input, const std::vector<double>& values)
{
    const Orientation orientation(input.convention);
    std::vector<std::uint32_t> order;
    for (std::uint32_t team = 0; team < values.size(); ++team)
        if (!std::isnan(values[team]))
            order.push_back(team);
    std::ranges::stable_sort(order, [&](std::uint32_t a, std::uint32_t b) {
        if (values[a] != values[b])
            return orientation.isMoreDiverse(values[a], values[b]);
        return input.accuracy[a] > input.accuracy[b];
    });
    return order;
}

/// Keeps one size's candidates by 2-means on (accuracy, FQ).
void keepByFocalScore(const Group& candidates, std::size_t size, const SelectionInput& input, Selection& selection)
{
    const Orientation orientation(input.convention);
    if (!candidates.hasTwoDistinct()) {
        const bool keep = input.convention == Convention::Corrected;
        selection.notes.push_back("size " + std::to_string(size) + ": fewer than two distinct candidates, "
            + (keep ? "all kept" : "skipped"));
        for (std::size_t i = 0; keep && i < candidates.teams.size(); ++i) {
            selection.teams.push_back(candidates.teams[i]);
            selection.score.push_back(candidates.points[i].diversity);
        }
        return;
    }
    const TwoMeans clusters
        = twoMeans(candidates.points, candidates.start(orientation), orientation.standardises());
    const double bar = clusters.emptyCluster ? candidates.meanDiversity()
                                             : clusters.centres[clusters.lowAccuracyCluster()].diversity;
    selection.thresholds.push_back({.focal = -1, .size = size, .value = bar});
    for (std::size_t i = 0; i < candidates.teams.size(); ++i) {
        if (!orientation.isMoreDiverse(candidates.points[i].diversity, bar))
            continue;
        selection.teams.push_back(candidates.teams[i]);
        selection.score.push_back(candidates.points[i].diversity);
    }
}

void sortByTeam(Selection& selection)
{
    std::vector<std::size_t> order(selection.teams.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, std::less<>(), [&](std::size_t i) { return selection.teams[i]; });
    Selection sorted = selection;
    for (std::size_t i = 0; i < order.size(); ++i) {
        sorted.teams[i] = selection.teams[order[i]];
        sorted.score[i] = selection.score[order[i]];
    }
    selection = std::move(sorted);
}

} // namespace

double roundDecimals(double value, int digits)
{
    std::array<char, 400> text;
    std::snprintf(text.data(), text.size(), "%.*f", digits, value);
    return std::strtod(text.data(), nullptr);
}

Selection selectByMean(const SelectionInput& input)
{
    const std::vector<double> values = axisValues(input);
    const double bar = Orientation(input.convention).rounded(definedMean(values));
    Selection selection = keepBeyond(input, values, bar);
    selection.thresholds.push_back({.value = bar});
    return selection;
}

Selection selectByTwoMeans(const SelectionInput& input)
{
    const FocalKept kept = keepByFocalThresholds(input);
    Selection selection{.teams = {kept.teams.begin(), kept.teams.end()}, .thresholds = kept.thresholds};
    for (const std::uint32_t team : selection.teams)
        selection.score.push_back(axisValue(input, team));
    noteFallBacks(selection, kept.fallBacks);
    return selection;
}

Selection selectByFocal(const SelectionInput& input)
{
    const Orientation orientation(input.convention);
    const FocalKept kept = keepByFocalThresholds(input);
    const FocalScores fq
        = focalScores(input.scores, input.metricIndex, input.memberAccuracy, input.convention, input.weighting);
    std::map<std::size_t, Group> candidates;
    for (const std::uint32_t team : kept.teams)
        if (!std::isnan(fq.fq[team]))
            candidates[input.scores.members(team).size()].add(
                team, orientation.accuracy(input.accuracy[team]), fq.fq[team]);
    Selection selection;
    noteFallBacks(selection, kept.fallBacks);
    for (const auto& [size, group] : candidates)
        keepByFocalScore(group, size, input, selection);
    sortByTeam(selection);
    return selection;
}

Selection selectTop(const SelectionInput& input, std::size_t n)
{
    const std::vector<double> values = axisValues(input);
    const std::vector<std::uint32_t> order = mostDiverseFirst(input, values);
    Selection selection;
    for (const std::uint32_t team : std::span(order).first(std::min(n, order.size()))) {
        selection.teams.push_back(team);
        selection.score.push_back(values[team]);
    }
    sortByTeam(selection);
    return selection;
}

Selection selectByDeviation(const SelectionInput& input, double k)
{
    const std::vector<double> values = axisValues(input);
    const std::vector<std::uint32_t> order = mostDiverseFirst(input, values);
    const auto n = static_cast<double>(input.accuracy.size());
    double mean = 0.0;
    for (const double accuracy : input.accuracy)
        mean += accuracy / n;
    double variance = 0.0;
    for (const double accuracy : input.accuracy)
        variance += (accuracy - mean) * (accuracy - mean) / n;
    const double floor = mean - k * std::sqrt(variance);
    const auto first
        = std::ranges::find_if(order, [&](std::uint32_t team) { return input.accuracy[team] < floor; });
    if (first == order.end()) {
        Selection all = selectTop(input, order.size());
        all.notes.emplace_back("no team falls below mean - k·std: all are kept");
        return all;
    }
    Selection selection = keepBeyond(input, values, values[*first]);
    selection.thresholds.push_back({.value = values[*first]});
    return selection;
}

} // namespace cobench::ensemble
