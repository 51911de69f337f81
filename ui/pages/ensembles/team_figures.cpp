// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/team_figures.h"

#include "core/ensemble/team_evaluator.h"
#include "ui/pages/ensembles/ensemble_figures.h"
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

QString temperatureText(const jobs::RuleChoice& choice)
{
    const auto* given = std::get_if<double>(&choice.temperature);
    return given ? QString::number(*given) : u"fit"_s;
}

} // namespace

ToldTeam toldOf(const TeamDetailAnswer& answer)
{
    return {.pool = answer.subject.models(),
        .split = QString::fromStdString(answer.subject.split->title),
        .samples = answer.subject.prepared().samples(),
        .detail = answer.detail};
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

QString pictureCommand(
    const TeamDetailAnswer& answer, ViewSpec::Kind kind, const std::string& shown, const QString& project)
{
    const ensemble::TeamRule& told = answer.detail.toldRule().rule;
    if (told.convention != ensemble::Convention::Corrected || told.temperature != 1.0)
        return {};
    const Subject& subject = answer.subject;
    ViewSpec view{.kind = kind,
        .pool = subject.pool->entry.name,
        .subject = {},
        .split = subject.split->title,
        .shown = shown};
    for (const std::uint32_t member : answer.detail.team)
        view.members.push_back(subject.models().models[member].name);
    if (kind != ViewSpec::Kind::TeamRecall && told.rule != ensemble::judgingRule(subject.prepared()))
        view.rule = told.rule;
    return exportCommand(view, project);
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
