// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/selection_statistics_table.h"

#include "ui/pages/ensembles/ensemble_figures.h"
#include "ui/pages/reports/phrases.h"

#include <array>
#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using ensemble::SelectionStatistics;

struct Figure {
    QString name;
    QString help;
    QString (*text)(const SelectionStatistics&);
};

/// Of the chosen teams; how many those are says the first row.
QString partOf(std::size_t part, const SelectionStatistics& statistics)
{
    return statistics.count == 0 ? u"–"_s : count(part);
}

QString regretText(const SelectionStatistics& statistics)
{
    return statistics.regret ? fixed(100.0 * *statistics.regret, 2) : u"–"_s;
}

const std::vector<Figure>& figures()
{
    const auto tr = [](const char* text) { return SelectionStatisticsTable::tr(text); };
    static const std::vector<Figure> all{
        {tr("Chosen teams"),
            tr("How many were chosen; by one split, so it is the same for both."),
            [](const auto& s) { return count(s.count); }},
        {tr("Lowest accuracy"), tr("Of the chosen teams."), [](const auto& s) { return percent(s.min); }},
        {tr("Mean accuracy"), tr("Of the chosen teams."), [](const auto& s) { return percent(s.mean); }},
        {tr("Highest accuracy"), tr("Of the chosen teams."), [](const auto& s) { return percent(s.max); }},
        {tr("Standard deviation"),
            tr("Of the chosen teams' accuracies, in percentage points; the population one (divided by n)."),
            [](const auto& s) { return fixed(100.0 * s.std, 2); }},
        {tr("≥ each of its members"),
            tr("Chosen teams at least as accurate as every one of their own members."),
            [](const auto& s) { return partOf(s.notWorseThanMembers, s); }},
        {tr("≥ best single model"),
            tr("Chosen teams at least as accurate as the pool's best model."),
            [](const auto& s) { return partOf(s.atLeastBest, s); }},
        {tr("≥ mean single model"),
            tr("Chosen teams at least as accurate as the mean of the pool's models."),
            [](const auto& s) { return partOf(s.atLeastMean, s); }},
        {tr("≥ worst single model"),
            tr("Chosen teams at least as accurate as the pool's worst model."),
            [](const auto& s) { return partOf(s.atLeastWorst, s); }},
        {tr("Regret [points]"),
            tr("Accuracy of the best team of all sizes that could be chosen, minus that of the best chosen one, in "
               "percentage points; lower is better. – when there are too many teams to look at all."),
            regretText},
    };
    return all;
}

} // namespace

SelectionStatisticsTable::SelectionStatisticsTable(QObject* parent)
    : QAbstractTableModel(parent)
{
}

int SelectionStatisticsTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_answer ? 0 : static_cast<int>(figures().size());
}

int SelectionStatisticsTable::columnCount(const QModelIndex& parent) const
{
    if (parent.isValid() || !m_answer)
        return 0;
    return m_answer->selection.selectedOnReportedData ? 2 : 3;
}

void SelectionStatisticsTable::setAnswer(std::shared_ptr<const SelectionAnswer> answer)
{
    beginResetModel();
    m_answer = std::move(answer);
    endResetModel();
}

const SelectionStatistics& SelectionStatisticsTable::statistics(int column) const
{
    const jobs::TeamSelection& selection = m_answer->selection;
    return column == 1 && !selection.selectedOnReportedData ? selection.onSelect : selection.onReport;
}

QVariant SelectionStatisticsTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Figure& figure = figures()[static_cast<std::size_t>(index.row())];
    const bool isName = index.column() == kNameColumn;
    switch (role) {
    case Qt::DisplayRole:
        return isName ? figure.name : figure.text(statistics(index.column()));
    case Qt::ToolTipRole:
        return figure.help;
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (isName ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

QVariant SelectionStatisticsTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (!m_answer || orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (section == kNameColumn)
        return role == Qt::DisplayRole ? QVariant(QString()) : QVariant();
    const bool same = m_answer->selection.selectedOnReportedData;
    const bool isSelect = section == 1 && !same;
    if (role == Qt::DisplayRole)
        return isSelect ? m_answer->selectSplit : m_answer->reportSplit;
    if (role == Qt::ToolTipRole)
        return same    ? tr("The split the teams were selected on: these figures flatter the selection")
            : isSelect ? tr("The split the teams were selected on")
                       : tr("The report split: nothing of it was read while choosing");
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | Qt::AlignRight);
    return {};
}

plots::PlotTable chosenTeamsTable(const SelectionAnswer& answer)
{
    const jobs::TeamSelection& selection = answer.selection;
    const auto tr = [](const char* text) { return SelectionStatisticsTable::tr(text); };
    plots::PlotTable table{.caption
        = selection.selectedOnReportedData ? tr("Chosen teams, selected on the reported data") : tr("Chosen teams"),
        .headers = {tr("Team"),
            tr("Members"),
            tr("Score"),
            tr("Accuracy on %1 [%] (selected by)").arg(answer.selectSplit),
            tr("Accuracy on %1 [%]").arg(answer.reportSplit)},
        .rows = {}};
    for (std::size_t i = 0; i < selection.choice.teams.size(); ++i) {
        const jobs::ChosenTeam& team = selection.choice.teams[i];
        table.rows.push_back({QString::fromStdString(ensemble::toString(team.members)),
            teamName(answer.models(), team.members),
            team.score,
            100.0 * team.accuracy,
            100.0 * selection.reportAccuracy[i]});
    }
    return table;
}

} // namespace cobench::ui
