// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_table.h"
#include "ui/pages/runs/config_table.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QTableView;

namespace cobench::ui {

/// The configurations of the selected runs and where they differ.
class ConfigPanel : public QWidget
{
    Q_OBJECT
public:
    explicit ConfigPanel(RunCatalog& catalog, QWidget* parent = nullptr);

    void setRuns(const std::vector<RunId>& runs);
    ConfigTable& model() { return m_model; }
    plots::PlotTable shownTable() const;
    QCheckBox& differencesOnly() { return *m_differences; }

private:
    ConfigTable m_model;
    QCheckBox* m_differences;
    QLabel* m_note;
    QTableView* m_table;
};

} // namespace cobench::ui
