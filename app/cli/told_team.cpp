// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/told_team.h"

#include <algorithm>
#include <limits>

namespace cobench::cli {

namespace {

using jobs::RuleFigures;

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kShownGroups = 10;
constexpr std::size_t kShownSamples = 15;

std::string idOf(const RuleFigures& row)
{
    return std::string(ensemble::id(row.rule.rule));
}

std::string idOf(ensemble::Metric metric)
{
    return std::string(ensemble::info(metric).id);
}

std::string className(const data::Pool& pool, std::size_t label)
{
    return label < pool.classNames.size() ? pool.classNames[label] : std::to_string(label);
}

/// Soft voting shows its temperature when it has one.
std::string ruleTitle(const RuleFigures& row)
{
    if (row.rule.temperature == 1.0)
        return idOf(row);
    char text[48];
    std::snprintf(text, sizeof text, " T=%.4g", row.rule.temperature);
    return idOf(row) + text;
}

Table ruleTable(const ToldTeam& told)
{
    Table table{.columns = {{"rule"},
                    {"accuracy"},
                    {"low"},
                    {"high"},
                    {"selection"},
                    {"top5"},
                    {"nll"},
                    {"ece"},
                    {"coverage"},
                    {"rescued"},
                    {"lost"},
                    {"p"}}};
    for (const RuleFigures& row : told.detail.rules) {
        std::vector<Table::Cell>& cells = table.rows.emplace_back();
        cells.emplace_back(ruleTitle(row));
        if (row.unavailable) {
            cells.resize(table.columns.size(), Table::Cell(kUndefined));
            continue;
        }
        const ensemble::ConsensusReport& report = row.report;
        for (const double figure : {report.accuracy,
                 row.accuracy.low,
                 row.accuracy.high,
                 row.selectionAccuracy,
                 report.top5,
                 report.nll,
                 report.ece,
                 report.coverage})
            cells.emplace_back(figure);
        cells.emplace_back(std::uint64_t{report.againstBest.rescued});
        cells.emplace_back(std::uint64_t{report.againstBest.lost});
        cells.emplace_back(report.againstBest.p);
    }
    return table;
}

Table diversityTable(const jobs::TeamDetail& detail)
{
    Table table{.columns = {{"metric"}, {"raw"}, {"low"}, {"high"}, {"score"}, {"FQ"}}};
    for (std::size_t m = 0; m < detail.diversity.size(); ++m) {
        const jobs::TeamDiversity& value = detail.diversity[m];
        const ensemble::Interval interval = value.interval.value_or(ensemble::Interval{kUndefined, kUndefined, 0});
        table.rows.push_back({idOf(value.metric),
            value.raw,
            interval.low,
            interval.high,
            ensemble::diversityScore(value.metric, value.raw),
            detail.focal.fq[m]});
    }
    return table;
}

Table focalTable(const ToldTeam& told)
{
    Table table{.columns = {{"member"}, {"name"}, {"accuracy"}, {"selection"}, {"negatives"}, {"weight"}}};
    for (const jobs::TeamDiversity& value : told.detail.diversity)
        table.columns.push_back({.title = idOf(value.metric)});
    for (const jobs::FocalMember& member : told.detail.focal.members) {
        std::vector<Table::Cell>& cells = table.rows.emplace_back();
        cells = {std::uint64_t{member.model},
            told.nameOf(member.model),
            told.splits.report->accuracy(member.model),
            told.splits.selection->accuracy(member.model),
            std::uint64_t{member.negatives},
            member.weight};
        cells.insert(cells.end(), member.raw.begin(), member.raw.end());
    }
    return table;
}

Table overlapTable(const ensemble::FailureOverlap& overlap, std::size_t most)
{
    Table table{.columns = {{"failing"}, {"samples"}, {"team_right"}}};
    for (const ensemble::FailureGroup& group : overlap.groups)
        if (table.rows.size() < most)
            table.rows.push_back(
                {ensemble::toString(group.failing), std::uint64_t{group.samples}, std::uint64_t{group.teamRight}});
    return table;
}

std::string listOf(const char* title, const std::vector<std::uint32_t>& samples)
{
    std::string text = title + grouped(samples.size());
    for (std::size_t i = 0; i < std::min(samples.size(), kShownSamples); ++i)
        text += (i == 0 ? ": " : ", ") + std::to_string(samples[i]);
    return text + (samples.size() > kShownSamples ? ", …\n" : "\n");
}

std::string heading(const ToldTeam& told)
{
    const jobs::TeamDetail& detail = told.detail;
    std::string text = "Team " + ensemble::toString(detail.team) + ":";
    for (const std::uint32_t member : detail.team)
        text += (text.back() == ':' ? " " : ", ") + told.nameOf(member);
    const std::string report = told.splits.report->split().title();
    text += "\n"
        + (detail.selectedOnReportedData
                ? "Selected on the reported data: " + report
                : "Chosen on " + told.splits.selection->split().title() + ", reported on " + report)
        + " (" + grouped(told.splits.report->samples()) + " samples)\n";
    char accuracy[32];
    std::snprintf(accuracy, sizeof accuracy, "%.4f", told.splits.report->accuracy(detail.bestMember()));
    return text + "Best member: " + std::to_string(detail.bestMember()) + " " + told.nameOf(detail.bestMember())
        + ", accuracy " + accuracy + "\n";
}

std::string reasons(const jobs::TeamDetail& detail)
{
    std::string text;
    for (const RuleFigures& row : detail.rules)
        if (row.unavailable)
            text += describe(*row.unavailable) + "\n";
    return text;
}

} // namespace

Table wholeTable(const ToldTeam& told)
{
    Table table = ruleTable(told);
    const data::Pool& pool = *told.splits.pool;
    for (std::size_t label = 0; label < pool.classes; ++label)
        table.columns.push_back({.title = "recall:" + className(pool, label)});
    table.columns.push_back({.title = "unavailable"});
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const RuleFigures& row = told.detail.rules[i];
        std::vector<Table::Cell>& cells = table.rows[i];
        cells.insert(cells.end(), row.report.recall.begin(), row.report.recall.end());
        cells.resize(table.columns.size() - 1, Table::Cell(kUndefined));
        cells.emplace_back(row.unavailable ? describe(*row.unavailable) : std::string());
    }
    return table;
}

std::string writeText(const ToldTeam& told)
{
    const jobs::TeamDetail& detail = told.detail;
    const RuleFigures& best = detail.toldRule();
    std::string text = heading(told) + "\n" + toText(ruleTable(told)) + reasons(detail);
    text += "\nDiversity on " + grouped(detail.samples) + " samples (" + ensemble::toString(told.samples)
        + "); FQ on " + told.splits.selection->split().title() + "\n" + toText(diversityTable(detail));
    if (detail.unscaled)
        text += describe(*detail.unscaled) + "\n";
    text += "\nThe team on each member's failures\n" + toText(focalTable(told));
    text += "\nAgainst the best member, by " + ruleTitle(best) + "\n" + listOf("rescued ", best.report.rescued)
        + listOf("lost ", best.report.lost);
    text += "\nWho fails together; on " + grouped(detail.overlap.allRight) + " samples nobody does\n"
        + toText(overlapTable(detail.overlap, kShownGroups));
    if (detail.overlap.groups.size() > kShownGroups)
        text += "and " + grouped(detail.overlap.groups.size() - kShownGroups) + " more; --json holds all\n";
    return text;
}

} // namespace cobench::cli
