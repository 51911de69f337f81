// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/ensembles_page.h"

#include "plots/heatmap.h"
#include "plots/scatter.h"
#include "plots/upset.h"
#include "ui/pages/ensembles/condition_panel.h"
#include "ui/pages/ensembles/convention_dialog.h"
#include "ui/pages/ensembles/help_panel.h"
#include "ui/pages/ensembles/matrix_view.h"
#include "ui/pages/ensembles/pair_panel.h"
#include "ui/pages/ensembles/query_bar.h"
#include "ui/pages/ensembles/saved_team_view.h"
#include "ui/pages/ensembles/scatter_pane.h"
#include "ui/pages/ensembles/selection_panel.h"
#include "ui/pages/ensembles/team_confusion.h"
#include "ui/pages/ensembles/team_panel.h"
#include "ui/pages/ensembles/team_view.h"
#include "ui/pages/ensembles/tree_panel.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/plot_export.h"

#include <QDockWidget>
#include <QJsonArray>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

using Pair = std::pair<std::size_t, std::size_t>;

QJsonArray toJson(const std::optional<Pair>& pair)
{
    return pair ? QJsonArray{static_cast<int>(pair->first), static_cast<int>(pair->second)} : QJsonArray();
}

/// Two equal ones where there is no pair.
Pair pairFromJson(const QJsonValue& json)
{
    const int first = json[0].toInt(-1);
    const int second = json[1].toInt(-1);
    return first >= 0 && second >= 0 ? Pair(first, second) : Pair();
}

} // namespace

EnsemblesPage::EnsemblesPage(const PageContext& context, QWidget* parent)
    : Page(parent)
    , m_workspace(context.workspace)
    , m_editor(context.editor)
    , m_presenter(context.workspace)
    , m_selection(m_presenter)
    , m_front(m_presenter)
    , m_center(new QStackedWidget(this))
    , m_empty(makeEmptyState(context))
    , m_views(new QWidget(this))
    , m_bar(new QueryBar(m_presenter, m_views))
    , m_matrix(new plots::Heatmap(m_views))
    , m_scatter(new ScatterPane(m_presenter, m_selection, m_front, this))
    , m_selectionPanel(new SelectionPanel(m_selection, this))
    , m_teams(new TeamView(m_presenter, m_selection, m_front, this))
    , m_pair(new PairPanel(m_presenter, this))
    , m_tree(new TreePanel(m_presenter, this))
    , m_help(new HelpPanel(m_presenter, this))
    , m_conditions(new ConditionPanel(m_presenter, context.importPredictions, this))
{
    setupUi();
    addDocks();
    createExports();
    auto* matrixView = new MatrixView(m_presenter, *m_matrix, this);
    connect(m_bar, &QueryBar::changesAsked, this, &EnsemblesPage::showConventions);
    connect(matrixView, &MatrixView::pairChosen, this, [this] { reveal(*m_pair); });
    connect(&m_teams->table(), &QTableView::activated, this, [this] { reveal(team()); });
    connect(&m_workspace, &Workspace::poolChanged, this, &EnsemblesPage::refresh);
    connect(&m_workspace, &Workspace::splitChanged, this, &EnsemblesPage::refresh);
    refresh();
}

void EnsemblesPage::setupUi()
{
    auto* column = new QVBoxLayout(m_views);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_matrix, 1);
    m_center->addWidget(m_empty);
    m_center->addWidget(m_views);
    m_matrix->setObjectName(u"matrix"_s);
    setCentralWidget(m_center);
    setDockNestingEnabled(true);
}

void EnsemblesPage::addDocks()
{
    addDock(Qt::LeftDockWidgetArea, u"selection"_s, tr("Selection"), m_selectionPanel);
    addDock(Qt::RightDockWidgetArea, u"scatter"_s, tr("Teams by diversity and accuracy"), m_scatter);
    addDock(Qt::RightDockWidgetArea, u"pair"_s, tr("Two models"), m_pair);
    m_detailDock = addDock(Qt::RightDockWidgetArea, u"team"_s, tr("Team detail"), nullptr);
    // While docks are being placed each of them is in view for a moment.
    connect(m_detailDock,
        &QDockWidget::visibilityChanged,
        this,
        &EnsemblesPage::followDetailDock,
        Qt::QueuedConnection);
    addDock(Qt::BottomDockWidgetArea, u"teams"_s, tr("Team table"), m_teams);
    addDock(Qt::BottomDockWidgetArea, u"tree"_s, tr("Pruning tree"), m_tree);
    addDock(Qt::BottomDockWidgetArea, u"help"_s, tr("Does diversity help?"), m_help);
    addDock(Qt::BottomDockWidgetArea, u"conditions"_s, tr("Conditions"), m_conditions);
}

