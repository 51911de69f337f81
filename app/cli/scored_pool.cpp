// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/scored_pool.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace cobench::cli {

namespace {

constexpr std::size_t kShownTeams = 20;
constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

std::string_view id(ensemble::Metric metric)
{
    return ensemble::info(metric).id;
}

template <typename Value>
void writeIds(JsonWriter& json, const std::vector<Value>& values)
{
    json.beginArray();
    for (const Value value : values)
        json.value(id(value)); // ensemble::id for consensus rules
    json.endArray();
}

void writeInterval(JsonWriter& json, std::string_view name, const ensemble::Interval& interval)
{
    json.key(name).beginArray().value(interval.low).value(interval.high).endArray();
}

/// Of each figure: low and high; both null where no draw defines it.
void writeIntervals(JsonWriter& json, const ScoredPool& scored, const jobs::TeamIntervals& intervals)
{
    json.key("interval").beginObject().key("accuracy").beginObject();
    for (std::size_t rule = 0; rule < intervals.accuracy.size(); ++rule)
        writeInterval(json, ensemble::id(scored.scores.consensus[rule]), intervals.accuracy[rule]);
    json.endObject().key("raw").beginObject();
    for (std::size_t metric = 0; metric < intervals.raw.size(); ++metric)
        writeInterval(json, id(scored.scores.metrics[metric]), intervals.raw[metric]);
    json.endObject().endObject();
}

void writeTeam(JsonWriter& json, const ScoredPool& scored, std::size_t team)
{
    const ensemble::TeamScores& scores = scored.scores;
    const ensemble::Members members = scores.members(team);
    json.beginObject().key("members").array(members);
    json.key("accuracy").beginObject();
    for (std::size_t rule = 0; rule < scores.consensus.size(); ++rule)
        json.member(ensemble::id(scores.consensus[rule]), scores.accuracyValue(rule, team));
    json.endObject().key("raw").beginObject();
    for (std::size_t metric = 0; metric < scores.metrics.size(); ++metric)
        json.member(id(scores.metrics[metric]), scores.rawValue(metric, team));
    json.endObject();
    if (scored.hasFocal()) {
        json.key("focal").beginObject();
        for (std::size_t position = 0; position < members.size(); ++position) {
            json.key(std::to_string(members[position])).beginObject();
            for (std::size_t metric = 0; metric < scores.metrics.size(); ++metric)
                json.member(id(scores.metrics[metric]), scored.focalValue(team, position, metric));
            json.endObject();
        }
        json.endObject();
    }
    if (!scored.intervals.empty())
        writeIntervals(json, scored, scored.intervals[team]);
    json.endObject();
}

Table makeTable(const ScoredPool& scored, const std::vector<std::size_t>& teams)
{
    const ensemble::TeamScores& scores = scored.scores;
    Table table{.columns = {{"members"}, {"size"}}};
    for (const ensemble::Consensus rule : scores.consensus)
        table.columns.push_back({.title = std::string(ensemble::id(rule))});
    for (const ensemble::Metric metric : scores.metrics)
        table.columns.push_back({.title = std::string(id(metric))});
    for (const std::size_t team : teams) {
        const ensemble::Members members = scores.members(team);
        auto& row = table.rows.emplace_back();
        row.emplace_back(ensemble::toString(members));
        row.emplace_back(std::uint64_t{members.size()});
        for (std::size_t rule = 0; rule < scores.consensus.size(); ++rule)
            row.emplace_back(scores.accuracyValue(rule, team));
        for (std::size_t metric = 0; metric < scores.metrics.size(); ++metric)
            row.emplace_back(scores.rawValue(metric, team));
    }
    return table;
}

void appendFocal(Table& table, const ScoredPool& scored)
{
    const ensemble::TeamScores& scores = scored.scores;
    const std::size_t metrics = scores.metrics.size();
    const std::size_t before = table.columns.size();
    for (const std::string& name : scored.names) {
        for (const ensemble::Metric metric : scores.metrics)
            table.columns.push_back({.title = std::string(id(metric)) + "@" + name});
    }
    for (std::size_t team = 0; team < table.rows.size(); ++team) {
        auto& row = table.rows[team];
        row.resize(table.columns.size(), Table::Cell(kUndefined));
        const ensemble::Members members = scores.members(team);
        for (std::size_t position = 0; position < members.size(); ++position) {
            for (std::size_t metric = 0; metric < metrics; ++metric)
                row[before + members[position] * metrics + metric] = scored.focalValue(team, position, metric);
        }
    }
}

/// Two columns for each figure behind the others.
void appendIntervals(Table& table, const ScoredPool& scored)
{
    const std::size_t figures = table.columns.size() - 2;
    for (std::size_t column = 0; column < figures; ++column)
        for (const char* end : {" low", " high"})
            table.columns.push_back({.title = table.columns[2 + column].title + end});
    for (std::size_t team = 0; team < table.rows.size(); ++team) {
        const jobs::TeamIntervals& intervals = scored.intervals[team];
        for (const auto& part : {intervals.accuracy, intervals.raw})
            for (const ensemble::Interval& interval : part) {
                table.rows[team].emplace_back(interval.low);
                table.rows[team].emplace_back(interval.high);
            }
    }
}

std::vector<std::size_t> everyTeam(const ScoredPool& scored)
{
    std::vector<std::size_t> teams(scored.scores.size());
    std::iota(teams.begin(), teams.end(), std::size_t{0});
    return teams;
}

/// Best by the first consensus; equal ones in their order.
std::vector<std::size_t> bestTeams(const ScoredPool& scored)
{
    std::vector<std::size_t> teams = everyTeam(scored);
    if (scored.isInGivenOrder || scored.scores.consensus.empty())
        return teams;
    const auto shown = static_cast<std::ptrdiff_t>(std::min(kShownTeams, teams.size()));
    std::ranges::partial_sort(teams, teams.begin() + shown, [&](std::size_t left, std::size_t right) {
        const double a = scored.scores.accuracyValue(0, left);
        const double b = scored.scores.accuracyValue(0, right);
        return a != b ? a > b : left < right;
    });
    teams.resize(static_cast<std::size_t>(shown));
    return teams;
}

} // namespace

