// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/curves.h"

#include <functional>
#include <map>

namespace cobench::plots {

/// A function of a step number that is asked for what is in view, and for no more.
struct ScheduleSeries {
    QString name;
    QString key; // the same for the same function: what it gave is not asked for again
    std::size_t category = 0;
    double last = 1.0; // x of the last step; the first is 0
    double stepLength = 1.0; // x from one step to the next
    /// Points of a line over [first, last] that looks, over `columns` pixel columns, as one through every step.
    std::function<std::vector<CurvePoint>(double first, double last, std::size_t columns)> outline;
};

/// Something a person may take and move. A line reaches over the whole height, a point is where it is.
struct ScheduleHandle {
    QString name;
    double x = 0.0;
    double y = 0.0;
    bool movesX = false;
    bool movesY = false;
    bool isLine = false;
};

struct ScheduleData {
    QString title;
    QString note;
    QString xTitle;
    QString yTitle;
    QString legendTitle;
    std::vector<ScheduleSeries> series; // handles are drawn in the colour of the first
    std::vector<AxisMark> marks;
    std::vector<ScheduleHandle> handles;
};

/// Schedules over steps, from ten to billions of them: draws what is in view at the resolution of the screen, and
/// has handles to drag. Keys: Page Up and Page Down choose a handle, arrows move it by a pixel (Shift: ten), Esc
/// lets go.
class Schedule : public Curves
{
    Q_OBJECT
public:
    explicit Schedule(QWidget* parent = nullptr);

    /// Handles keep their numbers while one is dragged.
    void setSchedule(ScheduleData shown);
    const ScheduleData& schedule() const { return m_schedule; }
    /// Pixel of a handle; for tests and for who points at it.
    QPointF placeOf(std::size_t handle) const;
    std::optional<std::size_t> chosenHandle() const { return m_chosen; }

    PlotTable tableData() const override;

Q_SIGNALS:
    /// `to` in data coordinates; `done` when the mouse let go. The owner answers with setSchedule().
    void handleMoved(std::size_t handle, const QPointF& to, bool done);

protected:
    ViewRange fullRange() const override;
    bool prepareLabels(const QSize& area) override;
    std::optional<ReadOut> readOutAt(const QPointF& pixel) const override;
    bool handleKey(int key, Qt::KeyboardModifiers modifiers) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Part {
        double first = 0.0;
        double last = 0.0;
        std::size_t columns = 0;
        std::vector<CurvePoint> points;
    };
    using Parts = std::map<QString, Part>; // by key
    const std::vector<CurvePoint>& part(
        Parts& parts, const ScheduleSeries& series, double first, double last, std::size_t columns) const;
    bool mouse(QEvent* event);
    void forgetUnused(Parts& parts) const;
    std::optional<std::size_t> handleAt(const QPointF& pixel) const;
    void moveHandle(const QPointF& pixel, bool done);
    bool isStill(const QPointF& move) const; // the chosen handle cannot go that way
    void choose(std::optional<std::size_t> handle);
    void showChosen();
    void drawHandles(QCPPainter& painter) const;

    ScheduleData m_schedule;
    Parts m_whole; // of all steps, to know the range
    Parts m_view;
    std::optional<std::size_t> m_chosen;
    std::optional<std::size_t> m_grabbed; // by the mouse
    std::optional<std::size_t> m_hovered;
};

} // namespace cobench::plots
