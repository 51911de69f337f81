// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/table_dialog.h"

#include "plots/export.h"
#include "plots/export_dialog.h"
#include "plots/plot_widget.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace cobench::plots {
namespace {

bool isUndefined(const PlotCell& cell)
{
    const auto* number = std::get_if<double>(&cell);
    return number && std::isnan(*number);
}

bool isBefore(const PlotCell& first, const PlotCell& second, bool descending)
{
    if (isUndefined(first) || isUndefined(second))
        return !isUndefined(first) && isUndefined(second);
    return descending ? second < first : first < second;
}

} // namespace

PlotTableModel::PlotTableModel(PlotTable table, QObject* parent)
    : QAbstractTableModel(parent)
    , m_table(std::move(table))
{
}

int PlotTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_table.rows.size());
}

int PlotTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_table.headers.size());
}

QVariant PlotTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PlotCell& cell = m_table.rows[std::size_t(index.row())][std::size_t(index.column())];
    if (role == Qt::DisplayRole)
        return toText(cell, 6);
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (std::holds_alternative<double>(cell) ? Qt::AlignRight : Qt::AlignLeft));
    return {};
}

QVariant PlotTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || section < 0)
        return {};
    if (orientation == Qt::Vertical)
        return section + 1;
    return std::size_t(section) < m_table.headers.size() ? QVariant(m_table.headers[std::size_t(section)])
                                                         : QVariant();
}

void PlotTableModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columnCount())
        return;
    Q_EMIT layoutAboutToBeChanged();
    std::stable_sort(m_table.rows.begin(), m_table.rows.end(), [&](const auto& first, const auto& second) {
        return isBefore(first[std::size_t(column)], second[std::size_t(column)], order == Qt::DescendingOrder);
    });
    Q_EMIT layoutChanged();
}

void showTable(PlotWidget& plot)
{
    auto* dialog = new QDialog(&plot);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(plot.title());
    auto* view = new QTableView;
    auto* model = new PlotTableModel(plot.tableData(), dialog);
    view->setModel(model);
    view->setSortingEnabled(true);
    view->sortByColumn(-1, Qt::AscendingOrder);
    view->verticalHeader()->setDefaultSectionSize(view->fontMetrics().height() + 6);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QPushButton* copy = buttons->addButton(PlotWidget::tr("&Copy"), QDialogButtonBox::ActionRole);
    QPushButton* save = buttons->addButton(PlotWidget::tr("&Save as CSV…"), QDialogButtonBox::ActionRole);
    QObject::connect(copy, &QPushButton::clicked, model, [model] { copyData(model->table()); });
    QObject::connect(save, &QPushButton::clicked, &plot, [&plot] { askAndExport(plot, ExportFormat::Csv); });
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto* layout = new QVBoxLayout(dialog);
    layout->addWidget(view);
    layout->addWidget(buttons);
    dialog->resize(640, 480);
    dialog->show();
}

} // namespace cobench::plots
