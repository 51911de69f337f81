// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/team_table.h"

#include "ui/pages/ensembles/ensemble_figures.h"

#include <QFont>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

bool isMetric(int column)
{
    return column >= TeamTable::FirstMetricColumn;
}

ensemble::Metric metricOf(int column)
{
    return ensemble::kAllMetrics[static_cast<std::size_t>(column - TeamTable::FirstMetricColumn)];
}

QString numbersOf(const ensemble::Members& members)
{
    return QString::fromStdString(ensemble::toString(members)).replace(u","_s, u", "_s);
}

std::optional<std::uint32_t> findMember(const QString& word, const data::Pool& pool)
{
    bool isNumber = false;
    const uint number = word.toUInt(&isNumber);
    if (isNumber && number < pool.size())
        return number;
    std::vector<std::uint32_t> fitting;
    for (std::uint32_t model = 0; model < pool.size(); ++model) {
        const QString name = modelName(pool, model);
        if (name.compare(word, Qt::CaseInsensitive) == 0)
            return model;
        if (name.contains(word, Qt::CaseInsensitive))
            fitting.push_back(model);
    }
    return fitting.size() == 1 ? std::optional(fitting.front()) : std::nullopt;
}

QString headerText(int column, bool asScore)
{
    switch (column) {
    case TeamTable::NumbersColumn:
        return TeamTable::tr("Team");
    case TeamTable::NamesColumn:
        return TeamTable::tr("Members");
    case TeamTable::SizeColumn:
        return TeamTable::tr("Size");
    case TeamTable::AccuracyColumn:
        return TeamTable::tr("Accuracy [%]");
    case TeamTable::BestMemberColumn:
        return TeamTable::tr("Best member [%]");
    case TeamTable::GainColumn:
        return TeamTable::tr("Gain [points]");
    default:
        break;
    }
    const ensemble::MetricInfo& metric = ensemble::info(metricOf(column));
    const QString id = QString::fromUtf8(metric.id.data(), static_cast<qsizetype>(metric.id.size()));
    return asScore && metric.lowIsDiverse ? u"1 − "_s + id : id;
}

QString headerHelp(int column)
{
    switch (column) {
    case TeamTable::NumbersColumn:
        return TeamTable::tr("Numbers of the members, as on the command line.");
    case TeamTable::AccuracyColumn:
        return TeamTable::tr("Share of all samples of the split that the team's consensus gets right.");
    case TeamTable::BestMemberColumn:
        return TeamTable::tr("Accuracy of the team's most accurate member.");
    case TeamTable::GainColumn:
        return TeamTable::tr("Accuracy of the team minus that of its best member, in percentage points.");
    default:
        return isMetric(column) ? metricHelp(metricOf(column)).text() : QString();
    }
}

} // namespace

ensemble::Members parseMembers(const QString& text, const data::Pool& pool, QStringList* unknown)
{
    static const QRegularExpression separators(u"[\\s,;+]+"_s);
    ensemble::Members members;
    for (const QString& word : text.split(separators, Qt::SkipEmptyParts)) {
        if (const auto member = findMember(word, pool))
            members.push_back(*member);
        else if (unknown)
            unknown->append(word);
    }
    std::ranges::sort(members);
    members.erase(std::unique(members.begin(), members.end()), members.end());
    return members;
}

TeamTable::TeamTable(QObject* parent)
    : QAbstractTableModel(parent)
{
}

int TeamTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TeamTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

void TeamTable::setAnswer(std::shared_ptr<const TeamsAnswer> answer)
{
    beginResetModel();
    m_answer = std::move(answer);
    adopt(arranged());
    endResetModel();
}

void TeamTable::setAsScore(bool asScore)
{
    if (m_asScore == asScore)
        return;
    m_asScore = asScore;
    sort(m_sortColumn, m_sortOrder);
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, FirstMetricColumn), index(rowCount() - 1, ColumnCount - 1));
}

void TeamTable::setFilter(const TeamFilter& filter)
{
    if (m_filter == filter)
        return;
    beginResetModel();
    m_filter = filter;
    adopt(arranged());
    endResetModel();
}

void TeamTable::setChosen(const std::vector<std::uint32_t>& teams)
{
    std::vector<bool> isChosen(teams.empty() ? 0 : total());
    for (const std::uint32_t team : teams)
        isChosen[team] = true;
    if (isChosen == m_isChosen)
        return;
    m_isChosen = std::move(isChosen);
    m_chosenCount = teams.size();
    if (m_filter.chosenOnly) {
        beginResetModel();
        adopt(arranged());
        endResetModel();
    } else if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1), {Qt::FontRole, ChosenRole});
    }
}

