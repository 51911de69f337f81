// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_table.h"
#include "ui/bridge/pool_editor.h"
#include "ui/models/member_proxy.h"
#include "ui/models/member_table.h"

#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;
class QTableView;

namespace cobench::ui {

class SourceWatch;

/// The pool table: figures of every member on the current split; sort, filter, choose columns, copy; rename in
/// place, drag to reorder, exclude, delete.
class MemberView : public QWidget
{
    Q_OBJECT
public:
    MemberView(Workspace& workspace, PoolEditor& editor, SourceWatch& sources, QWidget* parent = nullptr);

    QTableView& table() { return *m_table; }
    MemberTable& model() { return m_model; }
    const QList<QAction*>& copyActions() const { return m_copyActions; }
    /// What is shown: filtered, sorted, chosen columns; selected rows only when `selectedOnly` and there are some.
    plots::PlotTable shownTable(bool selectedOnly) const;
    QList<int> hiddenColumns() const;
    void hideColumns(const QList<int>& columns); // others are shown; unknown ones are ignored

private:
    void setupUi();
    void createActions();
    void connectWorkspace();
    void poolChanged();
    void splitChanged();
    bool isReported(const SplitSnapshot* split) const;
    void refreshSourceNotes();
    void refreshFilterNote();
    void refreshActions();
    std::vector<int> selectedRows() const; // of the model, ascending
    std::vector<std::int64_t> selectedIds() const;
    void pushSelection();
    void pullSelection();
    void toggleExcluded();
    void moveSelected(int by);
    void showHeaderMenu(const QPoint& position);
    QAction* addEdit(
        const QString& iconName, const QString& text, const QKeySequence& keys, void (MemberView::*run)());
    void rename();
    void remove();
    void copyTsv();
    void copyLatex();

    Workspace& m_workspace;
    PoolEditor& m_editor;
    SourceWatch& m_sources;
    MemberTable m_model;
    std::shared_ptr<const SplitSnapshot> m_reported; // whose figures the model shows or waits for
    MemberProxy m_proxy;
    QLineEdit* m_filter;
    QLabel* m_note;
    QTableView* m_table;
    QAction* m_rename = nullptr;
    QAction* m_exclude = nullptr;
    QAction* m_delete = nullptr;
    QList<QAction*> m_copyActions;
    bool m_syncing = false; // between the table's selection and the shared one
};

} // namespace cobench::ui
