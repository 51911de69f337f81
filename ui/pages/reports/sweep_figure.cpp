// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/sweep_figure.h"

#include "ui/bridge/counted.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/policy_figure.h"
#include "ui/pages/reports/quantity_names.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

QString tr(const char* text)
{
    return QCoreApplication::translate("SweepFigure", text);
}

QString valueText(double value)
{
    return plots::formatNumber(value, 4);
}

bool hasNoise(const jobs::SweptSeries& series)
{
    return series.sweep.best && !std::isnan(series.sweep.noise);
}

/// "3 of 3 runs diverged, the first in epoch 8"
QString divergenceText(const study::SweptRate& rate)
{
    return tr("%1 of %2 diverged, the first from epoch %3 on")
        .arg(count(rate.diverged), counted(rate.runs.size(), tr("run"), tr("runs")), valueText(rate.divergedAt));
}

QString bestText(const study::RateSweep& sweep)
{
    const study::SweptRate& best = sweep.rates[*sweep.best];
    QString text = tr("best mean, n = %1").arg(best.n);
    if (!std::isnan(best.deviation))
        text += tr(", ± %1").arg(plots::formatNumber(best.deviation, 2));
    if (!std::isnan(sweep.noise))
        text += tr("; noise of repetition ± %1").arg(plots::formatNumber(sweep.noise, 2));
    return text;
}

void addMarkers(const study::RateSweep& sweep, std::size_t series, std::vector<plots::CurveMarker>& markers)
{
    for (std::size_t i = 0; i < sweep.rates.size(); ++i) {
        const study::SweptRate& rate = sweep.rates[i];
        if (rate.diverged > 0)
            markers.push_back({.series = series,
                .x = rate.rate,
                .y = std::nan(""),
                .shape = plots::Marker::Cross,
                .name = divergenceText(rate)});
        if (sweep.best == i)
            markers.push_back({.series = series,
                .x = rate.rate,
                .y = rate.mean,
                .shape = plots::Marker::Star,
                .name = bestText(sweep)});
        else if (rate.isWithinNoise)
            markers.push_back({.series = series,
                .x = rate.rate,
                .y = rate.mean,
                .shape = plots::Marker::Circle,
                .name = tr("within the noise of the best")});
    }
}

plots::CurveSeries bowl(const jobs::SweptSeries& series)
{
    plots::CurveSeries drawn{.name = toQString(series.name)};
    for (const study::SweptRate& rate : series.sweep.rates) {
        drawn.points.push_back({rate.rate, rate.mean});
        drawn.low.push_back(rate.mean - rate.deviation);
        drawn.high.push_back(rate.mean + rate.deviation);
    }
    return drawn;
}

plots::CurveSeries noiseBand(const jobs::SweptSeries& series)
{
    const study::RateSweep& sweep = series.sweep;
    const double best = sweep.rates[*sweep.best].mean;
    const double low = best - sweep.noise;
    const double high = best + sweep.noise;
    return {.name = {}, // goes with the bowl
        .points = {{sweep.rates.front().rate, best}, {sweep.rates.back().rate, best}},
        .low = {low, low},
        .high = {high, high}};
}

QString noteOf(const jobs::SweptGroup& group)
{
    std::size_t runs = 0;
    std::size_t diverged = 0;
    for (const jobs::SweptSeries& series : group.series) {
        runs += series.sweep.runs;
        diverged += series.sweep.diverged;
    }
    return tr("%1, %2 diverged (×)   ★ best   ● within its noise")
        .arg(counted(runs, tr("run"), tr("runs")), count(diverged));
}

/// The one group whose name has this part.
Result<const study::SweepGroup*> findGroup(const std::vector<study::SweepGroup>& groups, const SweepQuery& query)
{
    const study::SweepGroup* found = nullptr;
    std::string names;
    std::size_t fitting = 0;
    for (const study::SweepGroup& group : groups) {
        names += (names.empty() ? "" : "; ") + group.name;
        if (group.name.find(query.group) == std::string::npos)
            continue;
        ++fitting;
        if (!found || group.name == query.group)
            found = &group;
    }
    if (found && (fitting == 1 || found->name == query.group))
        return found;
    return Error{.code = ErrorCode::Usage,
        .subject = "sweep " + query.group,
        .detail = found ? "fits several groups of runs" : "fits no group of runs",
        .cure = groups.empty() ? "it takes runs of one configuration at several constant learning rates"
                               : "there are " + names};
}

} // namespace

QString metricTitle(const study::SweepMetric& metric)
{
    return metric.statistic == study::Statistic::Best ? tr("Best %1").arg(quantityTitle(metric.tag))
                                                      : quantityTitle(metric.tag);
}

QString metricHelp(const study::SweepMetric& metric)
{
    return quantityHelp(metric.tag) + u'\n'
        + (metric.statistic == study::Statistic::Best ? tr("The best value of all epochs of a run.")
                                                      : tr("The last value of a run."));
}

