// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/help_text.h"
#include "core/jobs/help_job.h"
#include "ui/pages/reports/figure_work.h"
#include "ui/pages/reports/help_figure.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/pool_phrases.h"

namespace cobench::ui {

namespace {

Error notEnough(const FigureWork& work, const char* what)
{
    return {.code = ErrorCode::Unsupported,
        .subject = work.pool().name,
        .detail = what,
        .cure = "choose other samples or another metric, or add models to the pool"};
}

} // namespace

Result<FigureData> computeHelp(const FigureWork& work)
{
    const bool compares = work.view.kind == ViewSpec::Kind::Chance;
    const auto samples = work.samples();
    if (!samples)
        return samples.error();
    const ensemble::HelpOptions options
        = jobs::fitHelpOptions({.metric = work.metric().metric,
                                   .samples = *samples,
                                   .permutations = compares ? work.view.shuffles : 0,
                                   .seed = work.view.seed,
                                   .threads = work.threads},
            *work.split.prepared);
    const auto report = ensemble::doesDiversityHelp(*work.split.prepared, options, work.progress, work.cancel);
    if (!report)
        return report.error();
    if (compares && report->nullPartials.empty())
        return notEnough(work, "there are too few teams with a defined diversity to compare with chance");
    if (report->bySize.empty())
        return notEnough(work, "no team has a defined diversity");
    const ToldHelp told{.pool = work.pool(),
        .split = QString::fromStdString(work.split.title),
        .options = options,
        .report = *report};
    FigureData figure = figureOf(work);
    figure.title = compares
        ? QStringLiteral("Does diversity help? %1 against chance").arg(idOf(options.metric))
        : QStringLiteral("Does diversity help? %1 within each team size").arg(idOf(options.metric));
    figure.note = noteOf(work.split, figure.samples, titleOf(*samples, work.pool()));
    figure.explanation = toQString(ensemble::explain(*report, options));
    if (compares) {
        figure.seed = options.seed;
        figure.content = nullFigure(told);
    } else {
        figure.content = sizeFigure(told);
    }
    return figure;
}

} // namespace cobench::ui
