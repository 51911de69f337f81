// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/member_table.h"

#include "ui/models/figure_help.h"

#include <QDataStream>
#include <QIODevice>
#include <QLocale>
#include <QMimeData>

#include <algorithm>
#include <cmath>

namespace cobench::ui {

namespace {

const QString kRowsMime = QStringLiteral("application/x-cobench-member-rows");
constexpr double kNone = ensemble::kNotAvailable;

double known(const std::optional<double>& value)
{
    return value.value_or(kNone);
}

QString countText(double value)
{
    if (value >= 1e6)
        return QLocale().toString(value / 1e6, 'f', 2) + QStringLiteral(" M");
    return QLocale().toString(value, 'f', 0);
}

} // namespace

MemberTable::MemberTable(QObject* parent)
    : QAbstractTableModel(parent)
{
}

int MemberTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_snapshot ? 0 : static_cast<int>(m_snapshot->members.size());
}

int MemberTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

double MemberTable::figure(int row, Column column) const
{
    const auto index = static_cast<std::size_t>(row);
    const data::ModelCost& cost = m_snapshot->all->models[index].cost;
    if (column == ParametersColumn)
        return known(cost.parameters);
    if (column == LatencyColumn)
        return known(cost.latencyMs);
    if (index >= m_reports.size())
        return kNone;
    const ensemble::MemberReport& report = m_reports[index];
    switch (column) {
    case AccuracyColumn:
        return report.accuracy;
    case Top5Column:
        return report.top5;
    case NllColumn:
        return report.nll;
    case EceColumn:
        return report.ece;
    case ErrorsColumn:
        return static_cast<double>(report.errors);
    default:
        return kNone;
    }
}

QString MemberTable::display(int row, Column column) const
{
    if (column == IndexColumn)
        return QString::number(row);
    if (column == NameColumn)
        return QString::fromStdString(m_snapshot->members[static_cast<std::size_t>(row)].name);
    const double value = figure(row, column);
    if (std::isnan(value))
        return QStringLiteral("–");
    switch (column) {
    case AccuracyColumn:
    case Top5Column:
        return QLocale().toString(value * 100.0, 'f', 2);
    case NllColumn:
    case EceColumn:
        return QLocale().toString(value, 'f', 4);
    case LatencyColumn:
        return QLocale().toString(value, 'g', 3);
    default:
        return countText(value);
    }
}

QString MemberTable::toolTip(std::size_t row) const
{
    QStringList lines{QString::fromStdString(m_snapshot->all->models[row].source)};
    if (row < m_notes.size() && !m_notes[row].isEmpty())
        lines << m_notes[row];
    if (m_snapshot->members[row].excluded)
        lines << tr("Excluded: kept, but left out of all analyses");
    return lines.join(QLatin1Char('\n'));
}

QVariant MemberTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto column = static_cast<Column>(index.column());
    const auto row = static_cast<std::size_t>(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return display(index.row(), column);
    case Qt::EditRole:
        return column == NameColumn ? QVariant(display(index.row(), column)) : QVariant();
    case SortRole:
        if (column == NameColumn)
            return display(index.row(), column);
        return column == IndexColumn ? static_cast<double>(index.row()) : figure(index.row(), column);
    case ColourRole:
        return m_snapshot->colours[row];
    case ExcludedRole:
        return m_snapshot->members[row].excluded;
    case IdRole:
        return static_cast<qlonglong>(m_snapshot->members[row].id);
    case Qt::ToolTipRole:
        return toolTip(row);
    case NoteRole:
        return row < m_notes.size() ? m_notes[row] : QString();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            column == NameColumn ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
    default:
        return {};
    }
}

bool MemberTable::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable))
        return false;
    Q_EMIT renameWanted(idOf(index.row()), value.toString());
    return true;
}

QVariant MemberTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const FigureHelp help = memberColumnHelp(static_cast<Column>(section));
    switch (role) {
    case Qt::DisplayRole:
        return help.title;
    case Qt::ToolTipRole:
    case Qt::WhatsThisRole:
        return help.text();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            section == NameColumn ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
    default:
        return {};
    }
}

Qt::ItemFlags MemberTable::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (!m_editable)
        return flags;
    if (!index.isValid())
        return flags | Qt::ItemIsDropEnabled;
    flags |= Qt::ItemIsDragEnabled;
    return index.column() == NameColumn ? flags | Qt::ItemIsEditable : flags;
}

QStringList MemberTable::mimeTypes() const
{
    return {kRowsMime};
}

QMimeData* MemberTable::mimeData(const QModelIndexList& indexes) const
{
    QList<int> rows;
    for (const QModelIndex& index : indexes)
        if (!rows.contains(index.row()))
            rows << index.row();
    std::ranges::sort(rows);
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << rows;
    auto* mime = new QMimeData; // the view takes it
    mime->setData(kRowsMime, bytes);
    return mime;
}

bool MemberTable::dropMimeData(
    const QMimeData* data, Qt::DropAction action, int row, int, const QModelIndex& parent)
{
    if (action != Qt::MoveAction || !m_editable || !data->hasFormat(kRowsMime))
        return false;
    QList<int> rows;
    QDataStream stream(data->data(kRowsMime));
    stream >> rows;
    const int before = row >= 0 ? row : parent.isValid() ? parent.row() : rowCount();
    if (!std::ranges::all_of(rows, [this](int moved) { return moved >= 0 && moved < rowCount(); }))
        return false;
    Q_EMIT orderWanted(orderAfterMove({rows.begin(), rows.end()}, before));
    return false; // the view must not remove rows itself
}

std::vector<std::int64_t> MemberTable::orderAfterMove(const std::vector<int>& rows, int before) const
{
    std::vector<std::int64_t> front;
    std::vector<std::int64_t> moved;
    std::vector<std::int64_t> back;
    for (int row = 0; row < rowCount(); ++row) {
        const bool moves = std::ranges::binary_search(rows, row);
        (moves ? moved : row < before ? front : back).push_back(idOf(row));
    }
    front.insert(front.end(), moved.begin(), moved.end());
    front.insert(front.end(), back.begin(), back.end());
    return front;
}

void MemberTable::setSnapshot(std::shared_ptr<const PoolSnapshot> snapshot, bool editable)
{
    const bool sameRows = m_snapshot && snapshot && m_snapshot->members.size() == snapshot->members.size()
        && std::ranges::equal(
            m_snapshot->members, snapshot->members, {}, &store::MemberEntry::id, &store::MemberEntry::id);
    if (!sameRows)
        beginResetModel();
    m_snapshot = std::move(snapshot);
    m_editable = editable;
    if (!sameRows) {
        m_reports.clear();
        m_notes.clear();
        endResetModel();
    } else if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

void MemberTable::setReports(std::vector<ensemble::MemberReport> reports)
{
    m_reports = std::move(reports);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, AccuracyColumn), index(rowCount() - 1, ErrorsColumn));
}

void MemberTable::setNotes(std::vector<QString> notes)
{
    if (notes == m_notes)
        return;
    m_notes = std::move(notes);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, NameColumn), index(rowCount() - 1, NameColumn));
}

} // namespace cobench::ui
