// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QJsonObject>
#include <QLayout>
#include <QList>
#include <QMainWindow>

#include <utility>

namespace cobench::ui {

class Async;
class EngineLink;
class Importer;
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

    /// Docks where and as large as they are at first. Called before the page is shown, to place them, and when it
    /// has its size.
    virtual void resetLayout() = 0;
    /// Docks as layoutState() gave them; anything else resets them. A page that is not shown does so when it is:
    /// QMainWindow fits sizes that it is given earlier into a page that is still small.
    void restoreLayout(const QByteArray& state, int version)
    {
        m_layout = state;
        m_version = version;
        m_arranged = false;
        if (isVisible())
            arrange();
    }
    QByteArray layoutState(int version) const { return m_arranged ? saveState(version) : m_layout; }
    /// What the page looks at beyond docks (chosen metric, filter, …); goes into the session.
    virtual QJsonObject viewState() const { return {}; }
    virtual void restoreViewState(const QJsonObject&) { }
    /// Entries of File > Export while this page is shown.
    virtual QList<QAction*> exportActions() const { return {}; }

protected:
    void showEvent(QShowEvent* event) override
    {
        QMainWindow::showEvent(event);
        arrange();
    }

private:
    void arrange()
    {
        if (std::exchange(m_arranged, true))
            return;
        if (!restoreState(m_layout, m_version))
            resetLayout();
        layout()->activate(); // before the first paint
    }

    QByteArray m_layout; // to restore
    int m_version = 0; // of m_layout
    bool m_arranged = false;
};

} // namespace cobench::ui
