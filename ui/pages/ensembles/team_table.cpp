// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/team_table.h"

#include <QFont>
#include <QLocale>

#include <algorithm>
#include <tuple>

namespace cobench::ui {

using namespace Qt::StringLiterals;

TeamTable::TeamTable(Async* async, QObject* parent)
    : QAbstractTableModel(parent)
    , m_async(async)
{
}

int TeamTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_arranged.rows.size());
}

int TeamTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

void TeamTable::setAnswer(std::shared_ptr<const TeamsAnswer> answer)
{
    if (answer == m_wanted.answer)
        return;
    m_wanted.isChosen.reset(); // numbers of another answer
    m_chosenCount = 0;
    m_wanted.answer = nullptr;
    if (answer && m_shown.answer && !m_shown.answer->subject.hasModelsOf(answer->subject))
        rearrange(); // no rows of other models while a worker arranges these
    m_wanted.answer = std::move(answer);
    rearrange();
}

void TeamTable::setAsScore(bool asScore)
{
    if (m_wanted.asScore == asScore)
        return;
    m_wanted.asScore = asScore;
    rearrange();
}

void TeamTable::setFilter(const TeamFilter& filter)
{
    if (m_wanted.filter == filter)
        return;
    m_wanted.filter = filter;
    rearrange();
}

void TeamTable::setChosen(const std::vector<std::uint32_t>& teams)
{
    if (teams.empty() && !m_wanted.isChosen)
        return;
    std::vector<bool> isChosen(m_wanted.total());
    for (const std::uint32_t team : teams)
        isChosen[team] = true;
    if (m_wanted.isChosen && isChosen == *m_wanted.isChosen)
        return;
    m_wanted.isChosen = std::make_shared<const std::vector<bool>>(std::move(isChosen));
    m_chosenCount = teams.size();
    if (m_wanted.filter.chosenOnly)
        return rearrange();
    if (m_shown.answer != m_wanted.answer)
        return;
    m_shown.isChosen = m_wanted.isChosen;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1), {Qt::FontRole, ChosenRole});
}

void TeamTable::setFront(std::shared_ptr<const jobs::ParetoTeams> front)
{
    if (m_wanted.front == front)
        return;
    m_wanted.front = std::move(front);
    if (m_wanted.filter.frontOnly)
        rearrange();
}

void TeamTable::sort(int column, Qt::SortOrder order)
{
    m_wanted.column = column;
    m_wanted.order = order;
    rearrange();
}

void TeamTable::rearrange()
{
    if (m_async)
        m_async->supersede(this, u"rows"_s);
    if (!m_async || m_wanted.total() <= kQuickTeams)
        return adopt(m_wanted, arrange(m_wanted, kMostRows));
    m_async->runLatest<ArrangedTeams>(
        this,
        u"rows"_s,
        {.title = {}, .lane = Lane::Display},
        [question = m_wanted](Progress&, const CancelToken& cancel) -> Result<ArrangedTeams> {
            return arrange(question, kMostRows, cancel);
        },
        [this, question = m_wanted](Result<ArrangedTeams> arranged) {
            if (arranged)
                adopt(question, *std::move(arranged));
        });
}

