// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/plot_interaction.h"

#include "plots/plot_canvas.h"
#include "plots/plot_menu.h"
#include "plots/plot_overlay.h"
#include "plots/plot_widget.h"

#include <qcustomplot.h>

namespace cobench::plots {
namespace {

constexpr double kKeyPan = 0.1; // share of the view
constexpr double kKeyZoom = 0.8;
constexpr double kWheelZoom = 0.85;
constexpr int kLeastRectangle = 4; // pixels; anything smaller is a shaky click

QRectF toData(const QCustomPlot& plot, const QRect& pixels)
{
    const QPointF first(plot.xAxis->pixelToCoord(pixels.left()), plot.yAxis->pixelToCoord(pixels.bottom()));
    const QPointF second(plot.xAxis->pixelToCoord(pixels.right()), plot.yAxis->pixelToCoord(pixels.top()));
    return QRectF(first, second).normalized();
}

void panAxis(QCPAxis* axis, double share)
{
    const double length
        = axis->orientation() == Qt::Horizontal ? axis->axisRect()->width() : axis->axisRect()->height();
    const auto moved = [&](double coordinate) {
        return axis->pixelToCoord(
            axis->coordToPixel(coordinate) + share * length * (axis->orientation() == Qt::Horizontal ? 1.0 : -1.0));
    };
    axis->setRange(moved(axis->range().lower), moved(axis->range().upper));
}

void zoomAxis(QCPAxis* axis, double factor)
{
    const QCPRange range = axis->range();
    axis->scaleRange(factor,
        axis->scaleType() == QCPAxis::stLogarithmic ? std::sqrt(range.lower * range.upper) : range.center());
}

} // namespace

PlotInteraction::PlotInteraction(PlotWidget& widget)
    : QObject(&widget)
    , m_widget(widget)
    , m_plot(widget.plot())
{
    m_plot.setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    m_plot.axisRect()->setRangeZoomFactor(kWheelZoom);
    m_plot.setMouseTracking(true);
    m_plot.setContextMenuPolicy(Qt::PreventContextMenu); // the right button also zooms; see release()
    m_plot.installEventFilter(this);
    connect(&m_plot, &QCustomPlot::mousePress, this, &PlotInteraction::press);
    connect(&m_plot, &QCustomPlot::mouseMove, this, &PlotInteraction::move);
    connect(&m_plot, &QCustomPlot::mouseRelease, this, &PlotInteraction::release);
    connect(&m_plot, &QCustomPlot::mouseWheel, this, &PlotInteraction::wheel);
    connect(&m_plot, &QCustomPlot::mouseDoubleClick, &m_widget, &PlotWidget::fit);
    connect(m_plot.selectionRect(), &QCPSelectionRect::accepted, this, &PlotInteraction::rectangleChosen);
}

bool PlotInteraction::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Leave) {
        m_widget.overlay().setReadOut(std::nullopt);
        m_widget.hoverAt(std::nullopt);
    }
    return QObject::eventFilter(watched, event);
}

PlotInteraction::Gesture PlotInteraction::gestureFor(const QMouseEvent& event) const
{
    if (!m_plot.axisRectAt(event.position()))
        return Gesture::None;
    if (event.button() == Qt::RightButton)
        return Gesture::Zoom;
    if (event.button() != Qt::LeftButton)
        return Gesture::None;
    if (event.modifiers().testFlag(Qt::AltModifier))
        return Gesture::Zoom;
    if (m_widget.canBrush() && event.modifiers().testFlag(Qt::ShiftModifier))
        return Gesture::Brush;
    switch (m_widget.dragMode()) {
    case PlotWidget::DragMode::Zoom:
        return Gesture::Zoom;
    case PlotWidget::DragMode::Brush:
        return m_widget.canBrush() ? Gesture::Brush : Gesture::Pan;
    case PlotWidget::DragMode::Pan:
        break;
    }
    return Gesture::Pan;
}

// QCustomPlot announces a press before it acts on it, so choosing the mode here decides what the drag will do.
void PlotInteraction::press(QMouseEvent* event)
{
    m_widget.setFocus(Qt::MouseFocusReason);
    m_pressedAt = event->pos();
    m_gesture = gestureFor(*event);
    const bool rectangle = m_gesture == Gesture::Zoom || m_gesture == Gesture::Brush;
    m_plot.setSelectionRectMode(rectangle ? QCP::srmCustom : QCP::srmNone);
    m_widget.overlay().setReadOut(std::nullopt);
}

