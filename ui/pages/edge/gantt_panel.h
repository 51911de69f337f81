// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/edge/edge_sessions.h"

#include <QWidget>

class QScrollBar;

namespace cobench::plots {
class Lanes;
}

namespace cobench::ui {

class EmptyState;
class WhenSeen;

/// Devices × frames of the run that is told of: live the newest frames; all of them when it is
/// over.
class GanttPanel : public QWidget
{
    Q_OBJECT
public:
    explicit GanttPanel(EdgeSessions& sessions, QWidget* parent = nullptr);

    plots::Lanes& lanes() { return *m_lanes; }

private:
    void refresh();

    EdgeSessions& m_sessions;
    plots::Lanes* m_lanes;
    QScrollBar* m_scroll;
    EmptyState* m_empty; // covers the lanes while there is no run
    WhenSeen* m_seen;
    int m_shown = 0; // number of the session
};

} // namespace cobench::ui
