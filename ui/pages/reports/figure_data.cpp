// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/figure_data.h"

#include "core/ensemble/member_report.h"
#include "core/ensemble/score_teams.h"
#include "core/ensemble/team_plan.h"
#include "core/jobs/matrix_job.h"
#include "core/jobs/prune_job.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/pruning_figure.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace cobench::ui {

namespace {

using Kind = ViewSpec::Kind;

constexpr std::size_t kMostScatterModels = 16; // 65,519 teams

FigureData figureOf(const ViewSpec& view, const jobs::SplitView& split)
{
    return {.view = view,
        .samples = split.prepared->samples(),
        .split = QString::fromStdString(split.title),
        .dataHash = QString::fromStdString(split.dataHash)};
}

QString noteOf(const jobs::SplitView& split, std::size_t samples, const QString& what = {})
{
    QStringList parts{QString::fromStdString(split.pool->name), QString::fromStdString(split.title)};
    if (!what.isEmpty())
        parts << what;
    parts << QStringLiteral("n = %1").arg(count(samples));
    return parts.join(QStringLiteral(" · "));
}

std::vector<QString> modelNames(const data::Pool& pool)
{
    std::vector<QString> names;
    for (const data::Model& model : pool.models)
        names.push_back(QString::fromStdString(model.name));
    return names;
}

std::vector<QString> classNames(const data::Pool& pool)
{
    std::vector<QString> names;
    for (std::uint32_t c = 0; c < pool.classes; ++c)
        names.push_back(
            c < pool.classNames.size() ? QString::fromStdString(pool.classNames[c]) : QString::number(c));
    return names;
}

QString describeSamples(const ensemble::SampleSet& set, const data::Pool& pool)
{
    switch (set.kind) {
    case ensemble::SampleSet::Kind::All:
        return QStringLiteral("all samples");
    case ensemble::SampleSet::Kind::Disagreement:
        return QStringLiteral("samples the pool disagrees about");
    case ensemble::SampleSet::Kind::Focal:
        break;
    }
    return QStringLiteral("samples that %1 gets wrong").arg(QString::fromStdString(pool.models[set.focal].name));
}

/// Diverging colours help only when values lie on both sides of independence.
std::optional<double> neutralInside(const ensemble::MetricInfo& metric, const std::vector<double>& values)
{
    const auto isBelow = [&](double value) { return value < metric.neutral; };
    const auto isAbove = [&](double value) { return value > metric.neutral; };
    if (std::ranges::any_of(values, isBelow) && std::ranges::any_of(values, isAbove))
        return metric.neutral;
    return std::nullopt;
}

Result<FigureData> matrixFigure(
    const ViewSpec& view, const jobs::SplitView& split, Progress& progress, const CancelToken& cancel)
{
    const ensemble::MetricInfo& metric = ensemble::info(*ensemble::metricFromId(view.subject));
    const auto set = ensemble::parseSampleSet(view.samples.empty() ? "all" : view.samples, split.pool->size());
    if (!set)
        return set.error();
    auto matrix
        = jobs::computeMatrix(*split.prepared, {.metric = metric.metric, .samples = *set}, progress, cancel);
    if (!matrix)
        return matrix.error();

    FigureData figure = figureOf(view, split);
    figure.samples = matrix->samples;
    figure.title = QStringLiteral("%1 of each pair of models").arg(nameOf(metric));
    figure.note = noteOf(split, matrix->samples, describeSamples(*set, *split.pool));
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

/// One group per team size, so that size reads as a colour.
plots::ScatterData bySize(const ensemble::TeamScores& scores, const ensemble::MetricInfo& metric)
{
    plots::ScatterData plot{.groupTitle = QStringLiteral("Team size"), .ordered = true};
    std::size_t size = 0;
    for (std::size_t team = 0; team < scores.size(); ++team) {
        const std::size_t members = scores.members(team).size();
        if (members != size)
            plot.groups.push_back({.name = QString::number(members)});
        size = members;
        plot.groups.back().x.push_back(ensemble::diversityScore(metric.metric, scores.rawValue(0, team)));
        plot.groups.back().y.push_back(100.0 * scores.accuracyValue(0, team));
        plot.groups.back().ids.push_back(static_cast<std::uint32_t>(team));
    }
    return plot;
}

Result<FigureData> scatterFigure(
    const ViewSpec& view, const jobs::SplitView& split, Progress& progress, const CancelToken& cancel)
{
    if (split.pool->size() > kMostScatterModels)
        return Error{.code = ErrorCode::Unsupported,
            .subject = split.pool->name,
            .detail = "a pool of " + std::to_string(split.pool->size()) + " models has too many teams to draw",
            .cure = "exclude members until " + std::to_string(kMostScatterModels) + " are left"};
    const ensemble::MetricInfo& metric = ensemble::info(*ensemble::metricFromId(view.subject));
    const bool soft = split.prepared->hasProbabilities();
    const ensemble::ScoreOptions options{.metrics = {metric.metric},
        .consensus = {soft ? ensemble::Consensus::Soft : ensemble::Consensus::Plurality}};
    auto scores = ensemble::scoreTeams(*split.prepared, options, progress, cancel);
    if (!scores)
        return scores.error();

    TeamScatter scatter{.plot = bySize(*scores, metric)};
    for (std::size_t team = 0; team < scores->size(); ++team)
        scatter.teams.push_back(scores->members(team));
    FigureData figure = figureOf(view, split);
    figure.title = QStringLiteral("%1 teams by diversity and accuracy").arg(count(scores->size()));
    figure.note = noteOf(split, figure.samples, QStringLiteral("diversity where the pool disagrees"));
    figure.explanation = explain(metric)
        + QStringLiteral(" It is counted on the samples the pool disagrees about; accuracy on all %1.")
              .arg(count(figure.samples));
    scatter.plot.title = figure.title;
    scatter.plot.note = figure.note;
    scatter.plot.xTitle = scoreTitle(metric);
    scatter.plot.yTitle = QStringLiteral("%1 accuracy (%)").arg(nameOf(options.consensus.front()));
    figure.content = std::move(scatter);
    return figure;
}

Result<FigureData> treeFigure(
    const ViewSpec& view, const jobs::SplitView& split, Progress& progress, const CancelToken& cancel)
{
    const std::size_t largest = std::min(view.pruning.maxSize, split.pool->size());
    if (ensemble::countTeams(split.pool->size(), 2, largest) > ensemble::kMaximumNodes)
        return Error{.code = ErrorCode::Unsupported,
            .subject = split.pool->name,
            .detail = "there are too many teams of up to " + std::to_string(largest) + " models to draw",
            .cure = "give a smaller SIZE, or exclude members"};
    const ensemble::MetricInfo& metric = ensemble::info(*ensemble::metricFromId(view.subject));
    jobs::PruneSession session(split.prepared, metric.metric);
    auto tree = session.prune(view.pruning, progress, cancel);
    if (!tree)
        return tree.error();
    auto pruned = std::make_shared<PrunedPool>(
        prunedPool(*split.pool, *split.prepared, metric.metric, view.pruning, std::move(*tree)));
    pruned->pool = QString::fromStdString(split.pool->name);
    FigureData figure = figureOf(view, split);
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

Result<FigureData> reliabilityFigure(const ViewSpec& view, const jobs::SplitView& split, std::size_t model)
{
    const auto bins = ensemble::reliability(*split.prepared, model);
    if (bins.empty())
        return labelOnly(*split.pool, model);
    const double ece = ensemble::reportMember(*split.prepared, model).ece;
    FigureData figure = figureOf(view, split);
    figure.title = QStringLiteral("Reliability of %1").arg(QString::fromStdString(view.subject));
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

Result<FigureData> modelFigure(ViewSpec view, const jobs::SplitView& split)
{
    const auto model = findModel(*split.pool, view.subject);
    if (!model)
        return model.error();
    view.subject = split.pool->models[*model].name;
    if (view.kind == Kind::Reliability)
        return reliabilityFigure(view, split, *model);

    const QString name = QString::fromStdString(view.subject);
    FigureData figure = figureOf(view, split);
    figure.note = noteOf(split, figure.samples);
    if (view.kind == Kind::Confusion) {
        figure.title = QStringLiteral("Confusion matrix of %1").arg(name);
        figure.explanation
            = QStringLiteral("Each row is a true class; the cells are the shares of it that the model takes "
                             "for each class.");
        figure.content = plots::ConfusionData{.title = figure.title,
            .note = figure.note,
            .classes = classNames(*split.pool),
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
        .names = classNames(*split.pool),
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

Result<FigureData> computeFigure(
    const ViewSpec& view, const jobs::SplitView& split, Progress& progress, const CancelToken& cancel)
{
    switch (view.kind) {
    case Kind::Matrix:
        return matrixFigure(view, split, progress, cancel);
    case Kind::Scatter:
        return scatterFigure(view, split, progress, cancel);
    case Kind::Tree:
        return treeFigure(view, split, progress, cancel);
    case Kind::Confusion:
    case Kind::Reliability:
    case Kind::Recall:
    case Kind::Curves:
    case Kind::Trace:
    case Kind::Policy:
        break;
    }
    return modelFigure(view, split);
}

} // namespace cobench::ui
