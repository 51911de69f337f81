// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/schedule.h"

#include "plots/axis_style.h"
#include "plots/plot_canvas.h"
#include "plots/plot_overlay.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>

namespace cobench::plots {
namespace {

using namespace Qt::StringLiterals;

constexpr std::size_t kWholeColumns = 256;
constexpr double kPointReach = 9.0; // pixels
constexpr double kLineReach = 5.0;
constexpr double kRadius = 4.5;
constexpr double kGripHeight = 14.0;
constexpr double kMostRows = 200000.0; // of one series in a table
constexpr std::size_t kMostRead = 12; // series in a read-out

double distanceTo(const ScheduleHandle& handle, const QPointF& place, const QPointF& pixel)
{
    return handle.isLine ? std::abs(place.x() - pixel.x())
                         : std::hypot(place.x() - pixel.x(), place.y() - pixel.y());
}

Qt::CursorShape cursorOf(const ScheduleHandle& handle)
{
    if (handle.movesX && handle.movesY)
        return Qt::SizeAllCursor;
    return handle.movesX ? Qt::SizeHorCursor : Qt::SizeVerCursor;
}

} // namespace

Schedule::Schedule(QWidget* parent)
    : Curves(parent)
{
    plot().installEventFilter(this); // before what pans the view
    installEventFilter(this);
    overlay().setMarks([this](QCPPainter& painter) {
        drawHighlight(painter);
        drawHandles(painter);
    });
}

void Schedule::setSchedule(ScheduleData shown)
{
    m_schedule = std::move(shown);
    const bool wasChosen = m_chosen.has_value();
    if (m_chosen && *m_chosen >= m_schedule.handles.size())
        m_chosen.reset();
    m_hovered.reset();
    CurvesData curves{.title = m_schedule.title,
        .note = m_schedule.note,
        .xTitle = m_schedule.xTitle,
        .yTitle = m_schedule.yTitle,
        .marks = m_schedule.marks,
        .legendTitle = m_schedule.legendTitle};
    for (const ScheduleSeries& series : m_schedule.series)
        curves.series.push_back({.name = series.name,
            .points = part(m_whole, series, 0.0, series.last, kWholeColumns),
            .category = series.category});
    forgetUnused(m_whole);
    forgetUnused(m_view);
    setData(std::move(curves));
    if (wasChosen)
        showChosen(); // where it is now
}

const std::vector<CurvePoint>& Schedule::part(
    Parts& parts, const ScheduleSeries& series, double first, double last, std::size_t columns) const
{
    Part& found = parts[series.key];
    if (found.points.empty() || found.first != first || found.last != last || found.columns != columns)
        found = {first, last, columns, series.outline(first, last, columns)};
    return found.points;
}

void Schedule::forgetUnused(Parts& parts) const
{
    std::erase_if(parts, [this](const auto& entry) {
        return std::ranges::find(m_schedule.series, entry.first, &ScheduleSeries::key) == m_schedule.series.end();
    });
}

ViewRange Schedule::fullRange() const
{
    if (m_grabbed)
        return viewRange(); // what is dragged must not run away
    SpanFinder x;
    SpanFinder y;
    for (std::size_t i = 0; i < m_schedule.series.size(); ++i) {
        if (!isShown(i))
            continue;
        x.add(0.0);
        x.add(m_schedule.series[i].last);
        if (const auto found = m_whole.find(m_schedule.series[i].key); found != m_whole.end())
            for (const CurvePoint& point : found->second.points)
                y.add(point.y);
    }
    return {x.padded(false), y.padded(isLogarithmic(Qt::Vertical))};
}

/// Just before the lines are drawn: they get the points of what is in view.
bool Schedule::prepareLabels(const QSize& area)
{
    const AxisSpan view = viewRange().x;
    const auto columns = static_cast<std::size_t>(std::max(1, area.width()));
    for (std::size_t i = 0; i < m_schedule.series.size(); ++i) {
        const ScheduleSeries& series = m_schedule.series[i];
        const double first = std::max(0.0, view.low);
        const double last = std::min(series.last, view.high);
        replacePoints(i, first <= last ? part(m_view, series, first, last, columns) : std::vector<CurvePoint>());
    }
    return false;
}

std::optional<ReadOut> Schedule::readOutAt(const QPointF& pixel) const
{
    if (!plot().axisRect()->rect().contains(pixel.toPoint()) || m_schedule.series.empty())
        return std::nullopt;
    const double x = plot().xAxis->pixelToCoord(pixel.x());
    QStringList lines;
    QPointF anchor = pixel;
    for (std::size_t i = 0; i < m_schedule.series.size() && lines.size() < qsizetype(kMostRead); ++i) {
        const ScheduleSeries& series = m_schedule.series[i];
        const double step = series.stepLength * std::round(x / series.stepLength);
        if (!isShown(i) || step < 0.0 || step > series.last)
            continue;
        const CurvePoint point = series.outline(step, step, 1).front();
        if (lines.empty()) {
            lines += u"%1: %2"_s.arg(m_schedule.xTitle, formatNumber(point.x, 10));
            anchor = {plot().xAxis->coordToPixel(point.x), plot().yAxis->coordToPixel(point.y)};
        }
        lines += u"%1: %2"_s.arg(series.name, formatNumber(point.y, 6));
    }
    if (lines.isEmpty())
        return std::nullopt;
    return ReadOut{.text = lines.join(u'\n'), .anchor = anchor, .frame = {}};
}

PlotTable Schedule::tableData() const
{
    PlotTable table{
        .caption = title(), .headers = {tr("Series"), m_schedule.xTitle, m_schedule.yTitle}, .rows = {}};
    const AxisSpan view = viewRange().x;
    for (std::size_t i = 0; i < m_schedule.series.size(); ++i) {
        const ScheduleSeries& series = m_schedule.series[i];
        const double first = std::max(0.0, view.low);
        const double last = std::min(series.last, view.high);
        if (!isShown(i) || first > last)
            continue;
        const double steps = std::floor((last - first) / series.stepLength) + 1.0;
        const bool isWhole = steps <= kMostRows;
        const QString name = isWhole ? series.name : tr("%1 (extremes only)").arg(series.name);
        const auto columns = static_cast<std::size_t>(isWhole ? steps : kMostRows / 4.0);
        for (const CurvePoint& point : series.outline(first, last, columns))
            table.rows.push_back({name, point.x, point.y});
    }
    return table;
}

QPointF Schedule::placeOf(std::size_t index) const
{
    const ScheduleHandle& handle = m_schedule.handles[index];
    const double y
        = handle.isLine ? plot().axisRect()->top() + kGripHeight / 2.0 + 2.0 : plot().yAxis->coordToPixel(handle.y);
    return {plot().xAxis->coordToPixel(handle.x), y};
}

bool Schedule::isStill(const QPointF& move) const
{
    const ScheduleHandle& handle = m_schedule.handles[*m_chosen];
    return (move.x() == 0.0 || !handle.movesX) && (move.y() == 0.0 || !handle.movesY);
}

std::optional<std::size_t> Schedule::handleAt(const QPointF& pixel) const
{
    if (!plot().axisRect()->rect().adjusted(-8, -8, 8, 8).contains(pixel.toPoint()))
        return std::nullopt;
    std::optional<std::size_t> best;
    double bestDistance = 0.0;
    for (const bool lines : {false, true}) {
        for (std::size_t i = 0; i < m_schedule.handles.size(); ++i) {
            const ScheduleHandle& handle = m_schedule.handles[i];
            const double distance = distanceTo(handle, placeOf(i), pixel);
            if (handle.isLine != lines || distance > (lines ? kLineReach : kPointReach)
                || (best && distance >= bestDistance))
                continue;
            best = i;
            bestDistance = distance;
        }
        if (best)
            return best;
    }
    return best;
}

bool Schedule::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == this && event->type() == QEvent::ShortcutOverride && m_chosen
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
        event->accept(); // it lets go of the handle before it means anything to the window
    return (watched == &plot() && mouse(event)) || Curves::eventFilter(watched, event);
}

