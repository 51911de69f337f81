// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/team_figures.h"

#include "ui/models/vote_table.h"
#include "ui/pages/ensembles/ensemble_figures.h"
#include "ui/pages/ensembles/rule_table.h"
#include "ui/pages/reports/commands.h"
#include "ui/pages/reports/phrases.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <functional>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

QString tr(const char* text)
{
    return QCoreApplication::translate("TeamFigures", text);
}

QString noteOf(const TeamDetailAnswer& answer)
{
    return u"%1 · %2 · n = %3"_s.arg(QString::fromStdString(answer.subject.split->title),
        ruleName(answer.detail.toldRule().rule),
        count(answer.subject.prepared().samples()));
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

QString temperatureText(const jobs::RuleChoice& choice)
{
    const auto* given = std::get_if<double>(&choice.temperature);
    return given ? QString::number(*given) : u"fit"_s;
}

} // namespace

plots::UpsetData overlapFigure(const TeamDetailAnswer& answer, const std::vector<int>& colours)
{
    const jobs::TeamDetail& detail = answer.detail;
    plots::UpsetData figure{.title = tr("Who fails together"),
        .note = u"%1 · %2"_s.arg(noteOf(answer), tr("nobody fails on %1").arg(count(detail.overlap.allRight))),
        .setTitle = tr("Failing members"),
        .countTitle = tr("Samples"),
        .partTitle = tr("the team is right"),
        .sets = {},
        .groups = {}};
    const auto placeOf = [&](std::uint32_t member) {
        return static_cast<std::size_t>(std::ranges::find(detail.team, member) - detail.team.begin());
    };
    for (const std::uint32_t member : detail.team)
        figure.sets.push_back(
            {modelName(answer.subject.models(), member), static_cast<std::size_t>(colours[member])});
    for (const ensemble::FailureGroup& group : detail.overlap.groups) {
        plots::UpsetGroup& shown = figure.groups.emplace_back();
        std::ranges::transform(group.failing, std::back_inserter(shown.sets), placeOf);
        shown.count = static_cast<double>(group.samples);
        shown.part = static_cast<double>(group.teamRight);
    }
    return figure;
}

std::vector<std::uint32_t> samplesOf(const TeamDetailAnswer& answer, const ensemble::FailureGroup& group)
{
    const ensemble::PreparedSplit& split = answer.subject.prepared();
    std::vector<std::uint32_t> samples;
    for (std::uint32_t n = 0; n < split.samples(); ++n)
        if (std::ranges::all_of(answer.detail.team, [&](std::uint32_t member) {
                return split.isRight(member, n) != std::ranges::binary_search(group.failing, member);
            }))
            samples.push_back(n);
    return samples;
}

plots::ConfusionData teamConfusion(const TeamDetailAnswer& answer)
{
    return {.title = tr("Confusion of the team"),
        .note = noteOf(answer),
        .classes = classTexts(answer.subject.models()),
        .counts = answer.detail.teamConfusion};
}

plots::ConfusionData bestConfusion(const TeamDetailAnswer& answer)
{
    return {.title = tr("Confusion of %1").arg(modelName(answer.subject.models(), answer.detail.bestMember())),
        .note = u"%1 · n = %2"_s.arg(
            QString::fromStdString(answer.subject.split->title), count(answer.subject.prepared().samples())),
        .classes = classTexts(answer.subject.models()),
        .counts = answer.detail.bestConfusion};
}

plots::HeatmapData confusionDifference(const TeamDetailAnswer& answer)
{
    const std::size_t classes = answer.subject.models().classes;
    std::vector<double> values = rowShares(answer.detail.teamConfusion, classes);
    const std::vector<double> best = rowShares(answer.detail.bestConfusion, classes);
    std::ranges::transform(values, best, values.begin(), std::minus<>());
    const std::vector<QString> names = classTexts(answer.subject.models());
    return {
        .title = tr("Confusion: team minus %1").arg(modelName(answer.subject.models(), answer.detail.bestMember())),
        .note = noteOf(answer),
        .rowTitle = tr("Truth"),
        .columnTitle = tr("Prediction"),
        .valueTitle = tr("Difference [points of the class]"),
        .rows = names,
        .columns = names,
        .values = std::move(values),
        .neutral = 0.0,
        .undefinedReason = tr("no sample of this class")};
}