void TeamTable::adopt(const TeamArrangement& question, ArrangedTeams arranged)
{
    const bool otherTitles = question.asScore != m_shown.asScore;
    if (isOtherOrderOnly(question, arranged)) {
        m_shown = question;
        reorder(std::move(arranged));
    } else {
        beginResetModel();
        m_shown = question;
        m_arranged = std::move(arranged);
        endResetModel();
    }
    if (m_shown.answer == m_wanted.answer)
        m_shown.isChosen = m_wanted.isChosen; // may have come meanwhile
    if (otherTitles)
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (otherTitles && rowCount() > 0)
        Q_EMIT dataChanged(index(0, FirstMetricColumn), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT this->arranged();
}

/// The same teams in the same number of rows.
bool TeamTable::isOtherOrderOnly(const TeamArrangement& question, const ArrangedTeams& arranged) const
{
    const bool sameSieve = question.filter == m_shown.filter
        && (!question.filter.chosenOnly || question.isChosen == m_shown.isChosen)
        && (!question.filter.frontOnly || question.front == m_shown.front);
    return question.answer == m_shown.answer && sameSieve && arranged.passing == arranged.rows.size()
        && arranged.rows.size() == m_arranged.rows.size();
}

void TeamTable::reorder(ArrangedTeams arranged)
{
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<std::uint32_t> teams;
    for (const QModelIndex& index : before)
        teams.push_back(teamOf(index.row()));
    m_arranged = std::move(arranged);
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i)
        after += index(rowOf(teams[static_cast<std::size_t>(i)]).value_or(-1), before[i].column());
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

std::optional<int> TeamTable::rowOf(std::uint32_t team) const
{
    const auto& places = m_arranged.places;
    const auto found = std::ranges::lower_bound(places, team, {}, &std::pair<std::uint32_t, int>::first);
    return found != places.end() && found->first == team ? std::optional(found->second) : std::nullopt;
}

double TeamTable::figure(std::uint32_t team, int column) const
{
    return columnValue(*m_shown.answer, m_shown.asScore, team, column);
}

QString TeamTable::text(std::uint32_t team, int column) const
{
    return columnText(*m_shown.answer, m_shown.asScore, team, column);
}

QString TeamTable::intervalText(std::uint32_t team, int column) const
{
    if (column != AccuracyColumn && !isMetric(column))
        return {};
    const bool known = m_intervals && m_intervals->teams == m_shown.answer && m_intervals->ofTeam.contains(team);
    if (!known)
        return tr("Select the team for its bootstrap interval (up to %1 teams at a time)")
            .arg(TeamIntervalsWatch::kMostTeams);
    const jobs::TeamIntervals& intervals = m_intervals->ofTeam.at(team);
    const ensemble::Interval& interval = column == AccuracyColumn
        ? intervals.accuracy.front()
        : intervals.raw[static_cast<std::size_t>(column - FirstMetricColumn)];
    if (interval.defined == 0)
        return tr("Undefined in every bootstrap draw");
    double low = interval.low;
    double high = interval.high;
    if (column == AccuracyColumn) {
        low *= 100.0;
        high *= 100.0;
    } else if (m_shown.asScore) {
        std::tie(low, high) = std::minmax(
            {ensemble::diversityScore(metricOf(column), low), ensemble::diversityScore(metricOf(column), high)});
    }
    const int decimals = column == AccuracyColumn ? 2 : 4;
    const QString text = tr("%1 % interval %2 … %3, from %4 bootstrap draws of the samples")
                             .arg(QString::number(100.0 * m_intervals->bootstrap.level, 'g', 4),
                                 QLocale().toString(low, 'f', decimals),
                                 QLocale().toString(high, 'f', decimals),
                                 QLocale().toString(m_intervals->bootstrap.draws));
    return interval.defined == m_intervals->bootstrap.draws
        ? text
        : text + u'\n' + tr("Defined in %1 of them").arg(QLocale().toString(interval.defined));
}

QVariant TeamTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const std::uint32_t team = teamOf(index.row());
    const bool isText = index.column() <= NamesColumn;
    switch (role) {
    case Qt::DisplayRole:
        return text(team, index.column());
    case Qt::ToolTipRole:
        return isText ? text(team, NamesColumn) : intervalText(team, index.column());
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (isText ? Qt::AlignLeft : Qt::AlignRight));
    case ChosenRole:
        return m_shown.isChosenTeam(team);
    case Qt::FontRole: {
        if (!m_shown.isChosenTeam(team))
            return {};
        QFont font;
        font.setBold(true);
        return font;
    }
    case Qt::AccessibleDescriptionRole:
        return m_shown.isChosenTeam(team) ? tr("chosen by the selection") : QString();
    case ValueRole:
        return isText ? QVariant(text(team, index.column())) : QVariant(figure(team, index.column()));
    default:
        return {};
    }
}

QVariant TeamTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (section < 0 || orientation != Qt::Horizontal || section >= ColumnCount)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return columnTitle(section, m_shown.asScore);
    case Qt::ToolTipRole:
    case Qt::WhatsThisRole:
        return columnHelp(section);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (section <= NamesColumn ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

} // namespace cobench::ui
