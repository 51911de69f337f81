// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/selected_teams.h"

#include <cmath>
#include <cstdio>
#include <limits>

namespace cobench::cli {

namespace {

using jobs::SelectionMethodInfo;
using jobs::SelectionParameter;

constexpr std::size_t kShownTeams = 20;

const SelectionMethodInfo& methodOf(const SelectedTeams& selected)
{
    return jobs::info(selected.selection.options.method);
}

/// Empty where the method asks none.
std::string metricsOf(const SelectedTeams& selected)
{
    using Parameter = jobs::SelectionParameter;
    const unsigned asks = static_cast<unsigned>(Parameter::Metric) | static_cast<unsigned>(Parameter::Metrics);
    std::string text;
    if ((methodOf(selected).parameters & asks) == 0)
        return text;
    for (const ensemble::Metric metric : selected.selection.options.metrics)
        text.append(text.empty() ? "" : ",").append(ensemble::info(metric).id);
    return text;
}

bool isReference(const SelectedTeams& selected)
{
    return selected.selection.options.convention == ensemble::Convention::Reference;
}

void writeOptional(JsonWriter& json, std::string_view key, const std::optional<double>& value)
{
    json.member(key, value.value_or(std::numeric_limits<double>::quiet_NaN()));
}

void writeCost(JsonWriter& json, const data::ModelCost& cost)
{
    json.key("cost").beginObject();
    writeOptional(json, "parameters", cost.parameters);
    writeOptional(json, "flops", cost.flops);
    writeOptional(json, "latency_ms", cost.latencyMs);
    json.endObject();
}

void writeStatistics(JsonWriter& json, std::string_view key, const ensemble::SelectionStatistics& statistics)
{
    json.key(key).beginObject().member("count", statistics.count);
    json.member("min", statistics.min).member("max", statistics.max);
    json.member("mean", statistics.mean).member("std", statistics.std);
    json.member("not_worse_than_members", statistics.notWorseThanMembers);
    json.member("at_least_best", statistics.atLeastBest).member("at_least_mean", statistics.atLeastMean);
    json.member("at_least_worst", statistics.atLeastWorst);
    writeOptional(json, "regret", statistics.regret);
    json.key("best").array(statistics.best);
    writeCost(json, statistics.bestCost);
    json.endObject();
}

void writeTeams(JsonWriter& json, const jobs::TeamSelection& selection)
{
    json.key("selected").beginArray();
    for (std::size_t i = 0; i < selection.choice.teams.size(); ++i) {
        const jobs::ChosenTeam& team = selection.choice.teams[i];
        json.beginObject().key("members").array(team.members);
        if (!team.votes.empty())
            json.key("votes").array(team.votes);
        json.member("score", team.score).member("accuracy", selection.reportAccuracy[i]);
        json.member("select_accuracy", team.accuracy).endObject();
    }
    json.endArray();
}

void writeThresholds(JsonWriter& json, const jobs::TeamChoice& choice)
{
    json.key("thresholds").beginArray();
    for (const ensemble::Threshold& threshold : choice.thresholds) {
        json.beginObject().key("focal");
        threshold.focal < 0 ? json.value(nullptr) : json.value(threshold.focal);
        json.key("size");
        threshold.size == 0 ? json.value(nullptr) : json.value(threshold.size);
        json.member("value", threshold.value).endObject();
    }
    json.endArray();
}

void writeProof(JsonWriter& json, const jobs::TeamChoice& choice)
{
    json.key("exact");
    if (!choice.exact) {
        json.value(nullptr);
        return;
    }
    json.beginObject().member("proven", choice.exact->proven).member("gap", choice.exact->gap);
    json.member("passes", choice.exact->passes).member("enumeration_passes", choice.exact->enumerationPasses);
    json.endObject();
}

/// The team to use by the selection split, and the one that hindsight would have taken.
void writeOutcome(JsonWriter& json, const jobs::TeamSelection& selection)
{
    json.key("pick");
    if (!selection.pick) {
        json.value(nullptr);
    } else {
        const jobs::ChosenTeam& team = selection.choice.teams[*selection.pick];
        json.beginObject().key("members").array(team.members).member("select_accuracy", team.accuracy);
        json.member("accuracy", selection.reportAccuracy[*selection.pick]).endObject();
    }
    json.key("hindsight");
    if (!selection.hindsight) {
        json.value(nullptr);
    } else {
        json.beginObject().key("members").array(selection.hindsight->members);
        json.member("accuracy", selection.hindsight->accuracy).endObject();
    }
}

Table makeTable(const SelectedTeams& selected, std::size_t rows, bool forPeople)
{
    const jobs::TeamSelection& selection = selected.selection;
    const bool same = selection.selectedOnReportedData;
    Table table{.columns = {{"members"}, {"score"}}};
    if (forPeople) {
        if (!same)
            table.columns.push_back({selected.selectSplit});
        table.columns.push_back({selected.reportSplit + (same ? " (selected on it)" : "")});
    } else {
        table.columns.insert(table.columns.end(), {{"select_accuracy"}, {"accuracy"}, {"votes"}});
    }
    for (std::size_t i = 0; i < rows; ++i) {
        const jobs::ChosenTeam& team = selection.choice.teams[i];
        auto& row = table.rows.emplace_back();
        row = {ensemble::toString(team.members), team.score};
        if (!forPeople || !same)
            row.emplace_back(team.accuracy);
        row.emplace_back(selection.reportAccuracy[i]);
        if (!forPeople)
            row.emplace_back(ensemble::toString(team.votes));
    }
    return table;
}

Table statisticsTable(const SelectedTeams& selected)
{
    Table table{.columns = {{"accuracy on"},
                    {"min"},
                    {"mean"},
                    {"max"},
                    {"std"},
                    {">= members"},
                    {">= best"},
                    {">= mean"},
                    {">= worst"},
                    {"regret"}}};
    const auto add = [&](const std::string& split, const ensemble::SelectionStatistics& statistics) {
        table.rows.push_back({split,
            statistics.min,
            statistics.mean,
            statistics.max,
            statistics.std,
            std::uint64_t{statistics.notWorseThanMembers},
            std::uint64_t{statistics.atLeastBest},
            std::uint64_t{statistics.atLeastMean},
            std::uint64_t{statistics.atLeastWorst},
            statistics.regret.value_or(std::nan(""))});
    };
    if (!selected.selection.selectedOnReportedData)
        add(selected.selectSplit + " (selection)", selected.selection.onSelect);
    add(selected.reportSplit, selected.selection.onReport);
    return table;
}

std::string title(const SelectedTeams& selected)
{
    const jobs::TeamSelection& selection = selected.selection;
    std::string text(methodOf(selected).name);
    const std::string metrics = metricsOf(selected);
    if (!metrics.empty())
        text += " by " + metrics;
    text += ": " + grouped(selection.choice.teams.size()) + " of " + grouped(selection.choice.evaluated)
        + " teams looked at" + (isReference(selected) ? ", reference convention" : "") + "\n";
    text += selection.selectedOnReportedData
        ? "Selected on the reported data: both splits are " + selected.reportSplit + "\n"
        : "Selected on " + selected.selectSplit + ", reported on " + selected.reportSplit + "\n";
    for (const std::string& note : selection.choice.notes)
        text += "Note: " + note + "\n";
    return text;
}

} // namespace

void writeJson(JsonWriter& json, const SelectedTeams& selected)
{
    const jobs::TeamSelection& selection = selected.selection;
    json.beginObject().member("method", methodOf(selected).id).key("metric");
    const std::string metrics = metricsOf(selected);
    metrics.empty() ? json.value(nullptr) : json.value(metrics);
    json.member("convention", isReference(selected) ? "reference" : "corrected");
    json.member("consensus", ensemble::id(*selection.options.rule));
    json.member("select_split", selected.selectSplit).member("report_split", selected.reportSplit);
    json.member("selected_on_reported_data", selection.selectedOnReportedData);
    writeTeams(json, selection);
    writeStatistics(json, "statistics", selection.onReport);
    writeStatistics(json, "select_statistics", selection.onSelect);
    writeOutcome(json, selection);
    writeThresholds(json, selection.choice);
    writeProof(json, selection.choice);
    json.member("evaluated", selection.choice.evaluated).key("notes").array(selection.choice.notes);
    json.endObject();
}

Table wholeTable(const SelectedTeams& selected)
{
    return makeTable(selected, selected.selection.choice.teams.size(), false);
}

std::string writeText(const SelectedTeams& selected)
{
    std::string text = title(selected);
    const std::size_t teams = selected.selection.choice.teams.size();
    if (teams == 0)
        return text;
    text += "\n" + toText(statisticsTable(selected)) + "\n";
    if (teams > kShownTeams)
        text += "The first " + std::to_string(kShownTeams) + ", best score first; --json and --csv hold all\n";
    return text + toText(makeTable(selected, std::min(teams, kShownTeams), true));
}

} // namespace cobench::cli