bool Schedule::mouse(QEvent* event)
{
    const auto type = event->type();
    if (type != QEvent::MouseButtonPress && type != QEvent::MouseMove && type != QEvent::MouseButtonRelease)
        return false;
    const auto& at = static_cast<const QMouseEvent&>(*event);
    if (m_grabbed) {
        if (type == QEvent::MouseMove)
            moveHandle(at.position(), false);
        else if (type == QEvent::MouseButtonRelease && at.button() == Qt::LeftButton)
            moveHandle(at.position(), true);
        return true;
    }
    const auto handle = handleAt(at.position());
    if (type == QEvent::MouseButtonPress && at.button() == Qt::LeftButton && at.modifiers() == Qt::NoModifier
        && handle) {
        setFocus(Qt::MouseFocusReason);
        choose(handle);
        m_grabbed = handle;
        return true;
    }
    if (type == QEvent::MouseMove && at.buttons() == Qt::NoButton && handle != m_hovered) {
        m_hovered = handle;
        plot().setCursor(handle ? cursorOf(m_schedule.handles[*handle]) : Qt::ArrowCursor);
        overlay().refresh();
    }
    return false;
}

void Schedule::moveHandle(const QPointF& pixel, bool done)
{
    const std::size_t index = *m_grabbed;
    if (index >= m_schedule.handles.size()) {
        m_grabbed.reset();
        return;
    }
    const ScheduleHandle handle = m_schedule.handles[index];
    const QPointF to(handle.movesX ? plot().xAxis->pixelToCoord(pixel.x()) : handle.x,
        handle.movesY ? plot().yAxis->pixelToCoord(pixel.y()) : handle.y);
    if (done)
        m_grabbed.reset();
    Q_EMIT handleMoved(index, to, done);
    showChosen();
}

