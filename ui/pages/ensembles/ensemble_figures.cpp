// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/ensemble_figures.h"

#include "ui/pages/reports/commands.h"
#include "ui/pages/reports/phrases.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using Kind = ensemble::SampleSet::Kind;

QString tr(const char* text)
{
    return QCoreApplication::translate("EnsembleFigures", text);
}

QString valueTitle(const EnsembleQuery& query)
{
    const ensemble::MetricInfo& metric = ensemble::info(query.metric);
    return query.asScore ? scoreTitle(metric) : axisTitle(metric);
}

std::optional<double> neutralOf(const EnsembleQuery& query)
{
    const double neutral = ensemble::info(query.metric).neutral;
    return std::isnan(neutral) ? std::nullopt : std::optional(shownValue(query, neutral));
}

plots::AxisSpan wholeRange(const EnsembleQuery& query)
{
    const ensemble::MetricInfo& metric = ensemble::info(query.metric);
    const auto [low, high] = std::minmax({shownValue(query, metric.low), shownValue(query, metric.high)});
    return {low, high};
}

QString noteOf(const Subject& subject, const EnsembleQuery& query, std::size_t samples)
{
    return u"%1 · %2 · n = %3"_s.arg(QString::fromStdString(subject.split->title),
               titleOf(query.samples, subject.models()),
               count(samples))
        + conventionNote(query.convention);
}

QString undefinedReason(const EnsembleQuery& query, std::size_t samples)
{
    if (samples == 0)
        return tr("the sample set is empty");
    if (query.samples.kind == Kind::Focal)
        return tr("the focal model is wrong on every sample of the set");
    return tr("the formula divides by zero for these answers");
}

} // namespace

FigureHelp metricHelp(ensemble::Metric metric)
{
    const ensemble::MetricInfo& info = ensemble::info(metric);
    const QString formula = toQString(info.formula);
    QString meaning = info.pairwise ? tr("A team's value is the mean over its pairs.")
                                    : tr("A pair's value is that of the team of two.");
    if (!std::isnan(info.neutral))
        meaning += u' ' + tr("%1 for independent models.").arg(info.neutral);
    return {.title = u"%1 — %2"_s.arg(idOf(metric), nameOf(info)),
        .meaning = meaning,
        .formula = formula,
        .range = tr("Raw range %1 … %2.").arg(info.low).arg(info.high),
        .direction = info.lowIsDiverse
            ? tr("Raw: low is diverse. Diversity score: 1 − raw, higher is more diverse.")
            : tr("Raw: high is diverse; the diversity score is the raw value.")};
}

plots::HeatmapData matrixFigure(const MatrixAnswer& answer, const EnsembleQuery& query)
{
    std::vector<QString> names;
    for (std::size_t model = 0; model < answer.matrix.models; ++model)
        names.push_back(modelName(answer.subject.models(), model));
    std::vector<double> values(answer.matrix.values.size());
    std::ranges::transform(
        answer.matrix.values, values.begin(), [&](double raw) { return shownValue(query, raw); });
    const std::vector<std::size_t> order = query.clustered ? answer.clusteredOrder : std::vector<std::size_t>();
    return {.title = tr("%1 of each pair of models").arg(nameOf(ensemble::info(query.metric))),
        .note = noteOf(answer.subject, query, answer.matrix.samples),
        .rowTitle = tr("Model"),
        .columnTitle = tr("Model"),
        .valueTitle = valueTitle(query),
        .rows = names,
        .columns = names,
        .values = std::move(values),
        .rowOrder = order,
        .columnOrder = order,
        .range = query.wholeRange ? std::optional(wholeRange(query)) : std::nullopt,
        .neutral = neutralOf(query),
        .emptyDiagonal = true,
        .undefinedReason = undefinedReason(query, answer.matrix.samples)};
}

TeamPlane planeOf(const TeamsAnswer& answer, const EnsembleQuery& query)
{
    return {.metric = query.metric,
        .samples = answer.samples,
        .convention = query.convention,
        .asScore = query.asScore};
}

plots::ScatterData teamFigure(const TeamsAnswer& answer, const EnsembleQuery& query)
{
    return teamFigure(answer.subject.models(),
        QString::fromStdString(answer.subject.split->title),
        answer.teams,
        planeOf(answer, query));
}

PoolPlace placeOf(const Subject& subject, const QString& project)
{
    return {.project = project, .pool = subject.pool->entry.name, .split = subject.split->title};
}

QString matrixCommand(const Subject& subject, const EnsembleQuery& query, const QString& project)
{
    if (query.convention != ensemble::Convention::Corrected)
        return {}; // the commands give corrected values
    if (query.asScore && ensemble::info(query.metric).lowIsDiverse) // a picture would show raw values
        return pairsCommand(placeOf(subject, project), query.metric, query.samples);
    return exportCommand({.kind = ViewSpec::Kind::Matrix,
                             .pool = subject.pool->entry.name,
                             .subject = idOf(query.metric).toStdString(),
                             .split = subject.split->title,
                             .samples = ensemble::toString(query.samples)},
        project);
}

QString scatterCommand(const TeamsAnswer& answer, const EnsembleQuery& query, bool front, const QString& project)
{
    if (query.convention != ensemble::Convention::Corrected)
        return {};
    const Subject& subject = answer.subject;
    const bool isPicture = (query.asScore || !ensemble::info(query.metric).lowIsDiverse) && answer.teams.allSizes;
    if (!isPicture)
        return teamsCommand(placeOf(subject, project), query.samples, {}, 2, answer.teams.largest);
    ViewSpec view{.kind = front ? ViewSpec::Kind::Pareto : ViewSpec::Kind::Scatter,
        .pool = subject.pool->entry.name,
        .subject = idOf(query.metric).toStdString(),
        .split = subject.split->title};
    if (query.samples.kind != Kind::Disagreement)
        view.samples = ensemble::toString(query.samples);
    return exportCommand(view, project);
}

} // namespace cobench::ui
