// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/figure_data.h"

#include "core/ensemble/member_report.h"
#include "core/ensemble/team_plan.h"
#include "core/jobs/matrix_job.h"
#include "core/jobs/prune_job.h"
#include "ui/pages/reports/figure_work.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/pool_phrases.h"
#include "ui/pages/reports/pruning_figure.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace cobench::ui {

namespace {

using Kind = ViewSpec::Kind;

/// Diverging colours help only when values lie on both sides of independence.
std::optional<double> neutralInside(const ensemble::MetricInfo& metric, const std::vector<double>& values)
{
    const auto isBelow = [&](double value) { return value < metric.neutral; };
    const auto isAbove = [&](double value) { return value > metric.neutral; };
    if (std::ranges::any_of(values, isBelow) && std::ranges::any_of(values, isAbove))
        return metric.neutral;
    return std::nullopt;
}

Result<FigureData> matrixFigure(const FigureWork& work)
{
    const auto& [view, split, threads, progress, cancel] = work;
    const ensemble::MetricInfo& metric = work.metric();
    const auto set = ensemble::parseSampleSet(view.samples.empty() ? "all" : view.samples, split.pool->size());
    if (!set)
        return set.error();
    auto matrix
        = jobs::computeMatrix(*split.prepared, {.metric = metric.metric, .samples = *set}, progress, cancel);
    if (!matrix)
        return matrix.error();

    FigureData figure = figureOf(work);
    figure.samples = matrix->samples;
    figure.title = QStringLiteral("%1 of each pair of models").arg(nameOf(metric));
    figure.note = noteOf(split, matrix->samples, titleOf(*set, *split.pool));
    figure.explanation = explain(metric);
    const std::vector<QString> names = modelNames(*split.pool);
    figure.content = plots::HeatmapData{.title = figure.title,
        .note = figure.note,
        .rowTitle = QStringLiteral("Model"),
        .columnTitle = QStringLiteral("Model"),
        .valueTitle = axisTitle(metric),
        .rows = names,
        .columns = names,
        .values = matrix->values,
        .neutral = neutralInside(metric, matrix->values),
        .emptyDiagonal = true,
        .undefinedReason = QStringLiteral("the metric is undefined for this pair")};
    return figure;
}

Result<FigureData> treeFigure(const FigureWork& work)
{
    const auto& [view, split, threads, progress, cancel] = work;
    const std::size_t largest = std::min(view.pruning.maxSize, split.pool->size());
    if (ensemble::countTeams(split.pool->size(), 2, largest) > ensemble::kMaximumNodes)
        return Error{.code = ErrorCode::Unsupported,
            .subject = split.pool->name,
            .detail = "there are too many teams of up to " + std::to_string(largest) + " models to draw",
            .cure = "give a smaller SIZE, or exclude members"};
    const ensemble::MetricInfo& metric = work.metric();
    jobs::PruneSession session(split.prepared, metric.metric, threads);
    auto tree = session.prune(view.pruning, progress, cancel);
    if (!tree)
        return tree.error();
    auto pruned = std::make_shared<PrunedPool>(
        prunedPool(*split.pool, *split.prepared, metric.metric, view.pruning, std::move(*tree)));
    pruned->pool = QString::fromStdString(split.pool->name);
    FigureData figure = figureOf(work);
    plots::TreeData plot = pruningFigure(pruned, TreeColour::Score);
    figure.title = plot.title;
    figure.note = plot.note;
    figure.explanation = explain(metric)
        + QStringLiteral(
            " FQ is its mean over the samples each member gets wrong, scaled to 0 … 1 among the teams of "
            "a size. Of each size the least diverse share β goes, and every larger team that contains "
            "one of them goes unscored.");
    figure.content = std::move(plot);
    return figure;
}

Error labelOnly(const data::Pool& pool, std::size_t model)
{
    return {.code = ErrorCode::Unsupported,
        .subject = pool.models[model].name,
        .detail = "the model has labels only, no probabilities to judge its confidence by"};
}

Result<FigureData> reliabilityFigure(const FigureWork& work, std::size_t model)
{
    const jobs::SplitView& split = work.split;
    const auto bins = ensemble::reliability(*split.prepared, model);
    if (bins.empty())
        return labelOnly(*split.pool, model);
    const double ece = ensemble::reportMember(*split.prepared, model).ece;
    FigureData figure = figureOf(work);
    figure.title = QStringLiteral("Reliability of %1").arg(modelName(*split.pool, model));
    figure.note = noteOf(split, figure.samples, QStringLiteral("ECE %1").arg(fixed(ece, 4)));
    figure.explanation
        = QStringLiteral("Samples in 15 bins of the largest probability; ECE is the mean distance between "
                         "confidence and accuracy, weighted by the bins' samples.");
    plots::ReliabilityData plot{.title = figure.title, .note = figure.note};
    for (const ensemble::ReliabilityBin& bin : bins)
        plot.bins.push_back({.confidence = bin.confidence, .accuracy = bin.accuracy, .count = bin.count});
    figure.content = std::move(plot);
    return figure;
}

/// The model goes by its name from here on.
Result<FigureData> modelFigure(const FigureWork& asked)
{
    const jobs::SplitView& split = asked.split;
    const auto model = findModel(*split.pool, asked.view.subject);
    if (!model)
        return model.error();
    ViewSpec view = asked.view;
    view.subject = split.pool->models[*model].name;
    const FigureWork work{view, split, asked.threads, asked.progress, asked.cancel};
    if (view.kind == Kind::Reliability)
        return reliabilityFigure(work, *model);

    const QString name = modelName(*split.pool, *model);
    FigureData figure = figureOf(work);
    figure.note = noteOf(split, figure.samples);
    if (view.kind == Kind::Confusion) {
        if (auto checked = ensemble::checkConfusion(split.pool->classes); !checked)
            return std::move(checked).error();
        figure.title = QStringLiteral("Confusion matrix of %1").arg(name);
        figure.explanation
            = QStringLiteral("Each row is a true class; the cells are the shares of it that the model takes "
                             "for each class.");
        figure.content = plots::ConfusionData{.title = figure.title,
            .note = figure.note,
            .classes = classTexts(*split.pool),
            .counts = ensemble::confusion(*split.prepared, *model)};
        return figure;
    }
    const double accuracy = split.prepared->accuracy(*model);
    figure.title = QStringLiteral("Recall of %1, class by class").arg(name);
    figure.note = noteOf(split, figure.samples, QStringLiteral("accuracy %1").arg(percent(accuracy)));
    figure.explanation
        = QStringLiteral("The share of each class that the model finds; dashed, its accuracy over all.");
    figure.content = plots::BarsData{.title = figure.title,
        .note = figure.note,
        .nameTitle = QStringLiteral("Class"),
        .valueTitle = QStringLiteral("Recall"),
        .names = classTexts(*split.pool),
        .values = ensemble::perClassRecall(*split.prepared, *model),
        .range = plots::AxisSpan{0.0, 1.0},
        .reference = accuracy,
        .referenceName = QStringLiteral("accuracy")};
    return figure;
}

} // namespace

