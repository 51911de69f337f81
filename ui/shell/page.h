// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QJsonObject>
#include <QList>
#include <QMainWindow>

#include <utility>

namespace cobench::ui {

class Async;
class EngineLink;
class Importer;
class PoolEditor;
class Selection;
class ThemeSwitch;
class Workspace;

/// What every page may use. All of it outlives the pages.
struct PageContext {
    Async& async;
    Workspace& workspace;
    Selection& selection;
    PoolEditor& editor; // changes to the project, undoable
    Importer& importer;
    EngineLink& engine; // training runs
    ThemeSwitch& theme;
    QAction& importPredictions; // asks for files
    QAction& trainDemo;
};

/// One page of the workbench: a central view with docks of its own. A page is registered in shell/page_list.cpp and
/// nowhere else; it is made when first visited. Docks need object names.
class Page : public QMainWindow
{
    Q_OBJECT
public:
    explicit Page(QWidget* parent = nullptr)
        : QMainWindow(parent)
    {
        setWindowFlags(Qt::Widget); // the constructor makes every QMainWindow a window
    }

    /// Docks as they are at first; View > Reset layout. Called when the page has its size.
    virtual void resetLayout() = 0;
    /// Docks as saveState() gave them; without such a state the page resets its layout when it is first shown.
    void restoreLayout(const QByteArray& state, int version)
    {
        m_restored = restoreState(state, version) || m_restored;
    }
    /// What the page looks at beyond docks (chosen metric, filter, …); goes into the session.
    virtual QJsonObject viewState() const { return {}; }
    virtual void restoreViewState(const QJsonObject&) { }
    /// Entries of File > Export while this page is shown.
    virtual QList<QAction*> exportActions() const { return {}; }

protected:
    void showEvent(QShowEvent* event) override
    {
        QMainWindow::showEvent(event);
        if (!std::exchange(m_restored, true))
            resetLayout();
    }

private:
    bool m_restored = false;
};

} // namespace cobench::ui
