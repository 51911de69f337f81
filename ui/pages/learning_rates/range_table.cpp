// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/range_table.h"

#include "core/common/error.h"
#include "plots/plot_table.h"
#include "ui/models/figure_cell.h"
#include "ui/models/heading.h"

#include <cmath>

namespace cobench::ui {

namespace {

QString titleOf(int column)
{
    switch (column) {
    case RangeTable::NameColumn:
        return RangeTable::tr("Range test");
    case RangeTable::StateColumn:
        return RangeTable::tr("State");
    case RangeTable::PointsColumn:
        return RangeTable::tr("Rates");
    case RangeTable::LowColumn:
        return RangeTable::tr("Lowest");
    default:
        return RangeTable::tr("Highest");
    }
}

QString helpOf(int column)
{
    switch (column) {
    case RangeTable::NameColumn:
        return RangeTable::tr("Tick what is drawn");
    case RangeTable::StateColumn:
        return RangeTable::tr("Diverged: the loss was more than the stop factor times its lowest, or no number");
    case RangeTable::PointsColumn:
        return RangeTable::tr("Learning rates that were tried so far");
    default:
        return RangeTable::tr("End of the suggested interval; the rule that chose it stands below the curve");
    }
}

QString stateOf(const RangeTests::Test& test)
{
    if (test.isRunning())
        return RangeTable::tr("running");
    if (test.problem)
        return test.problem->isCancelled() ? RangeTable::tr("stopped") : RangeTable::tr("failed");
    return test.seen.hasDiverged ? RangeTable::tr("diverged") : RangeTable::tr("finished");
}

} // namespace

RangeTable::RangeTable(RangeTests& tests, QObject* parent)
    : QAbstractTableModel(parent)
    , m_tests(tests)
{
    connect(&m_tests, &RangeTests::listChanged, this, [this] {
        beginResetModel();
        m_rows = static_cast<int>(m_tests.tests().size());
        endResetModel();
    });
    connect(&m_tests, &RangeTests::changed, this, [this] {
        if (m_rows > 0)
            Q_EMIT dataChanged(index(0, 0), index(m_rows - 1, ColumnCount - 1));
    });
}

int RangeTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int RangeTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant RangeTable::value(const RangeTests::Test& test, int column) const
{
    switch (column) {
    case NameColumn:
        return test.name;
    case StateColumn:
        return stateOf(test);
    case PointsColumn:
        return static_cast<double>(test.seen.points.size());
    case LowColumn:
        return test.seen.suggestion.low;
    default:
        return test.seen.suggestion.high;
    }
}

QVariant RangeTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RangeTests::Test& test = *m_tests.tests()[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::ToolTipRole:
        return test.problem ? QString::fromStdString(describe(*test.problem)) : QString();
    case Qt::CheckStateRole:
        return index.column() == NameColumn ? QVariant(test.isShown ? Qt::Checked : Qt::Unchecked) : QVariant();
    default:
        return figureCell(role, value(test, index.column()));
    }
}

bool RangeTable::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::CheckStateRole || index.column() != NameColumn)
        return false;
    m_tests.setShown(static_cast<std::size_t>(index.row()), value.toInt() == Qt::Checked);
    return true;
}

Qt::ItemFlags RangeTable::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags usual = QAbstractTableModel::flags(index);
    return index.column() == NameColumn ? usual | Qt::ItemIsUserCheckable : usual;
}

QVariant RangeTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    return heading(role, titleOf(section), helpOf(section), section <= StateColumn);
}

} // namespace cobench::ui
