// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/gantt_panel.h"

#include "ui/pages/edge/gantt_figure.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/lane_scroll.h"
#include "ui/widgets/when_seen.h"

#include <QHBoxLayout>
#include <QScrollBar>

namespace cobench::ui {

namespace {

constexpr std::size_t kLiveFrames = 200;
constexpr std::size_t kMostFrames = 10000; // drawn in some 20 ms

} // namespace

GanttPanel::GanttPanel(EdgeSessions& sessions, QWidget* parent)
    : QWidget(parent)
    , m_sessions(sessions)
    , m_lanes(new plots::Lanes(this))
    , m_scroll(laneScroll(*m_lanes, this))
    , m_empty(new EmptyState(QStringLiteral("chart"),
          tr("No run yet"),
          tr("Here stand, over time: which device works on which frame, what is dropped and why, how many wait."),
          this))
    , m_seen(new WhenSeen(this, [this] { refresh(); }))
{
    m_lanes->setObjectName(QStringLiteral("gantt"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_lanes, 1);
    row->addWidget(m_scroll);
    for (const auto change : {&EdgeSessions::progressed, &EdgeSessions::stateChanged, &EdgeSessions::toldChanged})
        connect(&m_sessions, change, m_seen, &WhenSeen::request);
    m_empty->coverParent();
    m_seen->request();
}

void GanttPanel::refresh()
{
    const EdgeSession* session = m_sessions.told();
    m_empty->setVisible(!session);
    if (!session)
        return m_lanes->setData({.xTitle = tr("Time since the run began [s]")});
    m_lanes->setData(ganttOf(*session, session->isOver() ? kMostFrames : kLiveFrames));
    m_lanes->setCommand(detectCommand(*session));
    if (std::exchange(m_shown, session->number) != session->number)
        m_lanes->fit();
}

} // namespace cobench::ui
