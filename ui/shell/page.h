// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/lazy_dock.h"

#include <QAction>
#include <QJsonObject>
#include <QList>
#include <QMainWindow>

namespace cobench::ui {

class Async;
class EngineLink;
class Importer;
class PolicyEditor;
class PoolEditor;
class ReportEditor;
class Selection;
class ThemeSwitch;
class Workspace;

/// What every page may use. All of it outlives the pages.
struct PageContext {
    Async& async;
    Workspace& workspace;
    Selection& selection;
    PoolEditor& editor; // changes to the project, undoable
    ReportEditor& reports; // likewise
    PolicyEditor& policies; // likewise
    Importer& importer;
    EngineLink& engine; // training runs
    ThemeSwitch& theme;
    QAction& importPredictions; // asks for files
    QAction& trainDemo;
};

/// One page of the workbench: a central view with docks of its own. A page is registered in shell/page_list.cpp and
/// nowhere else; it is made when first visited, and what its docks hold when that is first seen.
class Page : public QMainWindow
{
    Q_OBJECT
public:
    explicit Page(QWidget* parent = nullptr);

    /// Docks where and as large as they are at first. Called before the page is shown, to place them, and when it
    /// has its size.
    virtual void resetLayout() = 0;
    /// Docks as layoutState() gave them; anything else resets them. A page that is not shown does so when it is:
    /// QMainWindow fits sizes that it is given earlier into a page that is still small.
    void restoreLayout(const QByteArray& state, int version);
    QByteArray layoutState(int version) const { return m_arranged ? saveState(version) : m_layout; }
    /// What the page looks at beyond docks (chosen metric, filter, …); goes into the session. Here: what the
    /// contents of its docks keep, which need not be made for it.
    virtual QJsonObject viewState() const;
    virtual void restoreViewState(const QJsonObject& state);
    /// Entries of File > Export while this page is shown.
    virtual QList<QAction*> exportActions() const { return {}; }

Q_SIGNALS:
    /// A dock has its content, which nobody has seen yet.
    void contentMade(QWidget* content);

protected:
    /// A dock that resetLayout() finds a place for.
    LazyDock* addDock(const QString& name, const QString& title, LazyDock::Make make);
    void showEvent(QShowEvent* event) override;

private:
    void arrange();

    QList<LazyDock*> m_docks;
    QByteArray m_layout; // to restore
    int m_version = 0; // of m_layout
    bool m_arranged = false;
};

} // namespace cobench::ui
