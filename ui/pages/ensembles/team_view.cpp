// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/team_view.h"

#include "ui/bridge/counted.h"
#include "ui/pages/ensembles/ensemble_figures.h"
#include "ui/pages/ensembles/selected_teams.h"
#include "ui/pages/reports/phrases.h"
#include "ui/widgets/command_action.h"
#include "ui/widgets/copy_actions.h"
#include "ui/widgets/plain_table.h"
#include "ui/widgets/row_ranges.h"
#include "ui/widgets/shown_table.h"

#include <QAction>
#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr std::size_t kMostNamed = 1000; // teams in a command line

QSpinBox* sizeBox(const QString& name, QWidget* parent)
{
    auto* box = new QSpinBox(parent);
    box->setRange(2, 64);
    box->setAccessibleName(name);
    box->setToolTip(name);
    return box;
}

} // namespace

TeamView::TeamView(EnsemblePresenter& presenter, SelectionPresenter& selection, TeamFront& front, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_selection(selection)
    , m_front(front)
    , m_model(&presenter.workspace().async())
    , m_intervals(presenter)
    , m_members(new QLineEdit(this))
    , m_least(sizeBox(tr("Smallest team size"), this))
    , m_most(sizeBox(tr("Largest team size"), this))
    , m_chosen(new QCheckBox(tr("Chosen only"), this))
    , m_frontOnly(new QCheckBox(tr("Pareto front"), this))
    , m_clear(new QToolButton(this))
    , m_note(new QLabel(this))
    , m_table(plainTable(m_model, tr("Teams"), this))
    , m_seen(new WhenSeen(this, [this] { answerChanged(); }))
{
    setupUi();
    createActions();
    connectAll();
    m_seen->request();
}

void TeamView::setupUi()
{
    m_members->setPlaceholderText(tr("Filter by members: 0 3 lenet"));
    m_members->setAccessibleName(tr("Members that a team must have"));
    m_members->setClearButtonEnabled(true);
    m_chosen->setToolTip(tr("Only the teams that the Selection panel's method chose; they are bold"));
    m_frontOnly->setToolTip(
        tr("Only teams that no other one equals or beats in accuracy, diversity and, where it is "
           "known, cost."));
    m_most->setValue(m_most->maximum());
    m_clear->setText(tr("Clear filter"));
    m_note->setProperty("role", u"dim"_s);
    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(8, 6, 8, 6);
    tools->setSpacing(6);
    tools->addWidget(m_members, 1);
    tools->addSpacing(8);
    tools->addWidget(new QLabel(tr("Size"), this));
    tools->addWidget(m_least);
    tools->addWidget(new QLabel(u"–"_s, this));
    tools->addWidget(m_most);
    tools->addSpacing(8);
    tools->addWidget(m_chosen);
    tools->addWidget(m_frontOnly);
    tools->addWidget(m_clear);
    tools->addSpacing(8);
    tools->addWidget(m_note);
    m_table->setSortingEnabled(true);
    m_table->setMouseTracking(true);
    m_table->viewport()->installEventFilter(this);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionsMovable(true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    header->setDefaultSectionSize(84);
    header->resizeSection(TeamTable::NumbersColumn, 120);
    header->resizeSection(TeamTable::NamesColumn, 220);
    header->resizeSection(TeamTable::AccuracyColumn, 108);
    header->resizeSection(TeamTable::BestMemberColumn, 132);
    header->resizeSection(TeamTable::GainColumn, 108);
    m_table->sortByColumn(TeamTable::AccuracyColumn, Qt::DescendingOrder);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(tools);
    column->addWidget(m_table, 1);
}

void TeamView::createActions()
{
    m_table->addActions(copyRowsActions([this] { return shownTable(true); }, this));
    m_table->addAction(commandAction([this] { return command(); }, this));
}

/// Of the selected teams where a command line has room for them, else of all teams of the sizes that are shown.
QString TeamView::command() const
{
    const auto& answer = m_presenter.teams();
    if (!answer)
        return {};
    const TeamFilter& filter = m_model.filter();
    const Selection::Teams& selected = m_presenter.workspace().selection().teams();
    return teamsCommand(placeOf(answer->subject, m_presenter.workspace().path()),
        answer->samples,
        selected.size() <= kMostNamed ? selected : Selection::Teams(),
        filter.minSize,
        filter.maxSize > 0 ? filter.maxSize : answer->teams.largest);
}

void TeamView::connectAll()
{
    connect(&m_presenter, &EnsemblePresenter::teamsChanged, m_seen, &WhenSeen::request);
    connect(&m_model, &TeamTable::arranged, this, &TeamView::pullSelection);
    connect(&m_intervals, &TeamIntervalsWatch::answerChanged, this, [this] {
        m_model.setIntervals(m_intervals.answer());
    });
    connect(m_members, &QLineEdit::textChanged, this, &TeamView::filterChanged);
    connect(m_least, &QSpinBox::valueChanged, this, &TeamView::filterChanged);
    connect(m_most, &QSpinBox::valueChanged, this, &TeamView::filterChanged);
    connect(m_chosen, &QCheckBox::toggled, this, &TeamView::filterChanged);
    connect(&m_selection, &SelectionPresenter::answerChanged, this, &TeamView::chosenChanged);
    connect(m_frontOnly, &QCheckBox::toggled, this, [this](bool on) {
        m_front.setWanted(TeamFront::Use::Filter, on);
        filterChanged();
    });
    connect(&m_front, &TeamFront::changed, this, &TeamView::frontChanged);
    connect(m_clear, &QToolButton::clicked, this, &TeamView::clearFilter);
    connect(m_table->horizontalHeader(), &QHeaderView::customContextMenuRequested, this, &TeamView::showHeaderMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TeamView::pushSelection);
    connect(m_table, &QTableView::entered, this, &TeamView::hover);
    Selection& selection = m_presenter.workspace().selection();
    connect(&selection, &Selection::teamsChanged, this, &TeamView::pullSelection);
}

void TeamView::answerChanged()
{
    const auto& answer = m_presenter.teams();
    m_model.setAsScore(m_presenter.query().asScore);
    m_model.setAnswer(answer);
    m_model.setChosen(m_selection.chosenTeams());
    m_model.setFront(m_front.front());
    if (answer)
        limitSizes(static_cast<int>(answer->teams.largest));
    filterChanged();
}

void TeamView::limitSizes(int largest)
{
    const bool unlimited = m_most->value() == m_most->maximum();
    m_least->setMaximum(largest);
    m_most->setMaximum(largest);
    if (unlimited)
        m_most->setValue(largest);
}

void TeamView::chosenChanged()
{
    if (m_seen->putsOff())
        return;
    m_model.setChosen(m_selection.chosenTeams());
    refreshNote();
}

void TeamView::filterChanged()
{
    const auto& answer = m_presenter.teams();
    TeamFilter filter;
    QStringList unknown;
    if (answer)
        filter.members = parseMembers(m_members->text(), answer->subject.models(), &unknown);
    filter.minSize = m_least->value() > m_least->minimum() ? static_cast<std::size_t>(m_least->value()) : 0;
    filter.maxSize = m_most->value() < m_most->maximum() ? static_cast<std::size_t>(m_most->value()) : 0;
    filter.chosenOnly = m_chosen->isChecked();
    filter.frontOnly = m_frontOnly->isChecked();
    m_model.setFilter(filter);
    m_members->setToolTip(
        unknown.isEmpty() ? QString() : tr("No single model fits: %1").arg(unknown.join(u", "_s)));
    m_clear->setVisible(filter != TeamFilter{} || !m_members->text().isEmpty());
    pullSelection();
}

void TeamView::frontChanged()
{
    if (m_seen->putsOff())
        return;
    m_model.setFront(m_front.front());
}

void TeamView::clearFilter()
{
    m_frontOnly->setChecked(false);
    m_members->clear();
    m_chosen->setChecked(false);
    m_least->setValue(m_least->minimum());
    m_most->setValue(m_most->maximum());
}

void TeamView::refreshNote()
{
    QStringList parts{rowsText()};
    if (m_model.chosenCount() > 0)
        parts += tr("%1 chosen").arg(count(m_model.chosenCount()));
    if (const std::size_t selected = m_presenter.workspace().selection().teams().size(); selected > 0)
        parts += tr("%1 selected").arg(count(selected));
    m_note->setText(parts.join(u" · "_s));
}

/// How many rows there are, of how many teams, and why not all.
QString TeamView::rowsText() const
{
    const auto shown = static_cast<std::size_t>(m_model.rowCount());
    const std::size_t passing = m_model.passing();
    QString text = passing == m_model.total() ? counted(passing, tr("team"), tr("teams"))
                                              : tr("%1 of %2 teams").arg(count(passing), count(m_model.total()));
    if (shown < passing)
        text = tr("first %1 of %2").arg(count(shown), text);
    if (const auto& answer = m_model.answer(); answer && answer->teams.isPart())
        text += u", "_s + tr("%1 still to be scored").arg(count(answer->teams.total - m_model.total()));
    return text;
}

void TeamView::pushSelection()
{
    if (m_syncing || !m_model.answer())
        return;
    std::vector<ensemble::Members> teams;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        teams.push_back(membersAt(index.row()));
    Selection& selection = m_presenter.workspace().selection();
    m_syncing = true;
    if (teams.size() == 1)
        selection.setModels(teams.front());
    selection.setTeams(std::move(teams));
    m_syncing = false;
    refreshNote();
}

void TeamView::pullSelection()
{
    if (m_syncing || m_seen->putsOff())
        return;
    findSelected(m_presenter, this, m_model.answer(), [this, answer = m_model.answer()](const auto& teams) {
        if (answer == m_model.answer())
            selectRows(teams);
    });
}

/// `teams` ascending.
void TeamView::selectRows(const std::vector<std::uint32_t>& teams)
{
    std::vector<int> rows;
    for (int row = 0; !teams.empty() && row < m_model.rowCount(); ++row)
        if (std::ranges::binary_search(teams, m_model.teamOf(row)))
            rows.push_back(row);
    m_syncing = true;
    m_table->selectionModel()->select(rangesOf(m_model, rows), QItemSelectionModel::ClearAndSelect);
    m_syncing = false;
    if (rows.size() == 1)
        m_table->scrollTo(m_model.index(rows.front(), 0));
    refreshNote();
}

void TeamView::hover(const QModelIndex& index)
{
    m_presenter.workspace().selection().hoverTeam(
        index.isValid() ? std::optional(membersAt(index.row())) : std::nullopt);
}

bool TeamView::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Leave)
        hover({});
    return QWidget::eventFilter(watched, event);
}