Result<std::size_t> findModel(const data::Pool& pool, const std::string& text)
{
    const auto named = std::ranges::find(pool.models, text, &data::Model::name);
    if (named != pool.models.end())
        return static_cast<std::size_t>(named - pool.models.begin());
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
    if (error == std::errc{} && end == text.data() + text.size() && index < pool.size())
        return index;
    return Error{.code = ErrorCode::Usage,
        .subject = pool.name,
        .detail = "there is no model " + text,
        .cure = "give a model's name, or an index from 0 to " + std::to_string(pool.size() - 1)};
}

std::string splitTitleOf(const ViewSpec& view, const data::Pool& pool)
{
    if (view.kind != Kind::Selection || !view.split.empty())
        return view.split;
    const auto splits = jobs::chooseSplits(pool, {}, {});
    return splits ? splits->selection->title() : std::string();
}

Result<FigureData> computeFigure(const ViewSpec& view,
    const jobs::SplitView& split,
    Progress& progress,
    const CancelToken& cancel,
    unsigned threads)
{
    const FigureWork work{view, split, threads, progress, cancel};
    switch (view.kind) {
    case Kind::Matrix:
        return matrixFigure(work);
    case Kind::Scatter:
    case Kind::Pareto:
        return computeScatter(work);
    case Kind::Selection:
        return computeSelection(work);
    case Kind::Chance:
    case Kind::Correlations:
        return computeHelp(work);
    case Kind::Tree:
        return treeFigure(work);
    case Kind::Overlap:
    case Kind::TeamConfusion:
    case Kind::TeamRecall:
        return computeTeam(work);
    case Kind::Confusion:
    case Kind::Reliability:
    case Kind::Recall:
    case Kind::Curves:
    case Kind::Trace:
    case Kind::Detect:
    case Kind::Policy:
    case Kind::Sweep:
    case Kind::Replay:
    case Kind::Plan:
        break;
    }
    return modelFigure(work);
}

} // namespace cobench::ui