void EnsemblesPage::showConventions()
{
    auto* dialog = new ConventionDialog(m_selection, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

plots::Scatter& EnsemblesPage::scatter()
{
    return m_scatter->scatter();
}

EmptyState* EnsemblesPage::makeEmptyState(const PageContext& context)
{
    auto* empty = new EmptyState(u"ensembles"_s, {}, {}, this);
    connect(empty->addAction(tr("Import predictions…")),
        &QAction::triggered,
        &context.importPredictions,
        &QAction::trigger);
    connect(
        empty->addAction(tr("Train the demo pool")), &QAction::triggered, &context.trainDemo, &QAction::trigger);
    return empty;
}

void EnsemblesPage::followDetailDock()
{
    // Behind another tab a dock is moved away, not hidden.
    const bool isSeen = m_detailDock->isVisible() && m_detailDock->geometry().right() >= 0;
    if (isSeen || m_team)
        team().presenter().setActive(isSeen);
}

TeamPanel& EnsemblesPage::team()
{
    if (!m_team) {
        m_team = new TeamPanel(m_presenter, m_editor, this);
        m_detailDock->setWidget(m_team);
    }
    return *m_team;
}

QDockWidget* EnsemblesPage::addDock(
    Qt::DockWidgetArea area, const QString& name, const QString& title, QWidget* content)
{
    auto* dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    if (content)
        dock->setWidget(content);
    m_docks[area] += dock;
    return dock;
}

void EnsemblesPage::placeDocks(Qt::DockWidgetArea area)
{
    const QList<QDockWidget*>& docks = m_docks[area];
    for (QDockWidget* dock : docks) {
        addDockWidget(area, dock);
        if (dock != docks.first())
            tabifyDockWidget(docks.first(), dock);
        dock->setFloating(false);
        dock->show();
    }
    docks.first()->raise();
}

void EnsemblesPage::reveal(const QWidget& content)
{
    for (auto* dock : findChildren<QDockWidget*>(QString(), Qt::FindDirectChildrenOnly))
        if (dock->isAncestorOf(&content)) {
            dock->show();
            dock->raise();
        }
}

void EnsemblesPage::createExports()
{
    m_exports = {plotExportAction(*m_matrix, tr("Diversity matrix"), this),
        plotExportAction(m_scatter->scatter(), tr("Teams by diversity and accuracy"), this),
        tableExportAction(
            tr("Team table"), [this] { return m_teams->shownTable(false); }, this),
        plotExportAction(m_tree->tree(), tr("Pruning tree"), this),
        tableExportAction(
            tr("Levels of the pruning tree"), [this] { return m_tree->levels().table(); }, this),
        plotExportAction(m_help->histogram(), tr("What chance gives"), this),
        plotExportAction(m_help->bySize(), tr("Correlation within each team size"), this),
        tableExportAction(
            tr("Consensus rules of the team"), [this] { return team().ruleTable(); }, this),
        tableExportAction(
            tr("Saved teams"), [this] { return team().saved().shownTable(); }, this),
        plotExportAction(
            [this]() -> plots::PlotWidget& { return team().recall(); }, tr("Recall per class and rule"), this),
        plotExportAction(
            [this]() -> plots::PlotWidget& { return team().overlap(); }, tr("Who fails together"), this),
        plotExportAction([this]() -> plots::PlotWidget& { return team().confusion().difference(); },
            tr("Confusion of team and best member"),
            this),
        tableExportAction(
            tr("Conditions"), [this] { return m_conditions->table().table(); }, this),
        tableExportAction(
            tr("Chosen teams"),
            [this] {
                const auto& answer = m_selection.answer();
                return answer ? chosenTeamsTable(*answer) : plots::PlotTable();
            },
            this)};
}

void EnsemblesPage::resetLayout()
{
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    for (const Qt::DockWidgetArea area : m_docks.keys())
        placeDocks(area);
    resizeDocks({m_docks[Qt::LeftDockWidgetArea].first(), m_docks[Qt::RightDockWidgetArea].first()},
        {340, 440},
        Qt::Horizontal);
    resizeDocks({m_docks[Qt::BottomDockWidgetArea].first()}, {260}, Qt::Vertical);
}

void EnsemblesPage::refresh()
{
    const std::size_t models = m_workspace.pool() && m_workspace.split() ? m_workspace.pool()->size() : 0;
    const bool usable = models >= 2;
    m_center->setCurrentWidget(usable ? m_views : static_cast<QWidget*>(m_empty));
    if (models == 1)
        m_empty->setText(tr("One model is no ensemble"),
            tr("Diversity compares models: import another one, or include one that is excluded."));
    else if (!usable)
        m_empty->setText(tr("No pool yet"),
            tr("A pool holds what several models predict on the same samples. Import predictions to compare "
               "them."));
}

QJsonObject EnsemblesPage::viewState() const
{
    return {{u"query"_s, toJson(m_presenter.query())},
        {u"pair"_s, toJson(m_presenter.wantedPair())},
        {u"columns"_s, QString::fromLatin1(m_teams->headerState().toBase64())},
        {u"selection"_s, toJson(m_selection.request())},
        {u"brush"_s, m_scatter->isBrushing()},
        {u"tree"_s, toJson(m_tree->presenter().query())},
        {u"front"_s, m_scatter->markFront().isChecked()}};
}

void EnsemblesPage::restoreViewState(const QJsonObject& state)
{
    m_presenter.setQuery(queryFromJson(state["query"_L1].toObject()));
    const Pair pair = pairFromJson(state["pair"_L1]);
    m_presenter.comparePair(pair.first, pair.second);
    m_teams->restoreHeaderState(QByteArray::fromBase64(state["columns"_L1].toString().toLatin1()));
    SelectionRequest request = selectionFromJson(state["selection"_L1].toObject());
    request.metric = m_presenter.query().metric;
    m_selection.setRequest(request);
    m_scatter->setBrushing(state["brush"_L1].toBool());
    m_tree->presenter().setQuery(treeQueryFromJson(state["tree"_L1].toObject()));
    m_scatter->markFront().setChecked(state["front"_L1].toBool());
}

} // namespace cobench::ui
