// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/help_figures.h"

#include "ui/pages/reports/phrases.h"

#include <QCoreApplication>

#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using ensemble::HelpVerdict;

QString tr(const char* text)
{
    return QCoreApplication::translate("HelpFigures", text);
}

QString row(const QString& name, const QString& help, const QString& value)
{
    return u"<tr title='%1'><td>%2</td><td align='right' style='padding-left:14px'>%3</td></tr>"_s.arg(
        help.toHtmlEscaped(), name.toHtmlEscaped(), value);
}

} // namespace

QString verdictTitle(const HelpAnswer& answer)
{
    switch (answer.report.verdict) {
    case HelpVerdict::Helps:
        return tr("Diversity helps here");
    case HelpVerdict::Capability:
        return tr("Member accuracy explains it");
    case HelpVerdict::Hurts:
        return tr("Diversity hurts here");
    case HelpVerdict::Undecided:
        break;
    }
    return answer.isCompared() || std::isnan(answer.report.partial) ? tr("Nothing to tell")
                                                                    : tr("Not compared with chance yet");
}

QString figuresHtml(const HelpAnswer& answer)
{
    const ensemble::HelpReport& report = answer.report;
    QString html = row(tr("Teams with a defined score"), tr("Those the correlations run over"), count(report.teams))
        + row(tr("Correlation, all teams"),
            tr("Pearson's r of the diversity score and the team's accuracy; −1 to 1"),
            fixed(report.overall, 3))
        + row(tr("… member accuracy held fixed"),
            tr("Partial correlation given the mean accuracy of the team's members; −1 to 1"),
            fixed(report.partial, 3));
    if (!report.nullPartials.empty())
        html += row(tr("… by chance, %1").arg(percentText(answer.options.level)),
            tr("Of the pools in which members fail together only by chance"),
            u"%1 … %2"_s.arg(fixed(report.nullLow, 3), fixed(report.nullHigh, 3)));
    return u"<table>%1</table>"_s.arg(html);
}

ToldHelp toldOf(const HelpAnswer& answer)
{
    return {.pool = answer.subject.models(),
        .split = QString::fromStdString(answer.subject.split->title),
        .options = answer.options,
        .report = answer.report};
}

ViewSpec chanceView(const HelpAnswer& answer)
{
    ViewSpec view = correlationsView(answer);
    view.kind = ViewSpec::Kind::Chance;
    if (answer.isCompared())
        view.shuffles = answer.options.permutations;
    view.seed = answer.options.seed;
    return view;
}

ViewSpec correlationsView(const HelpAnswer& answer)
{
    return {.kind = ViewSpec::Kind::Correlations,
        .pool = answer.subject.pool->entry.name,
        .subject = idOf(answer.options.metric).toStdString(),
        .split = answer.subject.split->title,
        .samples = answer.options.samples.kind == ensemble::SampleSet::Kind::Disagreement
            ? std::string()
            : ensemble::toString(answer.options.samples)};
}

} // namespace cobench::ui
