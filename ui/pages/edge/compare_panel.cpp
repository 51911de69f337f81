// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/compare_panel.h"

#include "ui/pages/edge/compare_figure.h"
#include "ui/pages/edge/sweeps.h"
#include "ui/style/icons.h"
#include "ui/widgets/column_widths.h"
#include "ui/widgets/command_action.h"
#include "ui/widgets/copy_actions.h"
#include "ui/widgets/narrow_box.h"
#include "ui/widgets/plain_table.h"
#include "ui/widgets/shown_table.h"
#include "ui/widgets/when_seen.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kTableWidth = 560; // pixels, where there is room
constexpr int kPlotWidth = 440;

} // namespace

ComparePanel::ComparePanel(SetupDraft& draft, EdgeSessions& sessions, QWidget* parent)
    : QWidget(parent)
    , m_draft(draft)
    , m_sessions(sessions)
    , m_table(sessions)
    , m_view(plainTable(m_sorted, tr("Detection runs"), this))
    , m_curves(new plots::Curves(this))
    , m_figure(new NarrowBox(this))
    , m_by(new NarrowBox(this))
    , m_seen(new WhenSeen(this, [this] { refreshCurves(); }))
{
    m_sorted.setSourceModel(&m_table);
    m_sorted.setSortRole(SessionTable::ValueRole);
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(SessionTable::NumberColumn, Qt::AscendingOrder);
    widenForHeadings(*m_view);
    m_view->setColumnWidth(
        SessionTable::ScheduleColumn, fontMetrics().horizontalAdvance(u"Weighted round robin"_s) + 24);
    for (int figure = 0; figure < kCompareFigures; ++figure)
        m_figure->addItem(titleOf(static_cast<CompareFigure>(figure)));
    m_by->addItems({titleOf(CompareBy::Devices), titleOf(CompareBy::Rate)});
    m_curves->setObjectName(u"comparison"_s);
    makeActions();
    setupUi();
    connectAll();
    refreshActions();
    m_seen->request();
}

void ComparePanel::setupUi()
{
    auto* parts = new QSplitter(Qt::Horizontal, this);
    for (const auto& [bar, widget] :
        {std::pair<QWidget*, QWidget*>(makeBar(), m_view), {makePlotBar(), m_curves}}) {
        auto* side = new QWidget(this);
        auto* column = new QVBoxLayout(side);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        column->addWidget(bar);
        column->addWidget(widget, 1);
        parts->addWidget(side);
        parts->setStretchFactor(parts->count() - 1, 1);
    }
    parts->setSizes({kTableWidth, kPlotWidth});
    auto* whole = new QHBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(parts);
}

QAction* ComparePanel::sweep(
    const QString& text, const QString& help, std::vector<EdgeSetup> (*make)(const EdgeSetup&))
{
    auto* action = new QAction(text, this);
    action->setToolTip(help);
    connect(action, &QAction::triggered, this, [this, make] {
        if (m_draft.isReady())
            for (const EdgeSetup& setup : make(m_draft.setup()))
                m_sessions.start(setup);
    });
    return action;
}

void ComparePanel::makeActions()
{
    m_sweepDevices = sweep(tr("1 … n &devices"),
        tr("One run with the first device of the set-up, one with the first two, … and one with all"),
        deviceSweep);
    m_sweepSchedules = sweep(tr("All &schedulers"), tr("One run under each scheduler"), scheduleSweep);
    m_sweepRates = sweep(tr("&Rates λ from ¼ to 2 ×"),
        tr("Seven runs at a quarter to twice the rate that the set-up gives"),
        rateSweep);
    m_remove = new QAction(icon(u"delete"_s), tr("Re&move"), this);
    m_remove->setToolTip(tr("From this list and the project; undo brings it back. One that runs or waits stays"));
    m_remove->setShortcut(QKeySequence::Delete);
    m_remove->setShortcutContext(Qt::WidgetShortcut);
    m_use = new QAction(tr("&Use its set-up"), this);
    m_use->setToolTip(tr("Sets the next run up as this one was"));
    m_command = commandAction([this] { return selected() ? detectCommand(*selected()) : QString(); }, this);
    m_command->setToolTip(tr("The command line that does the same run"));
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_rename = new QAction(tr("Re&name…"), this);
    m_rename->setToolTip(tr("Gives a run that the project keeps a name"));
    m_view->addActions({m_use, m_command, m_rename, m_remove});
    m_view->addActions(copyRowsActions(
        [this] { return ui::shownTable(*m_view, tr("Runs"), SessionTable::ValueRole, ShownRows::Selected); },
        m_view));
}

QHBoxLayout* ComparePanel::makeRow()
{
    auto* bar = new QFrame(this);
    bar->setObjectName(u"toolRow"_s);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 4, 8, 4);
    return row;
}

