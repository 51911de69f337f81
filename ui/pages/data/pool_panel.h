// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/pool_list.h"
#include "ui/shell/page.h"

#include <QWidget>

#include <memory>
#include <optional>

class QListView;
class QToolButton;

namespace cobench::ui {

class SourceWatch;
struct PoolSnapshot;

/// The project's pools: choose, rename, delete, import another, name the classes, give other labels, look after the
/// files they came from.
class PoolPanel : public QWidget
{
    Q_OBJECT
public:
    PoolPanel(const PageContext& context, SourceWatch& sources, QWidget* parent = nullptr);

    QListView& list() { return *m_list; }

private:
    void setupUi(QAction& importAction);
    QAction* addAction(const QString& iconName, const QString& text, void (PoolPanel::*run)());
    void refresh();
    void refreshNotes();
    void showCurrent();
    void refreshActions();
    std::optional<PoolId> chosen() const;
    std::shared_ptr<const PoolSnapshot> chosenSnapshot() const;
    void remove();
    void nameClasses();
    void askLabels();
    void showSources();

    Workspace& m_workspace;
    PoolEditor& m_editor;
    Importer& m_importer;
    SourceWatch& m_sources;
    PoolList m_model;
    QListView* m_list;
    QAction* m_classes;
    QAction* m_labels;
    QAction* m_origin;
    QAction* m_delete;
    bool m_showing = false;
};

} // namespace cobench::ui