ensemble::Members TeamView::membersAt(int row) const
{
    return m_model.answer()->teams.scores.members(m_model.teamOf(row));
}

plots::PlotTable TeamView::shownTable(bool selectedOnly) const
{
    return ui::shownTable(*m_table,
        tr("Teams") + u" ("_s + rowsText() + u')',
        TeamTable::ValueRole,
        selectedOnly ? ShownRows::Selected : ShownRows::All);
}

void TeamView::showHeaderMenu(const QPoint& position)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QHeaderView* header = m_table->horizontalHeader();
    for (int column = TeamTable::NamesColumn; column < TeamTable::ColumnCount; ++column) {
        QAction* action = menu->addAction(m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!header->isSectionHidden(column));
        connect(action, &QAction::toggled, header, [header, column](bool on) {
            header->setSectionHidden(column, !on);
        });
    }
    menu->popup(header->mapToGlobal(position));
}

QJsonObject TeamView::viewState() const
{
    return {{u"columns"_s, QString::fromLatin1(m_table->horizontalHeader()->saveState().toBase64())}};
}

void TeamView::restoreViewState(const QJsonObject& state)
{
    m_table->horizontalHeader()->restoreState(QByteArray::fromBase64(state["columns"_L1].toString().toLatin1()));
}

} // namespace cobench::ui