QWidget* ComparePanel::makeBar()
{
    QHBoxLayout* row = makeRow();
    QWidget* bar = row->parentWidget();
    auto* sweeps = new QToolButton(bar);
    sweeps->setText(tr("S&weep"));
    sweeps->setIcon(icon(u"play"_s));
    sweeps->setToolTip(tr("Several runs of what is set up, one after the other"));
    sweeps->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto* menu = new QMenu(sweeps);
    menu->setToolTipsVisible(true);
    menu->addActions({m_sweepDevices, m_sweepSchedules, m_sweepRates});
    sweeps->setMenu(menu);
    sweeps->setPopupMode(QToolButton::InstantPopup);
    row->addWidget(sweeps);
    for (QAction* action : {m_remove, m_use}) {
        auto* button = new QToolButton(bar);
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        row->addWidget(button);
    }
    row->addStretch(1);
    return bar;
}

QWidget* ComparePanel::makePlotBar()
{
    QHBoxLayout* row = makeRow();
    QWidget* bar = row->parentWidget();
    for (const auto& [text, box, help] : {std::tuple(tr("&Plot"), m_figure, tr("What the plot compares")),
             std::tuple(tr("o&ver"), m_by, tr("Its x axis"))}) {
        auto* label = new QLabel(text, bar);
        label->setBuddy(box);
        box->setAccessibleName(QString(text).remove(u'&'));
        box->setToolTip(help);
        box->setMinimumContentsLength(12);
        row->addWidget(label);
        row->addWidget(box);
    }
    row->addStretch(1);
    return bar;
}

void ComparePanel::connectAll()
{
    connect(m_remove, &QAction::triggered, this, &ComparePanel::removeSelected);
    connect(m_rename, &QAction::triggered, this, &ComparePanel::renameSelected);
    connect(m_use, &QAction::triggered, this, [this] {
        if (const EdgeSession* session = selected())
            m_draft.edit(session->setup);
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (const EdgeSession* session = selected())
            m_sessions.choose(session->number);
        refreshActions();
    });
    for (QComboBox* box : {m_figure, m_by})
        connect(box, &QComboBox::currentIndexChanged, m_seen, &WhenSeen::request);
    for (const auto change : {&EdgeSessions::listChanged, &EdgeSessions::stateChanged}) {
        connect(&m_sessions, change, m_seen, &WhenSeen::request);
        connect(&m_sessions, change, this, &ComparePanel::refreshActions);
    }
    connect(&m_draft, &SetupDraft::problemsChanged, this, &ComparePanel::refreshActions);
}

const EdgeSession* ComparePanel::selected() const
{
    return m_sessions.find(m_view->currentIndex().data(SessionTable::NumberRole).toInt());
}

void ComparePanel::removeSelected()
{
    std::vector<int> numbers;
    for (const QModelIndex& index : m_view->selectionModel()->selectedRows())
        numbers.push_back(index.data(SessionTable::NumberRole).toInt());
    for (const int number : numbers)
        m_sessions.forget(number);
}

void ComparePanel::renameSelected()
{
    const EdgeSession* session = selected();
    if (!session)
        return;
    const int number = session->number;
    bool isGiven = false;
    const QString name = QInputDialog::getText(
        this, tr("Rename"), tr("Name of run %1:").arg(number), QLineEdit::Normal, session->name, &isGiven);
    if (isGiven)
        m_sessions.rename(number, name);
}

void ComparePanel::refreshActions()
{
    const EdgeSession* session = selected();
    for (QAction* action : {m_sweepDevices, m_sweepSchedules, m_sweepRates})
        action->setEnabled(m_draft.isReady());
    m_sweepRates->setEnabled(m_draft.isReady() && !rateSweep(m_draft.setup()).empty());
    m_remove->setEnabled(session && session->isOver());
    m_use->setEnabled(session);
    m_rename->setEnabled(session && session->kept);
    m_command->setEnabled(session);
}

void ComparePanel::refreshCurves()
{
    m_curves->setData(comparisonOf(m_sessions.list(),
        static_cast<CompareBy>(m_by->currentIndex()),
        static_cast<CompareFigure>(m_figure->currentIndex())));
}

plots::PlotTable ComparePanel::shownTable() const
{
    return ui::shownTable(*m_view, tr("Detection runs"), SessionTable::ValueRole);
}

QJsonObject ComparePanel::viewState() const
{
    return {{u"figure"_s, m_figure->currentIndex()}, {u"by"_s, m_by->currentIndex()}};
}

void ComparePanel::restoreViewState(const QJsonObject& state)
{
    m_figure->setCurrentIndex(std::clamp(state["figure"_L1].toInt(), 0, kCompareFigures - 1));
    m_by->setCurrentIndex(std::clamp(state["by"_L1].toInt(), 0, 1));
}

} // namespace cobench::ui
