// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>

class QWidget;

namespace cobench::ui {

/// Refreshes a view while somebody sees it. A change of what is covered (by another tab or page, by nothing in a
/// dock that is closed) is only noted; the view catches up once, when it is next shown or asked for by
/// LazyDock::content(). GUI thread only.
class WhenSeen : public QObject
{
    Q_OBJECT
public:
    /// Belongs to `view`. `refresh` takes in everything that changed since it last ran.
    WhenSeen(QWidget* view, std::function<void()> refresh);

    /// Refreshes at once, or when `view` is next shown.
    void request();
    /// For what need not refresh everything: false, and nothing happens, while `view` is seen; else it is true and
    /// the refresh comes later.
    bool putsOff();
    /// Refreshes now what was put off.
    void catchUp();
    /// What stands below `top` shows all that changed. Nothing is refreshed that was not put off.
    static void catchUpBelow(QObject& top);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* m_view;
    std::function<void()> m_refresh;
    bool m_isStale = false;
    bool m_isCatchingUp = false; // also where nobody looks
};

} // namespace cobench::ui
