// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QTimer>
#include <QWidget>

namespace cobench::ui {

/// An outline around one widget of a window, over everything in it, in the way of nothing: it takes no mouse, no
/// focus. Follows the widget when it moves, and goes while it is hidden.
class Spotlight : public QWidget
{
    Q_OBJECT
public:
    explicit Spotlight(QWidget* window);

    /// nullptr = nothing.
    void setTarget(QWidget* target);
    QWidget* target() const { return m_target; }

    bool eventFilter(QObject* watched, QEvent* event) override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void watch(bool on);
    void follow();

    QPointer<QWidget> m_target;
    QTimer m_soon; // moves come in bursts
};

} // namespace cobench::ui
