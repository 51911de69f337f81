// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/rank_panel.h"

#include "plots/scatter.h"
#include "ui/pages/learning_rates/rank_choice_bar.h"
#include "ui/pages/learning_rates/rank_columns.h"
#include "ui/pages/learning_rates/rank_status.h"
#include "ui/pages/learning_rates/rank_view_bar.h"
#include "ui/pages/reports/phrases.h"
#include "ui/widgets/command_action.h"
#include "ui/widgets/copy_actions.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/plain_table.h"

#include <QHeaderView>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using Metric = jobs::RankMetric;

} // namespace

RankPanel::RankPanel(Composer& composer, Rankings& rankings, RangeTests& tests, QWidget* parent)
    : QWidget(parent)
    , m_composer(composer)
    , m_rankings(rankings)
    , m_choice(new RankChoiceBar(composer, rankings, tests, this))
    , m_bar(new RankViewBar(this))
    , m_view(plainTable(m_table, tr("Ranking"), this))
    , m_front(new plots::Scatter(this))
    , m_status(new RankStatus(this))
    , m_columns(new RankColumns(*m_view, this))
    , m_empty(new EmptyState(u"learning-rates"_s,
          tr("No ranking in this project yet"),
          tr("A ranking trains policies with several seeds each, stops the worse half early and tells which is "
             "best, "
             "and whether by more than chance. Runs that you submit together with different rates are one, too."),
          this))
{
    setupUi();
    createActions();
    connectAll();
    refresh();
}

void RankPanel::setupUi()
{
    auto* columns = new QPushButton(tr("Columns"), this);
    columns->setMenu(&m_columns->menu());
    m_bar->addWidget(columns);
    auto* parts = new QSplitter(Qt::Horizontal, this);
    parts->addWidget(m_view);
    parts->addWidget(m_front);
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 2);
    parts->setSizes({3000, 2000}); // else their hints count at first
    auto* content = new QWidget(this);
    auto* rows = new QVBoxLayout(content);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    rows->addWidget(m_choice);
    rows->addWidget(m_bar);
    rows->addWidget(parts, 1);
    auto* scroll = new QScrollArea(this); // a small window need not have the width of all tools
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(scroll, 1);
    whole->addWidget(m_status);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_view->horizontalHeader()->setSectionsClickable(true);
}

void RankPanel::createActions()
{
    m_view->addActions(copyRowsActions([this] { return shownTable(); }, this));
    m_view->addAction(commandAction([this] { return command(); }, this));
}

void RankPanel::connectAll()
{
    connect(m_empty->addAction(tr("New ranking…")), &QAction::triggered, m_choice, &RankChoiceBar::ask);
    connect(m_choice, &RankChoiceBar::chosenChanged, this, &RankPanel::refresh);
    connect(m_choice, &RankChoiceBar::begun, this, [this](double target, bool isScaled) {
        if (!std::isnan(target))
            m_bar->setTarget(target);
        if (isScaled)
            m_columns->show(RankTable::SensitivityColumn);
    });
    connect(m_choice, &RankChoiceBar::attacked, this, [this] {
        const int answer = RankTable::columnOf(*jobs::findRankMetric("attacked_accuracy"));
        m_columns->show(answer);
        m_columns->apply();
        m_view->scrollTo(m_table.index(std::max(0, m_view->currentIndex().row()), answer));
    });
    connect(&m_choice->useButton(), &QPushButton::clicked, this, &RankPanel::useSelected);
    connect(&m_rankings, &Rankings::changed, this, &RankPanel::refresh);
    connect(&m_rankings, &Rankings::progressed, this, &RankPanel::showProgress);
    connect(&m_composer.workspace(), &Workspace::projectChanged, &m_rankings, &Rankings::reload);
    connect(m_bar, &RankViewBar::targetChanged, this, [this] { m_columns->show(RankTable::ReachedColumn); });
    connect(m_bar, &RankViewBar::changed, this, &RankPanel::showRanking);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &RankPanel::selectionChanged);
    connect(m_view, &QTableView::activated, this, &RankPanel::useSelected);
    connect(m_view->horizontalHeader(), &QHeaderView::sectionClicked, this, [this](int column) {
        if (const Metric* metric = RankTable::metricOf(column))
            m_bar->choose(*metric);
    });
    connect(m_front, &plots::Scatter::pointClicked, this, [this](std::uint32_t place) {
        m_view->setCurrentIndex(m_table.index(static_cast<int>(place), 0));
    });
    m_front->setPointName([this](std::uint32_t place) { return shortName(m_table.ranking().policies[place]); });
}

void RankPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_rankings.reload();
}

void RankPanel::refresh()
{
    m_empty->setVisible(m_rankings.entries().empty());
    m_empty->coverParent();
    if (Rankings::Entry* entry = m_choice->chosen())
        m_rankings.read(*entry);
    showRanking();
    showProgress();
}

void RankPanel::showRanking()
{
    const Rankings::Entry* entry = m_choice->chosen();
    const RankView view = m_bar->view();
    jobs::Ranking ranking = entry && entry->seen ? *entry->seen : jobs::Ranking();
    jobs::setTarget(ranking, view.target);
    jobs::orderRanking(ranking, view.order);
    const QModelIndex before = m_view->currentIndex();
    const auto kept = before.isValid()
        ? std::optional(m_table.ranking().policies[std::size_t(before.row())].schedule)
        : std::nullopt;
    m_table.setRanking(ranking, view);
    m_front->setData(frontFigure(ranking, view));
    m_front->setOutlined(frontOf(ranking), tr("Pareto front"));
    m_columns->apply();
    const auto& policies = m_table.ranking().policies;
    const auto place = std::ranges::find_if(
        policies, [&](const jobs::RankedPolicy& policy) { return kept && policy.schedule == *kept; });
    if (!policies.empty())
        m_view->setCurrentIndex(m_table.index(place == policies.end() ? 0 : int(place - policies.begin()), 0));
    m_choice->allow(m_table.ranking());
    selectionChanged();
    m_status->tell(entry, m_table.ranking(), view);
}

void RankPanel::showProgress()
{
    m_status->showProgress(m_choice->chosen());
}

void RankPanel::selectionChanged()
{
    const QModelIndex current = m_view->currentIndex();
    m_choice->useButton().setEnabled(current.isValid());
    m_front->setSelected(
        current.isValid() ? std::vector{static_cast<std::uint32_t>(current.row())} : std::vector<std::uint32_t>());
}

void RankPanel::useSelected()
{
    const QModelIndex current = m_view->currentIndex();
    if (current.isValid())
        m_composer.editSchedule(m_table.ranking().policies[static_cast<std::size_t>(current.row())].schedule,
            tr("Compose with a ranked policy"));
}

plots::PlotTable RankPanel::shownTable() const
{
    return rankingTable(m_table.ranking(), m_bar->view());
}

QString RankPanel::command() const
{
    const Rankings::Entry* entry = m_choice->chosen();
    if (!entry)
        return {};
    QString line = rankCommand(QString::fromStdString(entry->project), m_table.ranking(), m_bar->view());
    if (!line.isEmpty() && entry->attacked)
        line += u" --attack "_s + QString::number(entry->epsilon);
    return line;
}

QJsonObject RankPanel::viewState() const
{
    QJsonObject state = m_bar->viewState();
    state.insert(u"hidden"_s, m_columns->hidden());
    return state;
}

void RankPanel::restoreViewState(const QJsonObject& state)
{
    m_bar->restoreViewState(state);
    if (state.contains("hidden"_L1))
        m_columns->setHidden(state["hidden"_L1].toArray());
}

} // namespace cobench::ui