void TeamTable::setFront(std::shared_ptr<const jobs::ParetoTeams> front)
{
    if (m_front == front)
        return;
    beginResetModel();
    m_front = std::move(front);
    adopt(arranged());
    endResetModel();
}

bool TeamTable::passes(std::uint32_t team) const
{
    if (m_filter.chosenOnly && !isChosen(team))
        return false;
    if (m_filter.frontOnly && m_front && m_front->isOn.size() == total() && m_front->isOn[team] == 0)
        return false;
    const ensemble::Members members = m_answer->teams.scores.members(team);
    return members.size() >= m_filter.minSize && (m_filter.maxSize == 0 || members.size() <= m_filter.maxSize)
        && std::ranges::includes(members, m_filter.members);
}

std::vector<std::uint32_t> TeamTable::arranged() const
{
    std::vector<std::uint32_t> rows;
    const bool all = m_filter == TeamFilter{};
    for (std::uint32_t team = 0; team < total(); ++team)
        if (all || passes(team))
            rows.push_back(team);
    if (m_sortColumn < 0)
        return rows;
    // Teams come by size and members, so their number stands for every column of text.
    std::vector<double> keys(total());
    for (const std::uint32_t team : rows)
        keys[team] = m_sortColumn <= NamesColumn ? team : figure(team, m_sortColumn);
    const bool descending = m_sortOrder == Qt::DescendingOrder;
    std::ranges::stable_sort(rows, [&](std::uint32_t first, std::uint32_t second) {
        const double a = keys[first];
        const double b = keys[second];
        if (std::isnan(a) || std::isnan(b))
            return !std::isnan(a) && std::isnan(b);
        return descending ? a > b : a < b;
    });
    return rows;
}

void TeamTable::adopt(std::vector<std::uint32_t> rows)
{
    m_rows = std::move(rows);
    m_rowOf.assign(total(), -1);
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        m_rowOf[m_rows[row]] = static_cast<int>(row);
}

void TeamTable::sort(int column, Qt::SortOrder order)
{
    m_sortColumn = column;
    m_sortOrder = order;
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<std::uint32_t> teams;
    for (const QModelIndex& index : before)
        teams.push_back(teamOf(index.row()));
    adopt(arranged());
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i)
        after += index(m_rowOf[teams[static_cast<std::size_t>(i)]], before[i].column());
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

std::optional<int> TeamTable::rowOf(std::uint32_t team) const
{
    if (team >= m_rowOf.size() || m_rowOf[team] < 0)
        return std::nullopt;
    return m_rowOf[team];
}

double TeamTable::figure(std::uint32_t team, int column) const
{
    const ensemble::TeamScores& scores = m_answer->teams.scores;
    const double accuracy = 100.0 * scores.accuracyValue(0, team);
    const double best = 100.0 * m_answer->teams.bestMember[team];
    switch (column) {
    case NumbersColumn:
    case NamesColumn:
        return kNothing;
    case SizeColumn:
        return static_cast<double>(scores.members(team).size());
    case AccuracyColumn:
        return accuracy;
    case BestMemberColumn:
        return best;
    case GainColumn:
        return accuracy - best;
    default:
        break;
    }
    const double raw = scores.rawValue(static_cast<std::size_t>(column - FirstMetricColumn), team);
    return m_asScore ? ensemble::diversityScore(metricOf(column), raw) : raw;
}

QString TeamTable::text(std::uint32_t team, int column) const
{
    const ensemble::Members members = m_answer->teams.scores.members(team);
    if (column == NumbersColumn)
        return numbersOf(members);
    if (column == NamesColumn)
        return teamName(m_answer->subject.models(), members);
    const double value = figure(team, column);
    if (std::isnan(value))
        return tr("undefined");
    const int decimals = column == SizeColumn ? 0 : isMetric(column) ? 4 : 2;
    const QString number = QLocale().toString(value, 'f', decimals);
    return column == GainColumn && value > 0.0 ? u'+' + number : number;
}

QString TeamTable::intervalText(std::uint32_t team, int column) const
{
    if (column != AccuracyColumn && !isMetric(column))
        return {};
    const bool known = m_intervals && m_intervals->teams == m_answer && m_intervals->ofTeam.contains(team);
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
    } else if (m_asScore) {
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
        return isChosen(team);
    case Qt::FontRole: {
        if (!isChosen(team))
            return {};
        QFont font;
        font.setBold(true);
        return font;
    }
    case Qt::AccessibleDescriptionRole:
        return isChosen(team) ? tr("chosen by the selection") : QString();
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
        return headerText(section, m_asScore);
    case Qt::ToolTipRole:
    case Qt::WhatsThisRole:
        return headerHelp(section);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (section <= NamesColumn ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

} // namespace cobench::ui