void writeJson(JsonWriter& json, const ScoredPool& scored)
{
    const ensemble::TeamScores& scores = scored.scores;
    json.beginObject().member("split", scored.split).member("samples", ensemble::toString(scored.samples));
    json.key("metrics");
    writeIds(json, scores.metrics);
    json.key("consensus");
    writeIds(json, scores.consensus);
    json.member("count", scores.size()).key("seconds").beginObject();
    json.member("read", scored.readSeconds).member("prepare", scored.prepareSeconds);
    json.member("score", scored.scoreSeconds).endObject();
    if (!scored.isSummary) {
        json.key("teams").beginArray();
        for (std::size_t team = 0; team < scores.size(); ++team)
            writeTeam(json, scored, team);
        json.endArray();
    }
    json.endObject();
}

Table wholeTable(const ScoredPool& scored)
{
    Table table = makeTable(scored, everyTeam(scored));
    if (!scored.intervals.empty())
        appendIntervals(table, scored);
    if (scored.hasFocal())
        appendFocal(table, scored);
    return table;
}

std::string writeText(const ScoredPool& scored)
{
    char times[96];
    std::snprintf(times,
        sizeof times,
        "read %.3f s, prepared %.4f s, scored %.4f s\n",
        scored.readSeconds,
        scored.prepareSeconds,
        scored.scoreSeconds);
    std::string text = grouped(scored.scores.size()) + " teams, split " + scored.split + ", samples "
        + ensemble::toString(scored.samples) + "; " + times;
    if (scored.isSummary)
        return text;
    const std::vector<std::size_t> teams = bestTeams(scored);
    if (teams.size() < scored.scores.size())
        text += "The " + std::to_string(teams.size()) + " most accurate; --json and --csv hold all\n";
    Table table = makeTable(scored, teams);
    if (!scored.intervals.empty()) // the teams are those that were named, in their order
        appendIntervals(table, scored);
    return text + "\n" + toText(table);
}

} // namespace cobench::cli
