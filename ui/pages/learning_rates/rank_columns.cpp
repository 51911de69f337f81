// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/rank_columns.h"

#include "ui/pages/learning_rates/rank_table.h"
#include "ui/widgets/column_widths.h"

#include <QHeaderView>
#include <QMenu>
#include <QTableView>

#include <algorithm>
#include <array>

namespace cobench::ui {

namespace {

constexpr std::array kUsualMetrics{"test_accuracy", "val_accuracy", "test_loss", "loss_gap", "seconds"};

} // namespace

RankColumns::RankColumns(QTableView& view, QWidget* parent)
    : QObject(parent)
    , m_view(view)
    , m_menu(new QMenu(tr("Columns"), parent))
    , m_hidden{RankTable::ReachedColumn, RankTable::SensitivityColumn}
{
    for (const jobs::RankMetric& metric : jobs::rankMetrics())
        if (std::ranges::find(kUsualMetrics, metric.id) == kUsualMetrics.end())
            m_hidden.insert(RankTable::columnOf(metric));
    QHeaderView* header = view.horizontalHeader();
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::customContextMenuRequested, this, [this, header](const QPoint& at) {
        m_menu->popup(header->mapToGlobal(at));
    });
    connect(m_menu, &QMenu::aboutToShow, this, &RankColumns::fillMenu);
}

void RankColumns::fillMenu()
{
    m_menu->clear();
    const QAbstractItemModel& table = *m_view.model();
    for (int column = RankTable::StateColumn; column < table.columnCount(); ++column) {
        QAction* choice = m_menu->addAction(table.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        choice->setCheckable(true);
        choice->setChecked(!m_hidden.contains(column));
        connect(choice, &QAction::toggled, this, [this, column](bool on) {
            if (on)
                m_hidden.remove(column);
            else
                m_hidden.insert(column);
            apply();
        });
    }
}

void RankColumns::apply()
{
    for (int column = 0; column < m_view.model()->columnCount(); ++column)
        m_view.setColumnHidden(column, m_hidden.contains(column));
    m_view.resizeColumnsToContents();
    widenForHeadings(m_view);
}

QJsonArray RankColumns::hidden() const
{
    QJsonArray columns;
    for (const int column : m_hidden)
        columns.append(column);
    return columns;
}

void RankColumns::setHidden(const QJsonArray& columns)
{
    m_hidden.clear();
    for (const auto& column : columns)
        m_hidden.insert(column.toInt());
    apply();
}

} // namespace cobench::ui
