// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/model_charts.h"

#include "plots/bars.h"
#include "plots/confusion.h"
#include "plots/reliability.h"
#include "ui/models/vote_table.h"
#include "ui/pages/reports/commands.h"

#include <QLocale>

#include <cmath>

namespace cobench::ui {

namespace {

std::size_t bestModel(const ensemble::PreparedSplit& split)
{
    std::size_t best = 0;
    for (std::size_t model = 1; model < split.models(); ++model)
        if (split.rightCount(model) > split.rightCount(best))
            best = model;
    return best;
}

} // namespace

ModelCharts::ModelCharts(Workspace& workspace, QWidget* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_confusion(new plots::Confusion(parent))
    , m_reliability(new plots::Reliability(parent))
    , m_recall(new plots::Bars(parent))
{
    connect(&m_workspace, &Workspace::splitChanged, this, &ModelCharts::refresh);
    connect(&m_workspace.selection(), &Selection::modelsChanged, this, &ModelCharts::refresh);
    refresh();
}

QList<plots::PlotWidget*> ModelCharts::all() const
{
    return {m_confusion, m_reliability, m_recall};
}

ModelCharts::Figures ModelCharts::count(std::shared_ptr<const PoolSnapshot> pool,
    std::shared_ptr<const SplitSnapshot> split,
    std::optional<std::size_t> model)
{
    const ensemble::PreparedSplit& prepared = *split->active;
    Figures figures{.model = model.value_or(bestModel(prepared)), .pool = std::move(pool), .split = split};
    figures.report = ensemble::reportMember(prepared, figures.model);
    figures.confusion = ensemble::confusion(prepared, figures.model);
    figures.bins = ensemble::reliability(prepared, figures.model);
    figures.recall = ensemble::perClassRecall(prepared, figures.model);
    return figures;
}

void ModelCharts::refresh()
{
    const auto pool = m_workspace.snapshot();
    const auto split = m_workspace.split();
    if (!pool || !split || split->active->models() == 0)
        return clear();
    const auto& selected = m_workspace.selection().models();
    const auto model = selected.empty() ? std::nullopt : std::optional<std::size_t>(selected.front());
    m_workspace.async().runLatest<Figures>(
        this,
        QStringLiteral("figures"),
        {},
        [pool, split, model](Progress&, const CancelToken&) { return Result(count(pool, split, model)); },
        [this](const Result<Figures>& figures) {
            if (figures)
                show(*figures);
        });
}

void ModelCharts::show(const Figures& figures)
{
    const data::Pool& pool = *figures.pool->active;
    const QString name = QString::fromStdString(pool.models[figures.model].name);
    const QString note = tr("%1, n = %2")
                             .arg(QString::fromStdString(figures.split->title),
                                 QLocale().toString(static_cast<qulonglong>(figures.split->active->samples())));
    m_confusion->setConfusion({.title = tr("Confusion of %1").arg(name),
        .note = note,
        .classes = classTexts(pool),
        .counts = figures.confusion});
    showReliability(figures, name, note);
    plots::BarsData recall;
    recall.title = tr("Recall of %1").arg(name);
    recall.note = note;
    recall.nameTitle = tr("Class");
    recall.valueTitle = tr("Recall [%]");
    recall.names = classTexts(pool);
    for (const double value : figures.recall)
        recall.values.push_back(value * 100.0);
    recall.range = plots::AxisSpan{0.0, 100.0};
    recall.reference = figures.report.accuracy * 100.0;
    recall.referenceName = tr("accuracy");
    m_recall->setData(std::move(recall));
    setCommands(figures);
}

void ModelCharts::setCommands(const Figures& figures)
{
    using Kind = ViewSpec::Kind;
    ViewSpec view{.pool = figures.pool->entry.name,
        .subject = figures.pool->active->models[figures.model].name,
        .split = figures.split->title};
    const std::pair<plots::PlotWidget*, Kind> charts[]
        = {{m_confusion, Kind::Confusion}, {m_reliability, Kind::Reliability}, {m_recall, Kind::Recall}};
    for (const auto& [chart, kind] : charts) {
        view.kind = kind;
        chart->setCommand(exportCommand(view, m_workspace.path()));
    }
    if (figures.bins.empty()) // there is no such picture of a label-only model
        m_reliability->setCommand({});
}

void ModelCharts::showReliability(const Figures& figures, const QString& name, const QString& note)
{
    plots::ReliabilityData data{.title = tr("Reliability of %1").arg(name), .note = note, .bins = {}};
    if (figures.bins.empty())
        data.note = tr("Needs probabilities; this model has labels only");
    else
        data.note += tr(", ECE %1").arg(QLocale().toString(figures.report.ece, 'f', 4));
    for (const auto& bin : figures.bins)
        data.bins.push_back({.confidence = bin.confidence, .accuracy = bin.accuracy, .count = bin.count});
    m_reliability->setData(std::move(data));
}

void ModelCharts::clear()
{
    m_workspace.async().supersede(this, QStringLiteral("figures"));
    m_confusion->setConfusion({});
    m_reliability->setData({});
    m_recall->setData({});
    for (plots::PlotWidget* chart : all())
        chart->setCommand({});
}

} // namespace cobench::ui
