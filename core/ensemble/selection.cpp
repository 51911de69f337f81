// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/selection.h"

#include "core/ensemble/long_sort.h"
#include "core/ensemble/selection_axis.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numeric>

namespace cobench::ensemble {

namespace {

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

std::vector<std::uint32_t> mostDiverseFirst(const SelectionInput& input, const std::vector<double>& values)
{
    const Orientation orientation(input.convention);
    std::vector<std::uint32_t> order;
    for (std::uint32_t team = 0; team < values.size(); ++team)
        if (!std::isnan(values[team]))
            order.push_back(team);
    longSort(
        order,
        [&](std::uint32_t a, std::uint32_t b) {
            if (values[a] != values[b])
                return orientation.isMoreDiverse(values[a], values[b]);
            return input.accuracy[a] > input.accuracy[b];
        },
        input.cancel);
    return order;
}

/// All teams with a value, as one group.
void keepGroup(const SelectionInput& input, const std::vector<double>& values, Selection& selection)
{
    if (!input.keepGroups)
        return;
    ComparedGroup& group = selection.groups.emplace_back();
    for (std::uint32_t team = 0; team < values.size(); ++team) {
        if (std::isnan(values[team]))
            continue;
        group.teams.push_back(team);
        group.points.push_back({Orientation(input.convention).accuracy(input.accuracy[team]), values[team]});
    }
}

} // namespace

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

void sortByTeam(Selection& selection)
{
    if (std::ranges::is_sorted(selection.teams))
        return;
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
    keepGroup(input, values, selection);
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
    keepGroup(input, values, selection);
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
        if (!order.empty())
            all.notes.emplace_back("no team falls below mean - k·std: all are kept");
        return all;
    }
    Selection selection = keepBeyond(input, values, values[*first]);
    selection.thresholds.push_back({.value = values[*first]});
    keepGroup(input, values, selection);
    return selection;
}

} // namespace cobench::ensemble