plots::HeatmapData recallFigure(const TeamDetailAnswer& answer)
{
    const std::size_t classes = answer.subject.models().classes;
    plots::HeatmapData figure{.title = tr("Recall per class"),
        .note = u"%1 · n = %2"_s.arg(
            QString::fromStdString(answer.subject.split->title), count(answer.subject.prepared().samples())),
        .rowTitle = tr("Rule"),
        .columnTitle = tr("Class"),
        .valueTitle = tr("Recall [%]"),
        .rows = {},
        .columns = classTexts(answer.subject.models()),
        .values = {},
        .decimals = 1,
        .undefinedReason = tr("no sample of this class")};
    for (const jobs::RuleFigures& row : answer.detail.rules) {
        if (row.unavailable)
            continue;
        figure.rows.push_back(ruleName(row.rule));
        for (const double recall : row.report.recall)
            figure.values.push_back(100.0 * recall);
    }
    figure.rows.push_back(tr("%1 alone").arg(modelName(answer.subject.models(), answer.detail.bestMember())));
    const std::vector<double> best = rowShares(answer.detail.bestConfusion, classes);
    for (std::size_t c = 0; c < classes; ++c)
        figure.values.push_back(best[c * classes + c]);
    return figure;
}

QString missingRules(const TeamDetailAnswer& answer)
{
    std::vector<std::pair<std::string, QStringList>> rules; // by reason, in the order of the rules
    for (const jobs::RuleFigures& row : answer.detail.rules) {
        if (!row.unavailable)
            continue;
        const std::string& reason = row.unavailable->detail;
        auto known = std::ranges::find(rules, reason, &std::pair<std::string, QStringList>::first);
        if (known == rules.end())
            known = rules.insert(known, {reason, {}});
        known->second += ruleName(row.rule);
    }
    QStringList lines;
    for (const auto& [reason, names] : rules)
        lines += tr("Not on offer: %1 (%2)").arg(names.join(u", "_s), QString::fromStdString(reason));
    return lines.join(u'\n');
}

QString reasonOf(const TeamDetailAnswer& answer)
{
    for (const jobs::RuleFigures& row : answer.detail.rules)
        if (row.rule.rule == answer.query.rule.rule && row.unavailable)
            return QString::fromStdString(row.unavailable->detail);
    return {};
}

QString magnitude(double value)
{
    double shown = value;
    QString unit;
    for (const char16_t* prefix : {u" k", u" M", u" G"})
        if (shown >= 1000.0) {
            shown /= 1000.0;
            unit = QString::fromUtf16(prefix);
        }
    return QString::number(shown, 'g', 3) + unit;
}

QString costText(const data::ModelCost& cost)
{
    QStringList parts;
    if (cost.parameters)
        parts += tr("%1 parameters").arg(magnitude(*cost.parameters));
    if (cost.flops)
        parts += tr("%1 FLOPs").arg(magnitude(*cost.flops));
    if (cost.latencyMs)
        parts += tr("%1 ms one after the other").arg(*cost.latencyMs, 0, 'g', 3);
    return parts.join(u" · "_s);
}

QString teamCommand(const TeamSketchAnswer& answer, const QString& project)
{
    const QString pool = project + u'#' + QString::fromStdString(answer.subject.pool->entry.name);
    QString command
        = u"cobench-cli ensemble team %1 --members %2 --select-split %3 --report-split %4"_s.arg(quoted(pool),
            QString::fromStdString(ensemble::toString(answer.query.team)),
            quoted(QString::fromStdString(answer.splits.selection->split().title())),
            quoted(QString::fromStdString(answer.subject.split->title)));
    if (answer.query.rule.rule != ensemble::Consensus::Soft) {
        const std::string_view rule = ensemble::id(answer.query.rule.rule);
        command += u" --consensus "_s + toQString(rule);
    } else if (answer.query.rule.temperature != jobs::RuleChoice().temperature) {
        command += u" --temperature "_s + temperatureText(answer.query.rule);
    }
    command += u" --metrics all --samples "_s + QString::fromStdString(ensemble::toString(answer.query.samples));
    return answer.query.convention == ensemble::Convention::Reference ? command + u" --convention reference"_s
                                                                      : command;
}

} // namespace cobench::ui
