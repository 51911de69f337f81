// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/config_panel.h"

#include "plots/export.h"
#include "ui/pages/reports/phrases.h"
#include "ui/style/icons.h"
#include "ui/widgets/plain_table.h"
#include "ui/widgets/shown_table.h"

#include <QAction>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>

namespace cobench::ui {

ConfigPanel::ConfigPanel(RunCatalog& catalog, QWidget* parent)
    : QWidget(parent)
    , m_model(catalog)
    , m_differences(new QCheckBox(tr("Differences only"), this))
    , m_note(new QLabel(this))
    , m_table(plainTable(m_model, tr("Configurations of the selected runs"), this))
{
    m_note->setProperty("role", QStringLiteral("dim"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectItems);
    m_table->setWordWrap(false);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto* copy = new QAction(icon(QStringLiteral("copy")), tr("Copy table"), this);
    connect(copy, &QAction::triggered, this, [this] { plots::copyData(shownTable()); });
    m_table->addAction(copy);
    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(8, 6, 8, 6);
    tools->addWidget(m_differences);
    tools->addStretch(1);
    tools->addWidget(m_note);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(tools);
    column->addWidget(m_table, 1);
    connect(m_differences, &QCheckBox::toggled, &m_model, &ConfigTable::setDifferencesOnly);
    connect(&m_model, &QAbstractItemModel::modelReset, m_table, &QTableView::resizeColumnsToContents);
}

plots::PlotTable ConfigPanel::shownTable() const
{
    return ui::shownTable(*m_table, tr("Configurations"), Qt::DisplayRole);
}

void ConfigPanel::setRuns(const std::vector<RunId>& runs)
{
    m_model.setRuns(runs);
    m_note->setText(runs.size() > ConfigTable::kMostRuns
            ? tr("the first %1 of %2 runs").arg(count(ConfigTable::kMostRuns), count(runs.size()))
            : QString());
}

} // namespace cobench::ui
