// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/compare_figure.h"

#include "ui/bridge/counted.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace cobench::ui {

namespace {

constexpr std::size_t kIdealCategory = 7; // beyond those of the schedulers

QString tr(const char* text)
{
    return QCoreApplication::translate("CompareFigure", text);
}

double xOf(const EdgeSession& session, CompareBy by)
{
    return by == CompareBy::Devices ? static_cast<double>(session.devices()) : session.end.figures.lambda;
}

double yOf(const EdgeSession& session, CompareFigure figure)
{
    const detect::RunFigures& figures = session.end.figures;
    switch (figure) {
    case CompareFigure::Sigma:
        return figures.sigma;
    case CompareFigure::SpeedUp:
        return session.sums().speedUp;
    case CompareFigure::Dropped:
        return 100.0 * session.sums().droppedShare;
    case CompareFigure::Latency99:
        return 1e3 * figures.latency99;
    case CompareFigure::Age:
        return figures.meanAge;
    case CompareFigure::TruthAp:
        return session.end.againstTruth.ap50;
    case CompareFigure::ReferenceAp:
        return session.end.againstReference.ap50;
    }
    return std::nan("");
}

double idealOf(const EdgeSession& session, CompareFigure figure)
{
    const RunSums sums = session.sums();
    return figure == CompareFigure::Sigma ? sums.ideal : sums.ideal * sums.speedUp / session.end.figures.sigma;
}

void add(plots::CurveSeries& series, double x, double y)
{
    if (!std::isnan(x) && !std::isnan(y))
        series.points.push_back({x, y});
}

} // namespace

QString titleOf(CompareBy by)
{
    return by == CompareBy::Devices ? tr("Devices") : tr("λ, frames in [1/s]");
}

QString titleOf(CompareFigure figure)
{
    switch (figure) {
    case CompareFigure::Sigma:
        return tr("σ, processed [1/s]");
    case CompareFigure::SpeedUp:
        return tr("Speed-up, σ / mean μ_d");
    case CompareFigure::Dropped:
        return tr("Dropped [%]");
    case CompareFigure::Latency99:
        return tr("Latency p99 [ms]");
    case CompareFigure::Age:
        return tr("Mean age of boxes [frames]");
    case CompareFigure::TruthAp:
        return tr("AP50 of what was shown");
    case CompareFigure::ReferenceAp:
        return tr("AP50 against the offline reference");
    }
    return {};
}

plots::CurvesData comparisonOf(const EdgeSessions& sessions, CompareBy by, CompareFigure figure)
{
    std::vector<plots::CurveSeries> schedules(std::size(detect::kSchedules));
    for (std::size_t schedule = 0; schedule < schedules.size(); ++schedule)
        schedules[schedule] = {.name = titleOf(static_cast<detect::Schedule>(schedule)), .category = schedule};
    plots::CurveSeries ideal{.name = tr("Ideal: min(λ, Σ μ_d)"), .category = kIdealCategory};
    std::size_t runs = 0;
    for (const auto& session : sessions.all()) {
        if (!session->isOver() || session->isReference)
            continue;
        ++runs;
        add(schedules[static_cast<std::size_t>(session->setup.schedule)], xOf(*session, by), yOf(*session, figure));
        if (figure == CompareFigure::Sigma || figure == CompareFigure::SpeedUp)
            add(ideal, xOf(*session, by), idealOf(*session, figure));
    }
    schedules.insert(schedules.begin(), std::move(ideal)); // below the others
    std::erase_if(schedules, [](const plots::CurveSeries& series) { return series.points.empty(); });
    for (plots::CurveSeries& series : schedules)
        std::ranges::stable_sort(series.points, {}, &plots::CurvePoint::x);
    return {.title = tr("Runs of this window"),
        .note = counted(runs, tr("run"), tr("runs")),
        .xTitle = titleOf(by),
        .yTitle = titleOf(figure),
        .series = std::move(schedules),
        .legendTitle = tr("Scheduler")};
}

} // namespace cobench::ui