bool spansDecades(const study::SweepMetric& metric)
{
    return study::betterOf(metric.tag) == study::Better::Low;
}

std::optional<study::SweepMetric> sweepMetricOf(const ViewSpec& view)
{
    const auto query
        = view.kind == ViewSpec::Kind::Sweep ? std::optional(parseSweepQuery(view.subject)) : std::nullopt;
    return query && *query ? std::optional((*query)->metric) : std::nullopt;
}

QString rateText(double rate)
{
    return plots::formatNumber(rate, 3);
}

QString divergenceHelp(const std::string& lossTag)
{
    return lossTag.empty()
        ? tr("A run diverged when it ends worse than it began, or with what is no finite number.")
        : tr("A run diverged when its “%1” ends above where it began, or anything is no finite number at its end.")
              .arg(quantityTitle(lossTag));
}

QString noiseHelp()
{
    return tr("The standard deviation (n − 1) of the runs at the rate that was repeated most. A rate whose mean is "
              "worse than the best by no more than that is not told apart from it.");
}

plots::CurvesData bowlFigure(const jobs::SweptGroup& group)
{
    plots::CurvesData figure{.title = toQString(group.name),
        .note = noteOf(group),
        .xTitle = rateTitle(),
        .yTitle = metricTitle(group.metric),
        .series = {},
        .marks = {},
        .markers = {},
        .legendTitle = tr("Optimiser")};
    for (std::size_t i = 0; i < group.series.size(); ++i) {
        figure.series.push_back(bowl(group.series[i]));
        figure.series.back().category = i;
        addMarkers(group.series[i].sweep, i, figure.markers);
    }
    for (std::size_t i = 0; i < group.series.size(); ++i)
        if (hasNoise(group.series[i])) {
            figure.series.push_back(noiseBand(group.series[i]));
            figure.series.back().category = i;
        }
    return figure;
}

std::size_t seriesOf(const jobs::SweptGroup& group, std::size_t bowlSeries)
{
    if (bowlSeries < group.series.size())
        return bowlSeries;
    std::size_t band = bowlSeries - group.series.size();
    for (std::size_t i = 0; i < group.series.size(); ++i)
        if (hasNoise(group.series[i]) && band-- == 0)
            return i;
    return 0;
}

plots::CurvesData epochsFigure(const jobs::SweptGroup& group, std::size_t series, std::size_t rate)
{
    const jobs::SweptSeries& swept = group.series[series];
    const study::SweptRate& at = swept.sweep.rates[rate];
    plots::CurvesData figure{.title = tr("%1 at %2").arg(toQString(swept.name), rateText(at.rate)),
        .note = at.diverged > 0 ? divergenceText(at) : counted(at.runs.size(), tr("run"), tr("runs")),
        .xTitle = tr("Epoch"),
        .yTitle = quantityAxis(group.metric.tag),
        .series = {},
        .marks = {},
        .markers = {},
        .legendTitle = tr("Run")};
    for (const RunId run : at.runs) {
        const auto found = std::ranges::find(swept.runs, run, &study::SweptRun::run);
        plots::CurveSeries drawn{
            .name = tr("run %1").arg(run.value), .points = {}, .category = figure.series.size()};
        for (std::size_t i = 0; i < found->metric.x.size(); ++i)
            drawn.points.push_back(
                {found->metric.x[i], std::isfinite(found->metric.y[i]) ? found->metric.y[i] : std::nan("")});
        figure.series.push_back(std::move(drawn));
    }
    return figure;
}

Result<FigureData> computeSweep(
    const ViewSpec& view, const std::filesystem::path& project, const CancelToken& cancel)
{
    const auto query = parseSweepQuery(view.subject);
    if (!query)
        return query.error();
    auto runs = jobs::listRuns(project);
    if (!runs)
        return std::move(runs).error();
    if (auto read = jobs::readFigures(project, *runs, cancel); !read)
        return std::move(read).error();
    const auto groups = study::sweepGroups(*runs);
    const auto group = findGroup(groups, *query);
    if (!group)
        return group.error();
    study::SweepMetric metric = query->metric;
    if (metric.tag.empty())
        metric.tag = jobs::usualQuantity(jobs::sweepQuantities(*runs, **group));
    const auto swept = jobs::readSweep(project, *runs, **group, metric, cancel);
    if (!swept)
        return swept.error();
    if (swept->series.empty())
        return Error{.code = ErrorCode::Usage,
            .subject = "sweep " + query->group,
            .detail = "no run of it has recorded " + metric.tag,
            .cure = "cobench-cli runs show tells what a run recorded"};
    FigureData figure{.view = view,
        .explanation = metricHelp(metric) + u' ' + divergenceHelp(swept->lossTag) + u' ' + noiseHelp()};
    plots::CurvesData bowl = bowlFigure(*swept);
    figure.title = bowl.title;
    figure.note = bowl.note;
    for (const jobs::SweptSeries& series : swept->series)
        figure.samples += series.sweep.runs;
    figure.content = std::move(bowl);
    return figure;
}

} // namespace cobench::ui
