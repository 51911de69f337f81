// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/model_charts.h"

#include "plots/bars.h"
#include "plots/confusion.h"
#include "plots/reliability.h"
#include "ui/pages/reports/commands.h"
#include "ui/pages/reports/pool_phrases.h"
#include "ui/widgets/when_seen.h"

#include <QLocale>

#include <algorithm>

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

ModelCharts::ModelCharts(Workspace& workspace, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
{
    connect(&m_workspace, &Workspace::splitChanged, this, &ModelCharts::refresh);
    connect(&m_workspace.selection(), &Selection::modelsChanged, this, &ModelCharts::refresh);
}

plots::Confusion* ModelCharts::makeConfusion(QWidget* parent)
{
    m_confusion = new plots::Confusion(parent);
    follow(m_confusion);
    showConfusion();
    return m_confusion;
}

plots::Reliability* ModelCharts::makeReliability(QWidget* parent)
{
    m_reliability = new plots::Reliability(parent);
    follow(m_reliability);
    showReliability();
    return m_reliability;
}

plots::Bars* ModelCharts::makeRecall(QWidget* parent)
{
    m_recall = new plots::Bars(parent);
    follow(m_recall);
    showRecall();
    return m_recall;
}

void ModelCharts::follow(QWidget* chart)
{
    m_seen.push_back(new WhenSeen(chart, [this] { refresh(); }));
    m_seen.back()->request();
}

/// While none is seen; each of them asks again when it is.
bool ModelCharts::putsOff() const
{
    return std::ranges::count_if(m_seen, [](WhenSeen* seen) { return !seen->putsOff(); }) == 0;
}

ModelCharts::Figures ModelCharts::count(std::shared_ptr<const PoolSnapshot> pool,
    const std::shared_ptr<const SplitSnapshot>& split,
    std::optional<std::size_t> model)
{
    const ensemble::PreparedSplit& prepared = *split->active;
    Figures figures{.model = model.value_or(bestModel(prepared)), .pool = std::move(pool), .split = split};
    figures.report = ensemble::reportMember(prepared, figures.model);
    if (ensemble::checkConfusion(prepared.classes()))
        figures.confusion = ensemble::confusion(prepared, figures.model);
    figures.bins = ensemble::reliability(prepared, figures.model);
    figures.recall = ensemble::perClassRecall(prepared, figures.model);
    return figures;
}

void ModelCharts::refresh()
{
    if (putsOff())
        return;
    const auto pool = m_workspace.snapshot();
    const auto split = m_workspace.split();
    if (!pool || !split || split->active->models() == 0) {
        m_workspace.async().supersede(this, QStringLiteral("figures"));
        return adopt(nullptr);
    }
    const auto& selected = m_workspace.selection().models();
    const auto model = selected.empty() || selected.front() >= split->active->models()
        ? std::nullopt
        : std::optional<std::size_t>(selected.front());
    m_workspace.async().runLatest<Figures>(
        this,
        QStringLiteral("figures"),
        {},
        [pool, split, model](Progress&, const CancelToken&) { return Result(count(pool, split, model)); },
        [this](Result<Figures> figures) {
            if (figures)
                adopt(std::make_shared<const Figures>(std::move(*figures)));
        });
}

void ModelCharts::adopt(std::shared_ptr<const Figures> figures)
{
    m_figures = std::move(figures);
    showConfusion();
    showReliability();
    showRecall();
}

QString ModelCharts::name() const
{
    return QString::fromStdString(m_figures->pool->active->models[m_figures->model].name);
}

QString ModelCharts::note() const
{
    return tr("%1, n = %2")
        .arg(QString::fromStdString(m_figures->split->title),
            QLocale().toString(static_cast<qulonglong>(m_figures->split->active->samples())));
}

QString ModelCharts::command(ViewSpec::Kind kind) const
{
    if (!m_figures)
        return {};
    return exportCommand({.kind = kind,
                             .pool = m_figures->pool->entry.name,
                             .subject = name().toStdString(),
                             .split = m_figures->split->title},
        m_workspace.path());
}

void ModelCharts::showConfusion()
{
    if (!m_confusion)
        return;
    plots::ConfusionData data;
    const bool isDrawn = m_figures && !m_figures->confusion.empty();
    if (m_figures)
        data = {.title = tr("Confusion of %1").arg(name()),
            .note = isDrawn ? note() : tooManyClasses(),
            .classes = isDrawn ? classTexts(*m_figures->pool->active) : std::vector<QString>(),
            .counts = m_figures->confusion};
    m_confusion->setConfusion(std::move(data));
    m_confusion->setCommand(isDrawn ? command(ViewSpec::Kind::Confusion) : QString());
}

void ModelCharts::showReliability()
{
    if (!m_reliability)
        return;
    plots::ReliabilityData data;
    const bool hasProbabilities = m_figures && !m_figures->bins.empty();
    if (m_figures) {
        data.title = tr("Reliability of %1").arg(name());
        data.note = hasProbabilities
            ? note() + tr(", ECE %1").arg(QLocale().toString(m_figures->report.ece, 'f', 4))
            : tr("Needs probabilities; this model has labels only");
        for (const auto& bin : m_figures->bins)
            data.bins.push_back({.confidence = bin.confidence, .accuracy = bin.accuracy, .count = bin.count});
    }
    m_reliability->setData(std::move(data));
    m_reliability->setCommand(hasProbabilities ? command(ViewSpec::Kind::Reliability) : QString());
}

void ModelCharts::showRecall()
{
    if (!m_recall)
        return;
    plots::BarsData data;
    if (m_figures) {
        data.title = tr("Recall of %1").arg(name());
        data.note = note();
        data.nameTitle = tr("Class");
        data.valueTitle = tr("Recall [%]");
        data.names = classTexts(*m_figures->pool->active);
        for (const double value : m_figures->recall)
            data.values.push_back(value * 100.0);
        data.range = plots::AxisSpan{0.0, 100.0};
        data.reference = m_figures->report.accuracy * 100.0;
        data.referenceName = tr("accuracy");
    }
    m_recall->setData(std::move(data));
    m_recall->setCommand(command(ViewSpec::Kind::Recall));
}

} // namespace cobench::ui
