// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/saved_team_table.h"

#include "ui/pages/ensembles/ensemble_figures.h"
#include "ui/pages/ensembles/team_figures.h"
#include "ui/pages/reports/phrases.h"

#include <QDataStream>
#include <QGuiApplication>
#include <QIODevice>
#include <QMimeData>
#include <QPalette>

#include <algorithm>
#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

const QString kTeamsMime = u"application/x-cobench-teams"_s;

std::optional<double> costOf(const jobs::ComparedTeam& team, int column)
{
    return column == SavedTeamTable::ParametersColumn ? team.cost.parameters
        : column == SavedTeamTable::FlopsColumn       ? team.cost.flops
                                                      : team.cost.latencyMs;
}

bool isCost(int column)
{
    return column >= SavedTeamTable::ParametersColumn;
}

QString helpOf(int column)
{
    switch (column) {
    case SavedTeamTable::AccuracyColumn:
        return SavedTeamTable::tr("On the split that is shown, by the rule chosen above.");
    case SavedTeamTable::SelectionColumn:
        return SavedTeamTable::tr("On the selection split, by which a team may be chosen.");
    case SavedTeamTable::GainColumn:
        return SavedTeamTable::tr("Accuracy of the team minus that of its best member, in percentage points.");
    case SavedTeamTable::ParametersColumn:
    case SavedTeamTable::FlopsColumn:
    case SavedTeamTable::LatencyColumn:
        return SavedTeamTable::tr(
            "Sum over the members, as if they ran one after the other; unknown when one's is.");
    default:
        return {};
    }
}

} // namespace

SavedTeamTable::SavedTeamTable(
    TeamPresenter& presenter, EnsemblePresenter& page, TeamEditor& editor, QObject* parent)
    : QAbstractTableModel(parent)
    , m_presenter(presenter)
    , m_page(page)
    , m_editor(editor)
{
    connect(&editor, &TeamEditor::changed, this, &SavedTeamTable::teamsChanged);
    connect(&presenter.workspace(), &Workspace::splitChanged, this, &SavedTeamTable::ask);
    connect(&page, &EnsemblePresenter::queryChanged, this, &SavedTeamTable::ask);
    connect(&presenter, &TeamPresenter::ruleChanged, this, &SavedTeamTable::ask);
    teamsChanged();
}

void SavedTeamTable::teamsChanged()
{
    beginResetModel();
    m_rows.clear();
    for (const store::TeamEntry& team : m_editor.teams())
        m_rows.push_back({team, m_editor.membersOf(team), {}});
    endResetModel();
    ask();
}

void SavedTeamTable::ask()
{
    std::vector<ensemble::Members> teams;
    for (Row& row : m_rows) {
        if (row.members)
            teams.push_back(*row.members);
        if (row.figures) // the cost stays, which is the team's alone
            row.figures = jobs::ComparedTeam{.accuracy = std::nan(""),
                .selectionAccuracy = std::nan(""),
                .bestMember = std::nan(""),
                .diversity = std::nan(""),
                .cost = row.figures->cost};
    }
    tellFigures();
    const jobs::TeamSplits& splits = m_presenter.splits();
    if (teams.empty() || !splits.report || splits.pool != m_presenter.workspace().pool()) // asks again when it is
        return m_presenter.workspace().async().supersede(this, u"saved"_s);
    const EnsembleQuery& query = m_page.query();
    const jobs::CompareOptions options{.rule = m_presenter.query().rule,
        .metric = query.metric,
        .samples = query.samples,
        .convention = query.convention};
    m_presenter.workspace().async().runLatest<std::vector<jobs::ComparedTeam>>(
        this,
        u"saved"_s,
        {.title = tr("Comparing saved teams")},
        [splits, teams, options](Progress& progress, const CancelToken& cancel) {
            return jobs::compareTeams(withSelection(splits), teams, options, progress, cancel);
        },
        [this](Result<std::vector<jobs::ComparedTeam>> figures) {
            if (figures)
                show(*figures);
        });
    Q_EMIT headerDataChanged(Qt::Horizontal, DiversityColumn, DiversityColumn);
}

void SavedTeamTable::show(const std::vector<jobs::ComparedTeam>& figures)
{
    auto next = figures.begin();
    for (Row& row : m_rows)
        if (row.members && next != figures.end())
            row.figures = *next++;
    tellFigures();
}

void SavedTeamTable::tellFigures()
{
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, SizeColumn), index(rowCount() - 1, ColumnCount - 1));
}

int SavedTeamTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SavedTeamTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

