// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/help_figures.h"

#include "ui/pages/ensembles/ensemble_figures.h"
#include "ui/pages/reports/commands.h"
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

QString noteOf(const HelpAnswer& answer)
{
    return u"%1 · %2 · %3"_s.arg(QString::fromStdString(answer.subject.split->title),
        idOf(answer.options.metric),
        titleOf(answer.options.samples, answer.subject.models()));
}

QString percentText(double share)
{
    return u"%1 %"_s.arg(QString::number(100.0 * share, 'g', 4));
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

plots::HistogramData nullFigure(const HelpAnswer& answer)
{
    const ensemble::HelpReport& report = answer.report;
    plots::HistogramData figure{.title = tr("What chance gives"),
        .note = noteOf(answer),
        .valueTitle = tr("Partial correlation r"),
        .countTitle = tr("Shuffled pools"),
        .values = report.nullPartials,
        .intervalName = tr("%1 of them").arg(percentText(answer.options.level)),
        .markName = tr("observed")};
    if (!report.nullPartials.empty())
        figure.interval = plots::AxisSpan{report.nullLow, report.nullHigh};
    if (!std::isnan(report.partial))
        figure.mark = report.partial;
    if (report.nullPartials.empty())
        figure.range = plots::AxisSpan{-1.0, 1.0};
    return figure;
}

plots::BarsData sizeFigure(const HelpAnswer& answer)
{
    plots::BarsData figure{.title = tr("Within each team size"),
        .note = noteOf(answer),
        .nameTitle = tr("Team size (teams)"),
        .valueTitle = tr("Correlation r"),
        .names = {},
        .values = {},
        .range = plots::AxisSpan{-1.0, 1.0},
        .reference = std::nullopt,
        .referenceName = {},
        .colours = {}};
    for (const ensemble::SizeCorrelation& size : answer.report.bySize) {
        figure.names.push_back(tr("%1 (n = %2)").arg(count(size.size), count(size.teams)));
        figure.values.push_back(size.r);
    }
    return figure;
}

QString helpCommand(const HelpAnswer& answer, const QString& project)
{
    return u"cobench-cli ensemble diversity %1 --split %2 --metric %3 --samples %4 --permutations %5 --seed %6"_s
        .arg(quoted(project + u'#' + QString::fromStdString(answer.subject.pool->entry.name)),
            quoted(QString::fromStdString(answer.subject.split->title)),
            idOf(answer.options.metric),
            QString::fromStdString(ensemble::toString(answer.options.samples)),
            QString::number(answer.options.permutations),
            QString::number(answer.options.seed));
}

} // namespace cobench::ui
