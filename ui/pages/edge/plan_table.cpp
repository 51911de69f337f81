// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/plan_table.h"

#include "ui/models/figure_help.h"
#include "ui/models/heading.h"
#include "ui/pages/reports/phrases.h"

#include <QFont>

#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using Column = PlanTable::Column;

struct ColumnInfo {
    QString title;
    FigureHelp help;
    int decimals = 2;
};

ColumnInfo infoOf(int column)
{
    const auto tr = [](const char* text) { return PlanTable::tr(text); };
    const QString lower = tr("lower is better");
    const auto share = [&](const QString& title, const QString& meaning) {
        return ColumnInfo{title, {title, meaning, tr("dropped / frames"), tr("0 … 100 %"), lower}};
    };
    const auto latency = [&](const QString& percentile) {
        const QString meaning = tr("Capture to the end of its service, of processed frames");
        return ColumnInfo{
            tr("%1 [ms]").arg(percentile), {tr("Latency %1").arg(percentile), meaning, {}, tr("0 …"), lower}, 1};
    };
    switch (column) {
    case Column::DevicesColumn:
        return {tr("Devices"), {tr("Devices"), tr("How many there are, n"), {}, {}, {}}, 0};
    case Column::ByColumn:
        return {tr("By"),
            {tr("By"),
                tr("Formula: reflected Brownian motion (Harrison 1985) and the waiting probability of Sakasegawa "
                   "(1977). Emulator: the pipeline itself on the simulated clock. Measured: the run that is told "
                   "of"),
                tr("lost: θ / (1 − e^(−2θK/s²)), θ = λ − Σ μ_d, s² = c² Σ μ_d"),
                {},
                {}}};
    case Column::SigmaColumn:
        return {tr("σ [1/s]"),
            {tr("σ"), tr("Frames that come out processed each second"), {}, tr("0 … λ"), tr("higher is better")}};
    case Column::DroppedColumn:
        return share(tr("Dropped [%]"), tr("Share of the frames that are not processed"));
    case Column::QueueColumn:
        return share(tr("Queue [%]"), tr("Share dropped because a queue was full; – = not told apart"));
    case Column::DeadlineColumn:
        return share(
            tr("Deadline [%]"), tr("Share dropped because it could not be ready in time; – = not told apart"));
    case Column::Latency50Column:
        return latency(tr("p50"));
    case Column::Latency90Column:
        return latency(tr("p90"));
    case Column::Latency99Column:
        return latency(tr("p99"));
    case Column::Latency999Column:
        return latency(tr("p99.9"));
    default:
        return {};
    }
}

double valueOf(const PlanTable::Row& row, int column)
{
    const detect::Prediction& told = row.told;
    switch (column) {
    case Column::DevicesColumn:
        return static_cast<double>(row.devices);
    case Column::SigmaColumn:
        return told.sigma;
    case Column::DroppedColumn:
        return 100.0 * told.droppedShare;
    case Column::QueueColumn:
        return 100.0 * told.queueShare;
    case Column::DeadlineColumn:
        return 100.0 * told.deadlineShare;
    case Column::Latency50Column:
        return 1e3 * told.latency50;
    case Column::Latency90Column:
        return 1e3 * told.latency90;
    case Column::Latency99Column:
        return 1e3 * told.latency99;
    default:
        return 1e3 * told.latency999;
    }
}

QString shown(double value, int decimals)
{
    return std::isnan(value) ? u"–"_s : fixed(value, decimals);
}

} // namespace

void PlanTable::setRows(std::vector<Row> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int PlanTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PlanTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant PlanTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return column == ByColumn ? row.by : shown(valueOf(row, column), infoOf(column).decimals);
    case ValueRole:
        return column == ByColumn ? QVariant(row.by) : QVariant(valueOf(row, column));
    case Qt::FontRole: {
        QFont font;
        font.setBold(row.isEnough);
        return font;
    }
    case Qt::ToolTipRole:
        return row.isEnough ? tr("enough for what is asked") : tr("not enough for what is asked");
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (column == ByColumn ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

QVariant PlanTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    return heading(role, infoOf(section).title, infoOf(section).help.text(), section == ByColumn);
}

} // namespace cobench::ui