bool SavedTeamTable::isKnown(int column) const
{
    return std::ranges::any_of(
        m_rows, [&](const Row& row) { return row.figures && costOf(*row.figures, column).has_value(); });
}

double SavedTeamTable::figure(const Row& row, int column) const
{
    if (column == SizeColumn)
        return static_cast<double>(row.entry.members.size());
    if (!row.figures)
        return std::nan("");
    if (isCost(column))
        return costOf(*row.figures, column).value_or(std::nan(""));
    switch (column) {
    case AccuracyColumn:
        return 100.0 * row.figures->accuracy;
    case SelectionColumn:
        return 100.0 * row.figures->selectionAccuracy;
    case GainColumn:
        return 100.0 * (row.figures->accuracy - row.figures->bestMember);
    default:
        return row.figures->diversity;
    }
}

QString SavedTeamTable::text(const Row& row, int column) const
{
    if (column == NameColumn)
        return QString::fromStdString(row.entry.name);
    if (column == MembersColumn)
        return row.members ? teamName(*m_presenter.workspace().pool(), *row.members)
                           : tr("a member is excluded or deleted");
    const double value = figure(row, column);
    if (isCost(column))
        return std::isnan(value) ? u"–"_s : magnitude(value);
    const QString number = fixed(value, column == SizeColumn ? 0 : column == DiversityColumn ? 4 : 2);
    return column == GainColumn && value > 0.0 ? u'+' + number : number;
}

QVariant SavedTeamTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const bool isText = index.column() <= MembersColumn;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        return text(row, MembersColumn);
    case ValueRole:
        return isText ? QVariant(text(row, index.column())) : QVariant(figure(row, index.column()));
    case Qt::ForegroundRole:
        return row.members ? QVariant()
                           : QVariant(QGuiApplication::palette().color(QPalette::Disabled, QPalette::Text));
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (isText ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

bool SavedTeamTable::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || index.column() != NameColumn)
        return false;
    const QString problem = m_editor.nameProblem(value.toString(), idAt(index.row()));
    if (problem.isEmpty())
        m_editor.rename(idAt(index.row()), value.toString());
    else
        Q_EMIT refused(problem);
    return problem.isEmpty();
}

Qt::ItemFlags SavedTeamTable::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (!m_editor.canEdit())
        return flags;
    if (!index.isValid()) // between rows
        return flags | Qt::ItemIsDropEnabled;
    flags |= Qt::ItemIsDragEnabled;
    return index.column() == NameColumn ? flags | Qt::ItemIsEditable : flags;
}

QStringList SavedTeamTable::mimeTypes() const
{
    return {kTeamsMime};
}

QMimeData* SavedTeamTable::mimeData(const QModelIndexList& indexes) const
{
    QList<qint64> teams;
    for (const QModelIndex& index : indexes)
        if (const auto team = static_cast<qint64>(idAt(index.row()).value); !teams.contains(team))
            teams << team;
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << teams;
    auto* mime = new QMimeData; // the view takes it
    mime->setData(kTeamsMime, bytes);
    return mime;
}

bool SavedTeamTable::dropMimeData(
    const QMimeData* data, Qt::DropAction action, int row, int, const QModelIndex& parent)
{
    if (action != Qt::MoveAction || !m_editor.canEdit() || !data->hasFormat(kTeamsMime))
        return false;
    QList<qint64> numbers;
    QDataStream stream(data->data(kTeamsMime));
    stream >> numbers;
    std::vector<TeamId> teams;
    for (const qint64 number : numbers)
        teams.push_back(TeamId{number});
    if (teams.empty())
        return false;
    const int before = row >= 0 ? row : parent.isValid() ? parent.row() : rowCount();
    Q_EMIT moved(teams.front());
    m_editor.moveTo(teams, static_cast<std::size_t>(before));
    return false; // the view must not remove rows itself
}

QVariant SavedTeamTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const ensemble::Metric metric = m_page.query().metric;
    const QString titles[] = {tr("Name"),
        tr("Members"),
        tr("Size"),
        tr("Accuracy [%]"),
        tr("Selection [%]"),
        tr("Gain [points]"),
        (ensemble::info(metric).lowIsDiverse ? u"1 − "_s : QString()) + idOf(metric),
        tr("Parameters"),
        tr("FLOPs"),
        tr("Latency [ms]")};
    switch (role) {
    case Qt::DisplayRole:
        return titles[section];
    case Qt::ToolTipRole:
    case Qt::WhatsThisRole:
        return section == DiversityColumn ? metricHelp(metric).text() : helpOf(section);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (section <= MembersColumn ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

} // namespace cobench::ui
