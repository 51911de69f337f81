// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/edge/edge_sessions.h"
#include "ui/pages/edge/setup_draft.h"
#include "ui/shell/page.h"

namespace cobench::ui {

class ComparePanel;
class FiguresPanel;
class GanttPanel;
class LivePanel;
class PlanPanel;
class SetupPanel;

/// Edge detection: runs are set up, watched live, told in figures and over time, and compared. Each runs in the
/// background engine, or on a thread of this program where that cannot be, its detectors and decoders in processes
/// of their own.
class EdgePage : public Page
{
    Q_OBJECT
public:
    EdgePage(const PageContext& context, QWidget* parent);

    void resetLayout() override;
    QJsonObject viewState() const override;
    void restoreViewState(const QJsonObject& state) override;
    QList<QAction*> exportActions() const override { return m_exports; }

    SetupDraft& draft() { return m_draft; }
    EdgeSessions& sessions() { return m_sessions; }
    LivePanel& live() { return *m_live; }
    SetupPanel& setup();
    FiguresPanel& figures();
    GanttPanel& gantt();
    ComparePanel& compare();
    PlanPanel& plan();

private:
    void addDocks(Async& async);
    void createExports(Async& async);

    SetupDraft m_draft;
    SessionEditor m_project;
    EdgeSessions m_sessions;
    LivePanel* m_live;
    LazyDock* m_setupDock = nullptr;
    LazyDock* m_figuresDock = nullptr;
    LazyDock* m_ganttDock = nullptr;
    LazyDock* m_compareDock = nullptr;
    LazyDock* m_planDock = nullptr;
    QList<QAction*> m_exports;
};

} // namespace cobench::ui
