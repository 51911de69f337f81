// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/pool_editor.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QPushButton;
class QTreeWidget;

namespace cobench::ui {

/// What the open project takes on disk, part by part, and the clean-up of what was deleted. Deletes itself when
/// closed.
class DiskUseDialog : public QDialog
{
    Q_OBJECT
public:
    DiskUseDialog(Workspace& workspace, PoolEditor& editor, QWidget* parent = nullptr);

    QTreeWidget& list() { return *m_list; }
    QCheckBox& backups() { return *m_backups; }
    QPushButton& cleanButton() { return *m_clean; }
    QLabel& note() { return *m_note; }

private:
    void setupUi();
    void ask();
    void say(const QString& text);
    void fill(const store::DiskUse& use);
    void refreshButton();
    void cleanUp();

    Workspace& m_workspace;
    PoolEditor& m_editor;
    store::DiskUse m_use;
    QTreeWidget* m_list;
    QCheckBox* m_backups;
    QLabel* m_note;
    QPushButton* m_clean;
};

} // namespace cobench::ui
