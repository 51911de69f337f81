// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/when_seen.h"

#include <QEvent>
#include <QWidget>

#include <utility>

namespace cobench::ui {

WhenSeen::WhenSeen(QWidget* view, std::function<void()> refresh)
    : QObject(view)
    , m_view(view)
    , m_refresh(std::move(refresh))
{
    view->installEventFilter(this);
}

void WhenSeen::request()
{
    if (!putsOff())
        m_refresh();
}

bool WhenSeen::putsOff()
{
    const bool waits = !m_view->isVisible() && !m_isCatchingUp;
    m_isStale = m_isStale || waits;
    return waits;
}

void WhenSeen::catchUp()
{
    if (!std::exchange(m_isStale, false))
        return;
    m_isCatchingUp = true;
    m_refresh();
    m_isCatchingUp = false;
}

void WhenSeen::catchUpBelow(QObject& top)
{
    for (auto* each : top.findChildren<WhenSeen*>())
        each->catchUp();
}

bool WhenSeen::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Show)
        catchUp();
    return QObject::eventFilter(watched, event);
}

} // namespace cobench::ui
