// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/team_tables.h"

#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/pool_phrases.h"
#include "ui/pages/reports/team_figure.h"

#include <algorithm>
#include <cmath>

namespace cobench::ui {

namespace {

QString percentOrDash(double fraction)
{
    return std::isnan(fraction) ? fixed(fraction, 2) : percent(fraction);
}

QString pText(double p)
{
    return p < 0.001 ? QStringLiteral("< 0.001") : fixed(p, 3);
}

QStringList ruleRow(const jobs::RuleFigures& figures)
{
    const QString rule = nameOf(figures.rule.rule);
    if (figures.unavailable) {
        QStringList row{QStringLiteral("%1: %2").arg(rule, toQString(figures.unavailable->detail))};
        while (row.size() < 9)
            row << fixed(std::nan(""), 0);
        return row;
    }
    const ensemble::ConsensusReport& report = figures.report;
    return {rule,
        percent(report.accuracy),
        QStringLiteral("%1 … %2").arg(percent(figures.accuracy.low), percent(figures.accuracy.high)),
        percentOrDash(report.top5),
        fixed(report.nll, 4),
        fixed(report.ece, 4),
        percent(report.coverage),
        QStringLiteral("+%1 −%2").arg(count(report.rescued.size()), count(report.lost.size())),
        pText(report.againstBest.p)};
}

double figureOf(const jobs::ConditionRow& row, ConditionFigure figure, std::size_t condition)
{
    switch (figure) {
    case ConditionFigure::Accuracy:
        return row.accuracy[condition];
    case ConditionFigure::Diversity:
        return row.diversity[condition];
    case ConditionFigure::Focal:
        break;
    }
    return row.focal[condition];
}

QString titleOf(ConditionFigure figure, ensemble::Consensus rule, ensemble::Metric metric)
{
    switch (figure) {
    case ConditionFigure::Accuracy:
        return QStringLiteral("Accuracy (%1)").arg(nameOf(rule));
    case ConditionFigure::Diversity:
        return QStringLiteral("Diversity score by %1 where the pool disagrees").arg(idOf(metric));
    case ConditionFigure::Focal:
        break;
    }
    return QStringLiteral("Focal diversity by %1, not scaled").arg(idOf(metric));
}

QString rowName(const jobs::ConditionRow& row, const data::Pool& pool)
{
    switch (row.kind) {
    case jobs::ConditionRow::Kind::BestSingle:
        return QStringLiteral("Best single model: %1").arg(teamName(pool, row.members));
    case jobs::ConditionRow::Kind::WholePool:
        return QStringLiteral("Whole pool");
    case jobs::ConditionRow::Kind::Team:
        break;
    }
    return teamName(pool, row.members);
}

} // namespace

ReportTable consensusTable(
    const jobs::SplitView& shown, const ensemble::Members& team, const std::vector<jobs::RuleFigures>& rules)
{
    const data::Pool& pool = *shown.pool;
    ReportTable table{
        .title = QStringLiteral("%1 on %2 by each rule").arg(teamName(pool, team), toQString(shown.title)),
        .headers = {QStringLiteral("Rule"),
            QStringLiteral("Accuracy"),
            QStringLiteral("95 % interval"),
            QStringLiteral("Top-5"),
            QStringLiteral("NLL"),
            QStringLiteral("ECE"),
            QStringLiteral("Coverage"),
            QStringLiteral("Against best member"),
            QStringLiteral("McNemar p")},
        .spec = {.kind = TableSpec::Kind::Consensus, .pool = pool.name, .split = shown.title}};
    for (const std::uint32_t member : team)
        table.spec.members.push_back(pool.models[member].name);
    double best = 0.0;
    for (const jobs::RuleFigures& figures : rules) {
        if (!figures.unavailable && figures.report.accuracy > best) {
            best = figures.report.accuracy;
            table.highlightedRow = static_cast<int>(table.rows.size());
        }
        table.rows.push_back(ruleRow(figures));
    }
    return table;
}

ReportTable conditionTable(const TableSpec& spec,
    const data::Pool& pool,
    const jobs::ConditionTable& compared,
    ensemble::Metric metric,
    const std::vector<NamedTeam>& teams)
{
    ReportTable table{
        .title = titleOf(spec.figure, compared.rule, metric), .headers = {QStringLiteral("Team")}, .spec = spec};
    for (const std::string& condition : compared.conditions)
        table.headers << (condition.empty() ? QStringLiteral("clean") : toQString(condition));
    auto named = teams.begin();
    for (const jobs::ConditionRow& row : compared.rows) {
        QStringList cells{rowName(row, pool)};
        if (row.kind == jobs::ConditionRow::Kind::Team && named != teams.end())
            cells.front() = toQString((named++)->name);
        for (std::size_t condition = 0; condition < compared.conditions.size(); ++condition) {
            const double value = figureOf(row, spec.figure, condition);
            cells << (spec.figure == ConditionFigure::Accuracy ? percentOrDash(value) : fixed(value, 4));
        }
        table.rows.push_back(cells);
    }
    return table;
}

} // namespace cobench::ui
