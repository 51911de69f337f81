// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/reports/block_form.h"
#include "ui/pages/reports/block_list.h"

#include <QAction>
#include <QWidget>

class QComboBox;
class QListView;
class QMenu;
class QToolButton;

namespace cobench::ui {

/// Which report, its blocks in their order, and the words of the current one. Alt+Up and Alt+Down move a block,
/// Delete removes it, Enter edits it.
class OutlinePanel : public QWidget
{
    Q_OBJECT
public:
    OutlinePanel(ReportPresenter& presenter, QWidget* parent = nullptr);

    QComboBox& chooser() { return *m_chooser; }
    QListView& list() { return *m_list; }
    BlockListModel& model() { return m_model; }
    BlockForm& form() { return *m_form; }
    /// 0 = none.
    std::int64_t current() const { return m_current; }
    void setCurrent(std::int64_t id);
    /// Behind the current block, or at the end; it becomes the current one.
    void add(const store::BlockEntry& block);
    void addReport();

    QAction& newReportAction() { return *m_newReport; }
    QAction& deleteReportAction() { return *m_deleteReport; }
    QAction& addTitleAction() { return *m_addTitle; }
    QAction& addTextAction() { return *m_addText; }
    QAction& upAction() { return *m_up; }
    QAction& downAction() { return *m_down; }
    QAction& removeAction() { return *m_remove; }

Q_SIGNALS:
    void currentChanged(qint64 id);

private:
    QAction* action(
        const char* iconName, const QString& text, const QKeySequence& keys, void (OutlinePanel::*run)());
    void createActions();
    QWidget* makeChooserRow();
    QWidget* makeTools();
    void setupList();
    void connectAll();
    void refresh();
    void refreshNotes();
    void refreshChooser();
    void refreshActions();
    void rename();
    void deleteReport();
    void addTitle();
    void addText();
    void moveUp();
    void moveDown();
    void move(int by);
    void removeCurrent();
    void insert(const store::BlockEntry& block, int place);
    void fillTemplates(QMenu& menu);
    void copyCommand();

    ReportPresenter& m_presenter;
    BlockListModel m_model;
    std::optional<ReportId> m_shown; // whose blocks are listed
    std::int64_t m_current = 0;
    bool m_syncing = false;
    QComboBox* m_chooser;
    QListView* m_list;
    BlockForm* m_form;
    QAction* m_newReport;
    QAction* m_deleteReport;
    QAction* m_copyCommand;
    QAction* m_addTitle;
    QAction* m_addText;
    QAction* m_up;
    QAction* m_down;
    QAction* m_remove;
};

} // namespace cobench::ui
