// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_table.h"
#include "ui/pages/runs/run_table.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QTableView;
class QToolButton;

namespace cobench::ui {

/// The runs as a table: filter by an expression, sort, choose columns, copy, and what can be done with the selected
/// ones.
class RunTableView : public QWidget
{
    Q_OBJECT
public:
    explicit RunTableView(RunCatalog& catalog, QWidget* parent = nullptr);

    RunTable& model() { return m_model; }
    QTableView& table() { return *m_table; }
    QLineEdit& filter() { return *m_filter; }
    /// The selected ones, else all that the filter fits; by id.
    std::vector<RunId> chosen() const;
    std::vector<RunId> selected() const;
    /// What describes chosen() in a filter.
    std::string chosenFilter() const;
    void select(const std::vector<RunId>& runs, Qt::KeyboardModifiers modifiers);
    void clearSelection();
    /// Buttons to the right of the filter.
    void addAction(QAction* action, bool primary = false);

    plots::PlotTable shownTable(bool selectedOnly) const;
    QJsonObject viewState() const;
    void restoreViewState(const QJsonObject& state);

Q_SIGNALS:
    /// chosen() is another.
    void chosenChanged();
    /// The pointer is over its row; nothing = it left.
    void runHovered(std::optional<cobench::RunId> run);

private:
    void setupUi();
    void createActions();
    void connectAll();
    void filterChanged();
    void shownChanged();
    void refreshArchived();
    void refreshNote();
    void setColumns(std::vector<RunColumn> columns);
    void fitColumns();
    void refreshColours();
    void showHeaderMenu(const QPoint& position);
    void toggleColumn(const RunColumn& column, bool on);
    QAction* addColumnChoice(QMenu& menu, const RunColumn& column, const QString& title);
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

    RunCatalog& m_catalog;
    RunTable m_model;
    bool m_fitted = false; // widths are as wide as what stands in the columns
    QString m_filterText; // the last that could be read
    QLineEdit* m_filter;
    QLabel* m_note;
    QCheckBox* m_archived;
    QLayout* m_tools;
    QTableView* m_table;
};

} // namespace cobench::ui
