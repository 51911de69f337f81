// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPoint>
#include <QPointF>

class QMouseEvent;
class QWheelEvent;
class QCustomPlot;

namespace cobench::plots {

class PlotWidget;

/// Turns mouse and keys into what PlotWidget promises. One per chart.
class PlotInteraction : public QObject
{
    Q_OBJECT
public:
    explicit PlotInteraction(PlotWidget& widget);

    /// Whether the key was used.
    bool key(int key, Qt::KeyboardModifiers modifiers);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Gesture { None, Pan, Zoom, Brush };

    void press(QMouseEvent* event);
    void move(QMouseEvent* event);
    void release(QMouseEvent* event);
    void wheel(QWheelEvent* event);
    void rectangleChosen(const QRect& pixels, QMouseEvent* event);
    Gesture gestureFor(const QMouseEvent& event) const;
    bool toggleLegendItem(const QPointF& pixel);
    void pan(double xShare, double yShare);
    void zoom(double factor);
    void placeCursor(std::size_t which);

    PlotWidget& m_widget;
    QCustomPlot& m_plot;
    Gesture m_gesture = Gesture::None;
    QPoint m_pressedAt;
    QPointF m_mouse; // last place over the canvas
};

} // namespace cobench::plots