void Schedule::choose(std::optional<std::size_t> handle)
{
    m_chosen = handle;
    showChosen();
}

void Schedule::showChosen()
{
    if (!m_chosen || *m_chosen >= m_schedule.handles.size())
        return overlay().setReadOut(std::nullopt);
    const ScheduleHandle& handle = m_schedule.handles[*m_chosen];
    QString text = handle.name;
    if (handle.movesX)
        text += u"\n%1: %2"_s.arg(m_schedule.xTitle, formatNumber(handle.x, 10));
    if (handle.movesY)
        text += u"\n%1: %2"_s.arg(m_schedule.yTitle, formatNumber(handle.y, 6));
    overlay().setReadOut(ReadOut{.text = text, .anchor = placeOf(*m_chosen), .frame = {}});
    setAccessibleDescription(text);
}

bool Schedule::handleKey(int key, Qt::KeyboardModifiers modifiers)
{
    const auto count = static_cast<int>(m_schedule.handles.size());
    if (count > 0 && (key == Qt::Key_PageDown || key == Qt::Key_PageUp)) {
        const int step = key == Qt::Key_PageDown ? 1 : -1;
        const int now = m_chosen ? static_cast<int>(*m_chosen) : (step > 0 ? -1 : count);
        choose(static_cast<std::size_t>((now + step + count) % count));
        return true;
    }
    if (!m_chosen)
        return false;
    if (key == Qt::Key_Escape)
        return choose(std::nullopt), true;
    const double by = modifiers.testFlag(Qt::ShiftModifier) ? 10.0 : 1.0;
    const QPointF move = key == Qt::Key_Left ? QPointF(-by, 0.0)
        : key == Qt::Key_Right               ? QPointF(by, 0.0)
        : key == Qt::Key_Up                  ? QPointF(0.0, -by)
        : key == Qt::Key_Down                ? QPointF(0.0, by)
                                             : QPointF();
    if (move.isNull())
        return false;
    if (isStill(move))
        return true; // the view does not move while a handle is chosen
    const ScheduleHandle handle = m_schedule.handles[*m_chosen];
    const QPointF pixel = placeOf(*m_chosen) + move;
    // At least a step: a pixel may be less.
    const double step = std::max(m_schedule.series.front().stepLength,
        std::abs(plot().xAxis->pixelToCoord(pixel.x()) - handle.x) * (move.x() != 0.0 ? 1.0 : 0.0));
    const QPointF to(handle.movesX && move.x() != 0.0 ? handle.x + std::copysign(step, move.x()) : handle.x,
        handle.movesY && move.y() != 0.0 ? plot().yAxis->pixelToCoord(pixel.y()) : handle.y);
    Q_EMIT handleMoved(*m_chosen, to, true);
    showChosen();
    return true;
}

void Schedule::drawHandles(QCPPainter& painter) const
{
    const QRect area = plot().axisRect()->rect();
    if (m_schedule.series.empty() || !isShown(0))
        return;
    const QColor colour = colourOf(0);
    for (std::size_t i = 0; i < m_schedule.handles.size(); ++i) {
        const QPointF place = placeOf(i);
        if (!area.adjusted(-1, -1, 1, 1).contains(place.toPoint()))
            continue;
        const bool isHot = m_chosen == i || m_hovered == i;
        painter.setPen(QPen(isHot ? theme().text : colour, isHot ? 2.0 : 1.5));
        painter.setBrush(m_chosen == i ? colour : theme().background);
        if (m_schedule.handles[i].isLine)
            painter.drawRoundedRect(
                QRectF(place.x() - 4.0, place.y() - kGripHeight / 2.0, 8.0, kGripHeight), 3.0, 3.0);
        else
            painter.drawEllipse(place, kRadius, kRadius);
    }
}

} // namespace cobench::plots
