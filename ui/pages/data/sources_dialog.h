// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/importer.h"
#include "ui/bridge/source_watch.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace cobench::ui {

/// The files one pool was imported from and what became of them since: compare, re-link, import again. Deletes
/// itself when closed.
class SourcesDialog : public QDialog
{
    Q_OBJECT
public:
    SourcesDialog(SourceWatch& watch,
        PoolEditor& editor,
        Importer& importer,
        Workspace& workspace,
        PoolId pool,
        QWidget* parent = nullptr);

    QTreeWidget& list() { return *m_list; }
    QLabel& note() { return *m_note; }
    QPushButton& againButton() { return *m_again; }
    /// The file of that row lies at `place` now: accepted when it has the content that was imported.
    void relink(int row, const QString& place);
    void importAgain();

private:
    void setupUi();
    void refresh();
    void refreshButtons();
    void askRelink();
    void relinked(const store::PoolOrigin& before, const Result<jobs::Relinking>& outcome);

    SourceWatch& m_watch;
    PoolEditor& m_editor;
    Importer& m_importer;
    Workspace& m_workspace;
    PoolId m_pool;
    QString m_answer; // to the last wish, until the next one
    std::optional<io::LoadPoolOptions> m_elsewhere; // where another content was found
    QLabel* m_heading;
    QTreeWidget* m_list;
    QLabel* m_note;
    QPushButton* m_compare;
    QPushButton* m_relink;
    QPushButton* m_again;
};

} // namespace cobench::ui
