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
    , m_views(new QWidget(m_center))
    , m_bar(new QueryBar(m_presenter, m_views))
    , m_matrix(new plots::Heatmap(m_views))
{
    setupUi();
    addDocks(context.importPredictions);
    createExports();
    auto* matrixView = new MatrixView(m_presenter, *m_matrix, this);
    connect(m_bar, &QueryBar::changesAsked, this, &EnsemblesPage::showConventions);
    connect(matrixView, &MatrixView::pairChosen, m_pairDock, &LazyDock::reveal);
    connect(m_tableDock, &LazyDock::made, this, [this] {
        connect(&teams().table(), &QTableView::activated, m_teamDock, &LazyDock::reveal);
    });
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

void EnsemblesPage::addDocks(QAction& import)
{
    constexpr auto kLeft = Qt::LeftDockWidgetArea;
    constexpr auto kRight = Qt::RightDockWidgetArea;
    constexpr auto kBottom = Qt::BottomDockWidgetArea;
    m_selectionDock = addDock<SelectionPanel>(kLeft, u"selection"_s, tr("Selection"), m_selection);
    m_scatterDock = addDock<ScatterPane>(
        kRight, u"scatter"_s, tr("Teams by diversity and accuracy"), m_presenter, m_selection, m_front);
    m_pairDock = addDock<PairPanel>(kRight, u"pair"_s, tr("Two models"), m_presenter);
    m_teamDock = addDock<TeamPanel>(kRight, u"team"_s, tr("Team detail"), m_presenter, m_editor);
    m_tableDock = addDock<TeamView>(kBottom, u"teams"_s, tr("Team table"), m_presenter, m_selection, m_front);
    m_treeDock = addDock<TreePanel>(kBottom, u"tree"_s, tr("Pruning tree"), m_presenter);
    m_helpDock = addDock<HelpPanel>(kBottom, u"help"_s, tr("Does diversity help?"), m_presenter);
    m_conditionDock = addDock<ConditionPanel>(kBottom, u"conditions"_s, tr("Conditions"), m_presenter, import);
}

template <typename Content, typename... Arguments>
LazyDock* EnsemblesPage::addDock(
    Qt::DockWidgetArea area, const QString& name, const QString& title, Arguments&... arguments)
{
    const auto make = [&arguments...](QWidget* parent) { return new Content(arguments..., parent); };
    LazyDock* dock = Page::addDock(name, title, make);
    m_docks[area] += dock;
    return dock;
}

void EnsemblesPage::showConventions()
{
    auto* dialog = new ConventionDialog(m_selection, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

SelectionPanel& EnsemblesPage::selectionPanel()
{
    return static_cast<SelectionPanel&>(m_selectionDock->content());
}

ScatterPane& EnsemblesPage::scatterPane()
{
    return static_cast<ScatterPane&>(m_scatterDock->content());
}

plots::Scatter& EnsemblesPage::scatter()
{
    return scatterPane().scatter();
}

PairPanel& EnsemblesPage::pair()
{
    return static_cast<PairPanel&>(m_pairDock->content());
}

TeamView& EnsemblesPage::teams()
{
    return static_cast<TeamView&>(m_tableDock->content());
}

TeamPanel& EnsemblesPage::team()
{
    return static_cast<TeamPanel&>(m_teamDock->content());
}

TreePanel& EnsemblesPage::tree()
{
    return static_cast<TreePanel&>(m_treeDock->content());
}

HelpPanel& EnsemblesPage::help()
{
    return static_cast<HelpPanel&>(m_helpDock->content());
}

ConditionPanel& EnsemblesPage::conditions()
{
    return static_cast<ConditionPanel&>(m_conditionDock->content());
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

void EnsemblesPage::placeDocks(Qt::DockWidgetArea area)
{
    const QList<LazyDock*>& docks = m_docks[area];
    for (LazyDock* dock : docks) {
        addDockWidget(area, dock);
        if (dock != docks.first())
            tabifyDockWidget(docks.first(), dock);
        dock->setFloating(false);
        dock->show();
    }
    docks.first()->raise();
}

void EnsemblesPage::createExports()
{
    const auto addPlot = [this](LazyDock* dock, const QString& title, std::function<plots::PlotWidget&()> plot) {
        m_exports += plotExportAction(*dock, m_workspace.async(), title, std::move(plot));
    };
    const auto addTable = [this](LazyDock* dock, const QString& title, std::function<plots::PlotTable()> table) {
        m_exports += tableExportAction(*dock, m_workspace.async(), title, std::move(table));
    };
    using Plot = plots::PlotWidget;
    m_exports += plotExportAction(*m_matrix, tr("Diversity matrix"), this);
    addPlot(m_scatterDock, m_scatterDock->windowTitle(), [this]() -> Plot& { return scatter(); });
    addTable(m_tableDock, tr("Team table"), [this] { return teams().shownTable(false); });
    addPlot(m_treeDock, tr("Pruning tree"), [this]() -> Plot& { return tree().tree(); });
    addTable(m_treeDock, tr("Levels of the pruning tree"), [this] { return tree().levels().table(); });
    addPlot(m_helpDock, tr("What chance gives"), [this]() -> Plot& { return help().histogram(); });
    addPlot(m_helpDock, tr("Correlation within each team size"), [this]() -> Plot& { return help().bySize(); });
    addTable(m_teamDock, tr("Consensus rules of the team"), [this] { return team().ruleTable(); });
    addTable(m_teamDock, tr("Saved teams"), [this] { return team().saved().shownTable(); });
    addPlot(m_teamDock, tr("Recall per class and rule"), [this]() -> Plot& { return team().recall(); });
    addPlot(m_teamDock, tr("Who fails together"), [this]() -> Plot& { return team().overlap(); });
    addPlot(m_teamDock, tr("Confusion of team and best member"), [this]() -> Plot& {
        return team().confusion().difference();
    });
    addTable(m_conditionDock, tr("Conditions"), [this] { return conditions().table().table(); });
    addTable(m_selectionDock, tr("Chosen teams"), [this] {
        const auto& answer = m_selection.answer();
        return answer ? chosenTeamsTable(*answer) : plots::PlotTable();
    });
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
    QJsonObject state = Page::viewState();
    state.insert(u"query"_s, toJson(m_presenter.query()));
    state.insert(u"pair"_s, toJson(m_presenter.wantedPair()));
    state.insert(u"selection"_s, toJson(m_selection.request()));
    return state;
}

void EnsemblesPage::restoreViewState(const QJsonObject& state)
{
    Page::restoreViewState(state);
    m_presenter.setQuery(queryFromJson(state["query"_L1].toObject()));
    const Pair pair = pairFromJson(state["pair"_L1]);
    m_presenter.comparePair(pair.first, pair.second);
    SelectionRequest request = selectionFromJson(state["selection"_L1].toObject());
    request.metric = m_presenter.query().metric;
    m_selection.setRequest(request);
}

} // namespace cobench::ui
