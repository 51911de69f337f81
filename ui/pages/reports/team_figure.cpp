// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/team_figure.h"

#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/pool_phrases.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <functional>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

QString tr(const char* text)
{
    return QCoreApplication::translate("TeamFigure", text);
}

QString noteOf(const ToldTeam& told)
{
    return u"%1 · %2 · n = %3"_s.arg(told.split, ruleName(told.detail.toldRule().rule), count(told.samples));
}

/// Counts as percent of each truth's samples.
std::vector<double> rowShares(const std::vector<std::uint32_t>& counts, std::size_t classes)
{
    std::vector<double> shares(counts.size());
    for (std::size_t truth = 0; truth < classes; ++truth) {
        double total = 0.0;
        for (std::size_t c = 0; c < classes; ++c)
            total += counts[truth * classes + c];
        for (std::size_t c = 0; c < classes; ++c)
            shares[truth * classes + c] = total > 0.0 ? 100.0 * counts[truth * classes + c] / total : std::nan("");
    }
    return shares;
}

} // namespace

QString ruleName(const ensemble::TeamRule& rule)
{
    return rule.temperature == 1.0 ? nameOf(rule.rule)
                                   : u"%1, T = %2"_s.arg(nameOf(rule.rule)).arg(rule.temperature, 0, 'g', 3);
}

plots::UpsetData overlapFigure(const ToldTeam& told, const std::vector<int>& colours)
{
    const jobs::TeamDetail& detail = told.detail;
    plots::UpsetData figure{.title = tr("Who fails together"),
        .note = u"%1 · %2"_s.arg(noteOf(told), tr("nobody fails on %1").arg(count(detail.overlap.allRight))),
        .setTitle = tr("Failing members"),
        .countTitle = tr("Samples"),
        .partTitle = tr("the team is right"),
        .sets = {},
        .groups = {}};
    const auto placeOf = [&](std::uint32_t member) {
        return static_cast<std::size_t>(std::ranges::find(detail.team, member) - detail.team.begin());
    };
    for (const std::uint32_t member : detail.team)
        figure.sets.push_back({modelName(told.pool, member), static_cast<std::size_t>(colours[member])});
    for (const ensemble::FailureGroup& group : detail.overlap.groups) {
        plots::UpsetGroup& shown = figure.groups.emplace_back();
        std::ranges::transform(group.failing, std::back_inserter(shown.sets), placeOf);
        shown.count = static_cast<double>(group.samples);
        shown.part = static_cast<double>(group.teamRight);
    }
    return figure;
}

plots::ConfusionData teamConfusion(const ToldTeam& told)
{
    return {.title = tr("Confusion of the team"),
        .note = noteOf(told),
        .classes = classTexts(told.pool),
        .counts = told.detail.teamConfusion};
}

plots::ConfusionData bestConfusion(const ToldTeam& told)
{
    return {.title = tr("Confusion of %1").arg(modelName(told.pool, told.detail.bestMember())),
        .note = u"%1 · n = %2"_s.arg(told.split, count(told.samples)),
        .classes = classTexts(told.pool),
        .counts = told.detail.bestConfusion};
}

plots::HeatmapData confusionDifference(const ToldTeam& told)
{
    const std::size_t classes = told.pool.classes;
    std::vector<double> values = rowShares(told.detail.teamConfusion, classes);
    const std::vector<double> best = rowShares(told.detail.bestConfusion, classes);
    std::ranges::transform(values, best, values.begin(), std::minus<>());
    const std::vector<QString> names = classTexts(told.pool);
    return {.title = tr("Confusion: team minus %1").arg(modelName(told.pool, told.detail.bestMember())),
        .note = noteOf(told),
        .rowTitle = tr("Truth"),
        .columnTitle = tr("Prediction"),
        .valueTitle = tr("Difference [points of the class]"),
        .rows = names,
        .columns = names,
        .values = std::move(values),
        .neutral = 0.0,
        .decimals = 1,
        .undefinedReason = tr("no sample of this class")};
}

plots::HeatmapData recallFigure(const ToldTeam& told)
{
    plots::HeatmapData figure{.title = tr("Recall per class"),
        .note = u"%1 · n = %2"_s.arg(told.split, count(told.samples)),
        .rowTitle = tr("Rule"),
        .columnTitle = tr("Class"),
        .valueTitle = tr("Recall [%]"),
        .rows = {},
        .columns = classTexts(told.pool),
        .values = {},
        .decimals = 1,
        .undefinedReason = tr("no sample of this class")};
    for (const jobs::RuleFigures& row : told.detail.rules) {
        if (row.unavailable)
            continue;
        figure.rows.push_back(ruleName(row.rule));
        for (const double recall : row.report.recall)
            figure.values.push_back(100.0 * recall);
    }
    figure.rows.push_back(tr("%1 alone").arg(modelName(told.pool, told.detail.bestMember())));
    for (const double recall : told.detail.bestRecall)
        figure.values.push_back(100.0 * recall);
    return figure;
}

} // namespace cobench::ui