void PlotInteraction::move(QMouseEvent* event)
{
    m_mouse = event->position();
    if (event->buttons() != Qt::NoButton)
        return;
    m_widget.hoverAt(m_mouse);
    m_widget.overlay().setReadOut(m_widget.readOutAt(m_mouse));
}

void PlotInteraction::release(QMouseEvent* event)
{
    m_gesture = (event->pos() - m_pressedAt).manhattanLength() > kLeastRectangle ? m_gesture : Gesture::None;
    if (m_gesture != Gesture::None)
        return;
    if (event->button() == Qt::RightButton)
        return showPlotMenu(m_widget, event->globalPosition().toPoint());
    if (event->button() == Qt::LeftButton && !toggleLegendItem(event->position()))
        m_widget.clickAt(event->position(), event->modifiers());
}

void PlotInteraction::wheel(QWheelEvent* event)
{
    Qt::Orientations axes = Qt::Horizontal | Qt::Vertical;
    if (event->modifiers().testFlag(Qt::ControlModifier))
        axes = Qt::Horizontal;
    else if (event->modifiers().testFlag(Qt::ShiftModifier))
        axes = Qt::Vertical;
    m_plot.axisRect()->setRangeZoom(axes);
}

void PlotInteraction::rectangleChosen(const QRect& pixels, QMouseEvent* event)
{
    const QRect area = pixels.normalized().intersected(m_plot.axisRect()->rect());
    if (area.width() < kLeastRectangle && area.height() < kLeastRectangle)
        return;
    const QRectF data = toData(m_plot, area);
    if (m_gesture == Gesture::Brush)
        return m_widget.brush(data, event->modifiers());
    m_widget.setViewRange({{data.left(), data.right()}, {data.top(), data.bottom()}});
}

bool PlotInteraction::toggleLegendItem(const QPointF& pixel)
{
    for (int i = 0; i < m_plot.legend->itemCount(); ++i) {
        auto* item = qobject_cast<QCPPlottableLegendItem*>(m_plot.legend->item(i));
        if (!item || !m_plot.legend->layout() || !item->outerRect().contains(pixel.toPoint()))
            continue;
        m_widget.toggleSeries(item->plottable());
        return true;
    }
    return false;
}

bool PlotInteraction::key(int key, Qt::KeyboardModifiers modifiers)
{
    if (modifiers & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    switch (key) {
    case Qt::Key_Left:
        return pan(-kKeyPan, 0), true;
    case Qt::Key_Right:
        return pan(kKeyPan, 0), true;
    case Qt::Key_Up:
        return pan(0, kKeyPan), true;
    case Qt::Key_Down:
        return pan(0, -kKeyPan), true;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoom(kKeyZoom), true;
    case Qt::Key_Minus:
        return zoom(1.0 / kKeyZoom), true;
    case Qt::Key_Home:
        return m_widget.fit(), true;
    case Qt::Key_A:
        return placeCursor(0), true;
    case Qt::Key_B:
        return placeCursor(1), true;
    case Qt::Key_Delete:
        return m_widget.overlay().clearCursors(), true;
    case Qt::Key_X:
        return m_widget.setLogarithmic(Qt::Horizontal, !m_widget.isLogarithmic(Qt::Horizontal)), true;
    case Qt::Key_Y:
        return m_widget.setLogarithmic(Qt::Vertical, !m_widget.isLogarithmic(Qt::Vertical)), true;
    case Qt::Key_L:
        return m_widget.setLegendShown(!m_widget.isLegendShown()), true;
    case Qt::Key_Menu:
        return showPlotMenu(m_widget, m_widget.mapToGlobal(m_widget.rect().center())), true;
    default:
        return false;
    }
}

void PlotInteraction::pan(double xShare, double yShare)
{
    if (xShare != 0.0)
        panAxis(m_plot.xAxis, xShare);
    if (yShare != 0.0)
        panAxis(m_plot.yAxis, yShare);
    m_widget.queueReplot();
}

void PlotInteraction::zoom(double factor)
{
    zoomAxis(m_plot.xAxis, factor);
    zoomAxis(m_plot.yAxis, factor);
    m_widget.queueReplot();
}

void PlotInteraction::placeCursor(std::size_t which)
{
    if (!m_widget.hasContinuous(Qt::Horizontal) || !m_plot.axisRect()->rect().contains(m_mouse.toPoint()))
        return;
    const auto readOut = m_widget.readOutAt(m_mouse);
    const QPointF pixel = readOut ? readOut->anchor : m_mouse;
    m_widget.overlay().setCursor(
        which, {m_plot.xAxis->pixelToCoord(pixel.x()), m_plot.yAxis->pixelToCoord(pixel.y())});
}

} // namespace cobench::plots
