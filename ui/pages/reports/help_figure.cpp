// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/help_figure.h"

#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/pool_phrases.h"

#include <QCoreApplication>

#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

QString tr(const char* text)
{
    return QCoreApplication::translate("HelpFigure", text);
}

QString noteOf(const ToldHelp& told)
{
    return u"%1 · %2 · %3"_s.arg(told.split, idOf(told.options.metric), titleOf(told.options.samples, told.pool));
}

} // namespace

QString percentText(double share)
{
    return u"%1 %"_s.arg(QString::number(100.0 * share, 'g', 4));
}

plots::HistogramData nullFigure(const ToldHelp& told)
{
    const ensemble::HelpReport& report = told.report;
    plots::HistogramData figure{.title = tr("What chance gives"),
        .note = noteOf(told),
        .valueTitle = tr("Partial correlation r"),
        .countTitle = tr("Shuffled pools"),
        .values = report.nullPartials,
        .intervalName = tr("%1 of them").arg(percentText(told.options.level)),
        .markName = tr("observed")};
    if (!report.nullPartials.empty())
        figure.interval = plots::AxisSpan{report.nullLow, report.nullHigh};
    if (!std::isnan(report.partial))
        figure.mark = report.partial;
    if (report.nullPartials.empty())
        figure.range = plots::AxisSpan{-1.0, 1.0};
    return figure;
}

plots::BarsData sizeFigure(const ToldHelp& told)
{
    plots::BarsData figure{.title = tr("Within each team size"),
        .note = noteOf(told),
        .nameTitle = tr("Team size (teams)"),
        .valueTitle = tr("Correlation r"),
        .names = {},
        .values = {},
        .range = plots::AxisSpan{-1.0, 1.0},
        .reference = std::nullopt,
        .referenceName = {},
        .colours = {}};
    for (const ensemble::SizeCorrelation& size : told.report.bySize) {
        figure.names.push_back(tr("%1 (n = %2)").arg(count(size.size), count(size.teams)));
        figure.values.push_back(size.r);
    }
    return figure;
}

} // namespace cobench::ui
