// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/figure_work.h"

#include "ui/pages/reports/phrases.h"

#include <QStringList>

namespace cobench::ui {

const ensemble::MetricInfo& FigureWork::metric() const
{
    return ensemble::info(*ensemble::metricFromId(view.subject));
}

Result<ensemble::SampleSet> FigureWork::samples() const
{
    return ensemble::parseSampleSet(view.samples.empty() ? "disagreement" : view.samples, pool().size());
}

FigureData figureOf(const FigureWork& work)
{
    return {.view = work.view,
        .samples = work.split.prepared->samples(),
        .split = QString::fromStdString(work.split.title),
        .dataHash = QString::fromStdString(work.split.dataHash)};
}

QString noteOf(const jobs::SplitView& split, std::size_t samples, const QString& what)
{
    QStringList parts{QString::fromStdString(split.pool->name), QString::fromStdString(split.title)};
    if (!what.isEmpty())
        parts << what;
    parts << QStringLiteral("n = %1").arg(count(samples));
    return parts.join(QStringLiteral(" · "));
}

} // namespace cobench::ui
