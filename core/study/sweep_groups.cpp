// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/sweep_groups.h"

#include "core/lr/policy_text.h"
#include "core/study/run_groups.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <set>

namespace cobench::study {

namespace {

/// What every run of a group has in common.
constexpr std::array<std::string_view, 4> kGroupKeys{"dataset", "model", "batch", "epochs"};
/// What differs within a series, and what the names of a group and its series tell already.
constexpr std::array<std::string_view, 4> kFreeKeys{"name", "seed", "learning_rate", "optimizer"};

bool isIn(std::span<const std::string_view> keys, std::string_view key)
{
    return std::ranges::find(keys, key) != keys.end();
}

bool isOver(const Run& run)
{
    return run.state == "finished" || run.state == "failed";
}

std::string textOf(const Run& run, std::string_view key)
{
    const auto found = run.config.find(std::string(key));
    return found == run.config.end() ? std::string() : toText(found->second);
}

std::string groupName(const Run& run)
{
    std::string name = textOf(run, "dataset");
    if (const std::string model = textOf(run, "model"); !model.empty())
        name += (name.empty() ? "" : " ") + model;
    if (const std::string batch = textOf(run, "batch"); !batch.empty())
        name += ", batch " + batch;
    if (const std::string epochs = textOf(run, "epochs"); !epochs.empty())
        name += ", " + epochs + (epochs == "1" ? " epoch" : " epochs");
    return name.starts_with(", ") ? name.substr(2) : name.empty() ? "unknown" : name;
}

/// All that must be equal in a series.
std::string seriesKey(const Run& run)
{
    std::string key = textOf(run, "optimizer") + '\n';
    for (const auto& [name, value] : run.config)
        if (!isIn(kFreeKeys, name))
            key += name + '\n' + toText(value) + '\n';
    return key;
}

bool hasTwoRates(std::span<const Run> runs, const std::vector<std::size_t>& places)
{
    std::set<double> rates;
    for (const std::size_t place : places)
        rates.insert(*constantRate(runs[place]));
    return rates.size() > 1;
}

/// The first of each series, to find out what tells series of one optimiser apart.
std::vector<std::string> tellingKeys(std::span<const Run> runs, const std::vector<SweepSeries>& series)
{
    std::vector<const Run*> firsts;
    firsts.reserve(series.size());
    for (const SweepSeries& each : series)
        firsts.push_back(&runs[each.runs.front()]);
    std::vector<std::string> keys = differingKeys(firsts);
    std::erase_if(keys, [](const std::string& key) { return isIn(kFreeKeys, key) || isIn(kGroupKeys, key); });
    return keys;
}

void nameSeries(std::span<const Run> runs, std::vector<SweepSeries>& series)
{
    std::map<std::string, std::vector<SweepSeries*>> byOptimizer;
    for (SweepSeries& each : series) {
        const std::string optimizer = textOf(runs[each.runs.front()], "optimizer");
        each.name = optimizer.empty() ? "optimiser unknown" : optimizer;
        byOptimizer[each.name].push_back(&each);
    }
    for (const auto& [optimizer, alike] : byOptimizer) {
        if (alike.size() == 1)
            continue;
        std::vector<SweepSeries> copies;
        for (const SweepSeries* each : alike)
            copies.push_back(*each);
        for (const std::string& key : tellingKeys(runs, copies))
            for (SweepSeries* each : alike) {
                const std::string value = textOf(runs[each->runs.front()], key);
                each->name += ", " + key + " = " + (value.empty() ? "–" : value);
            }
    }
    std::ranges::stable_sort(series, {}, &SweepSeries::name);
}

} // namespace

std::optional<double> constantRate(const Run& run)
{
    const Value value = valueOf(run, "learning_rate");
    if (const auto* told = std::get_if<double>(&value))
        return *told > 0.0 && std::isfinite(*told) ? std::optional(*told) : std::nullopt;
    const std::string& text = std::get<std::string>(value);
    double number = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && end == text.data() + text.size())
        return number > 0.0 && std::isfinite(number) ? std::optional(number) : std::nullopt;
    const auto schedule = lr::parse(text);
    if (!schedule || schedule->policies.size() != 1 || schedule->policies.front().family != lr::Family::Fix)
        return std::nullopt;
    const double rate = schedule->policies.front().k0;
    return rate > 0.0 ? std::optional(rate) : std::nullopt;
}

std::vector<SweepGroup> sweepGroups(std::span<const Run> runs)
{
    std::map<std::string, std::map<std::string, SweepSeries>> found;
    for (std::size_t i = 0; i < runs.size(); ++i)
        if (isOver(runs[i]) && !runs[i].isArchived && constantRate(runs[i]))
            found[groupName(runs[i])][seriesKey(runs[i])].runs.push_back(i);
    std::vector<SweepGroup> groups;
    for (auto& [name, all] : found) {
        SweepGroup group{.name = name, .series = {}};
        for (auto& [key, series] : all)
            if (hasTwoRates(runs, series.runs))
                group.series.push_back(std::move(series));
        nameSeries(runs, group.series);
        if (!group.series.empty())
            groups.push_back(std::move(group));
    }
    return groups;
}

} // namespace cobench::study
