// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/condition_table.h"

#include "ui/pages/ensembles/ensemble_figures.h"
#include "ui/pages/reports/phrases.h"

#include <QFont>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace cobench::ui {

using namespace Qt::StringLiterals;
using Kind = jobs::ConditionRow::Kind;

ConditionTable::ConditionTable(ConditionPresenter& presenter, QObject* parent)
    : QAbstractTableModel(parent)
    , m_presenter(presenter)
    , m_answer(presenter.answer())
{
    connect(&presenter, &ConditionPresenter::answerChanged, this, &ConditionTable::answerChanged);
}

void ConditionTable::answerChanged()
{
    beginResetModel();
    m_answer = m_presenter.answer();
    endResetModel();
}

void ConditionTable::setShow(Show show)
{
    beginResetModel();
    m_show = show;
    endResetModel();
}

int ConditionTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_answer ? 0 : static_cast<int>(m_answer->table.rows.size());
}

int ConditionTable::columnCount(const QModelIndex& parent) const
{
    if (parent.isValid())
        return 0;
    return FirstConditionColumn + (m_answer ? static_cast<int>(m_answer->table.conditions.size()) : 0);
}

QString ConditionTable::titleOf(const std::string& condition)
{
    return condition.empty() ? tr("clean") : QString::fromStdString(condition);
}

QString ConditionTable::titleOf(Show show, ensemble::Metric metric)
{
    switch (show) {
    case Show::Accuracy:
        return tr("Accuracy (%)");
    case Show::Lost:
        return tr("Accuracy lost (points)");
    case Show::Diversity:
        return tr("Diversity score, %1").arg(idOf(metric));
    case Show::Focal:
        break;
    }
    return tr("Focal diversity, %1").arg(idOf(metric));
}

ensemble::Members ConditionTable::teamOf(int row) const
{
    const jobs::ConditionRow& found = m_answer->table.rows[static_cast<std::size_t>(row)];
    return found.kind == Kind::BestSingle ? ensemble::Members() : found.members;
}

double ConditionTable::figure(const jobs::ConditionRow& row, std::size_t condition) const
{
    switch (m_show) {
    case Show::Accuracy:
        return 100.0 * row.accuracy[condition];
    case Show::Lost:
        return 100.0 * (row.accuracy.front() - row.accuracy[condition]);
    case Show::Diversity:
        return row.diversity[condition];
    case Show::Focal:
        break;
    }
    return row.focal[condition];
}

bool ConditionTable::isBest(const jobs::ConditionRow& row, std::size_t condition) const
{
    if (m_show != Show::Accuracy)
        return false;
    return std::ranges::all_of(m_answer->table.rows,
        [&](const jobs::ConditionRow& other) { return other.accuracy[condition] <= row.accuracy[condition]; });
}

QString ConditionTable::rowName(const jobs::ConditionRow& row) const
{
    switch (row.kind) {
    case Kind::BestSingle:
        return tr("Best single model");
    case Kind::WholePool:
        return tr("Whole pool");
    case Kind::Team:
        break;
    }
    return QString::fromStdString(ensemble::toString(row.members));
}

QString ConditionTable::rowHelp(const jobs::ConditionRow& row) const
{
    const QString names = teamName(*m_answer->pool->active, row.members);
    return row.kind == Kind::BestSingle
        ? tr("%1, the most accurate model on %2").arg(names, titleOf(m_answer->table.conditions.front()))
        : names;
}

QVariant ConditionTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const jobs::ConditionRow& row = m_answer->table.rows[static_cast<std::size_t>(index.row())];
    const bool isText = index.column() < FirstConditionColumn;
    const auto condition = static_cast<std::size_t>(index.column() - FirstConditionColumn);
    switch (role) {
    case Qt::DisplayRole: {
        if (index.column() == NameColumn)
            return rowName(row);
        if (index.column() == MembersColumn)
            return row.kind == Kind::WholePool ? tr("%1 models").arg(row.members.size())
                                               : teamName(*m_answer->pool->active, row.members);
        const double value = figure(row, condition);
        const bool points = m_show == Show::Accuracy || m_show == Show::Lost;
        return std::isnan(value) ? u"–"_s : QLocale().toString(value, 'f', points ? 2 : 4);
    }
    case Qt::ToolTipRole:
        return isText ? rowHelp(row)
                      : tr("%1 under %2: accuracy %3, diversity %4, focal diversity %5")
                            .arg(rowName(row),
                                titleOf(m_answer->table.conditions[condition]),
                                percent(row.accuracy[condition]),
                                fixed(row.diversity[condition], 4),
                                fixed(row.focal[condition], 4));
    case Qt::FontRole: {
        QFont font;
        font.setBold(!isText && isBest(row, condition));
        return font;
    }
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (isText ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

QVariant ConditionTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (section < 0 || section >= columnCount() || orientation != Qt::Horizontal)
        return {};
    const bool isText = section < FirstConditionColumn;
    switch (role) {
    case Qt::DisplayRole:
        return section == NameColumn ? tr("Team")
            : section == MembersColumn
            ? tr("Members")
            : titleOf(m_answer->table.conditions[static_cast<std::size_t>(section - FirstConditionColumn)]);
    case Qt::ToolTipRole:
        return isText ? QVariant() : titleOf(m_show, m_answer->metric);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (isText ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

plots::PlotTable ConditionTable::table() const
{
    plots::PlotTable table{.caption = tr("Conditions"), .headers = {}, .rows = {}};
    if (!m_answer)
        return table;
    table.caption = tr("%1 under the conditions of %2")
                        .arg(titleOf(m_show, m_answer->metric), QString::fromStdString(m_answer->table.split));
    for (int column = 0; column < columnCount(); ++column)
        table.headers.push_back(headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    for (const jobs::ConditionRow& row : m_answer->table.rows) {
        auto& cells = table.rows.emplace_back();
        cells.emplace_back(rowName(row));
        cells.emplace_back(teamName(*m_answer->pool->active, row.members));
        for (std::size_t condition = 0; condition < m_answer->table.conditions.size(); ++condition)
            cells.emplace_back(figure(row, condition));
    }
    return table;
}

} // namespace cobench::ui
