// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/data_page.h"

#include "plots/bars.h"
#include "plots/confusion.h"
#include "plots/reliability.h"
#include "ui/bridge/source_watch.h"
#include "ui/bridge/workspace.h"
#include "ui/pages/data/member_view.h"
#include "ui/pages/data/model_charts.h"
#include "ui/pages/data/pool_panel.h"
#include "ui/pages/data/sample_view.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/plot_export.h"

#include <QJsonArray>

namespace cobench::ui {

namespace {

constexpr int kPoolWidth = 190; // pixels
constexpr int kSampleWidth = 350;
constexpr int kChartHeight = 360;

} // namespace

DataPage::DataPage(const PageContext& context, QWidget* parent)
    : Page(parent)
    , m_workspace(context.workspace)
    , m_sources(new SourceWatch(context.workspace, this))
    , m_members(new MemberView(context.workspace, context.editor, *m_sources, this))
    , m_charts(new ModelCharts(context.workspace, this))
    , m_empty(makeEmptyState(context))
{
    setCentralWidget(m_members);
    setDockNestingEnabled(true);
    addDocks(context);
    createExports();
    for (const auto change : {&Workspace::poolChanged, &Workspace::projectChanged})
        connect(&m_workspace, change, this, &DataPage::refresh);
    connect(&m_workspace, &Workspace::opening, this, &DataPage::refresh);
    connect(&m_workspace, &Workspace::openFailed, this, &DataPage::refresh);
    refresh();
}

void DataPage::addDocks(const PageContext& context)
{
    m_poolDock = addDock(QStringLiteral("pools"), tr("Pools"), [this, context](QWidget* parent) {
        return new PoolPanel(context, *m_sources, parent);
    });
    m_sampleDock = addDock(QStringLiteral("samples"), tr("Samples"), [this](QWidget* parent) {
        return new SampleView(m_workspace, parent);
    });
    m_confusionDock = addDock(QStringLiteral("confusion"), tr("Confusion matrix"), [this](QWidget* parent) {
        return m_charts->makeConfusion(parent);
    });
    m_reliabilityDock = addDock(QStringLiteral("reliability"), tr("Reliability"), [this](QWidget* parent) {
        return m_charts->makeReliability(parent);
    });
    m_recallDock = addDock(QStringLiteral("recall"), tr("Recall per class"), [this](QWidget* parent) {
        return m_charts->makeRecall(parent);
    });
}

PoolPanel& DataPage::pools()
{
    return static_cast<PoolPanel&>(m_poolDock->content());
}

SampleView& DataPage::samples()
{
    return static_cast<SampleView&>(m_sampleDock->content());
}

EmptyState* DataPage::makeEmptyState(const PageContext& context)
{
    auto* empty = new EmptyState(QStringLiteral("pool"),
        tr("No pool yet"),
        tr("A pool holds what several models predict on the same samples.\nDrop prediction files or a folder of "
           "them here: "
           ".pt, .npy, .npz, .csv, also mixed and gzipped."),
        this);
    connect(empty->addAction(tr("Import predictions…")),
        &QAction::triggered,
        &context.importPredictions,
        &QAction::trigger);
    connect(
        empty->addAction(tr("Train the demo pool")), &QAction::triggered, &context.trainDemo, &QAction::trigger);
    return empty;
}

void DataPage::createExports()
{
    const auto addPlot = [this](LazyDock* dock, std::function<plots::PlotWidget&()> plot) {
        m_exports += plotExportAction(*dock, m_workspace.async(), dock->windowTitle(), std::move(plot));
    };
    using Plot = plots::PlotWidget;
    addPlot(m_confusionDock, [this]() -> Plot& { return *m_charts->confusion(); });
    addPlot(m_reliabilityDock, [this]() -> Plot& { return *m_charts->reliability(); });
    addPlot(m_recallDock, [this]() -> Plot& { return *m_charts->recall(); });
    m_exports += tableExportAction(
        tr("Pool table"), [this] { return m_members->shownTable(false); }, this);
}

void DataPage::resetLayout()
{
    addDockWidget(Qt::LeftDockWidgetArea, m_poolDock);
    addDockWidget(Qt::RightDockWidgetArea, m_sampleDock);
    addDockWidget(Qt::BottomDockWidgetArea, m_confusionDock);
    splitDockWidget(m_confusionDock, m_reliabilityDock, Qt::Horizontal);
    tabifyDockWidget(m_reliabilityDock, m_recallDock);
    m_reliabilityDock->raise();
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    for (LazyDock* dock : {m_poolDock, m_sampleDock, m_confusionDock, m_reliabilityDock, m_recallDock}) {
        dock->setFloating(false);
        dock->show();
    }
    resizeDocks({m_poolDock, m_sampleDock}, {kPoolWidth, kSampleWidth}, Qt::Horizontal);
    const int charts = std::max(20, width() - kPoolWidth - kSampleWidth);
    const int confusion = charts * 9 / 20; // the reliability diagram has a legend beside it
    resizeDocks({m_confusionDock, m_reliabilityDock}, {confusion, charts - confusion}, Qt::Horizontal);
    resizeDocks({m_confusionDock}, {kChartHeight}, Qt::Vertical);
}

/// Covers the page instead of rearranging it, so that docks stay where a person has put them.
void DataPage::refresh()
{
    m_empty->setVisible(!m_workspace.snapshot() && !m_workspace.isOpening());
    m_empty->coverParent();
}

QJsonObject DataPage::viewState() const
{
    QJsonArray hidden;
    for (const int column : m_members->hiddenColumns())
        hidden.append(column);
    return {{QStringLiteral("hiddenColumns"), hidden}};
}

void DataPage::restoreViewState(const QJsonObject& state)
{
    QList<int> hidden;
    for (const auto& column : state[QLatin1String("hiddenColumns")].toArray())
        hidden << column.toInt(-1);
    m_members->hideColumns(hidden);
}

QList<QAction*> DataPage::exportActions() const
{
    return m_exports;
}

} // namespace cobench::ui
