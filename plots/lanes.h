// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/curves.h"
#include "plots/plot_widget.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QCPPainter;

namespace cobench::plots {

class AxisMarks;
class LaneFrame;
class LaneStrip;

struct LaneSeries {
    QString name;
    std::vector<CurvePoint> points; // x ascending; NaN y = a gap
};

/// What went on from one place to another.
struct LaneState {
    double from = 0.0;
    double to = 0.0;
    QString name;
    std::size_t category = 0; // colour
};

/// One strip of the chart. It has either series, states, or a reason why it has nothing.
struct Lane {
    QString name;
    QString unit; // "GiB"; empty = none
    std::vector<LaneSeries> series;
    std::vector<LaneState> states;
    std::optional<double> top; // where its scale ends; else a round number above the highest value
    bool fromZero = true; // else its scale begins at the lowest value
    QString missing; // why it is empty

    QString title() const;
};

struct LanesData {
    QString title;
    QString note;
    QString xTitle; // with unit
    std::vector<Lane> lanes; // from the top
    std::vector<AxisMark> marks; // x ascending
};

/// Strips one above the other over one x axis, each with a scale of its own: what a machine did while a run went
/// on. Zoom and pan are those of the common axis. Draws minimum and maximum per pixel column, so that a spike is
/// never lost. A click takes a place, a brush (Shift-drag) an interval; both are told by spanChosen and stay
/// marked.
class Lanes : public PlotWidget
{
    Q_OBJECT
public:
    explicit Lanes(QWidget* parent = nullptr);
    ~Lanes() override;

    /// What was hidden in the legend stays so under the same name, the chosen span where it is.
    void setData(LanesData shown);
    const LanesData& data() const { return m_data; } // without the points
    const std::vector<CurvePoint>& points(std::size_t lane, std::size_t series) const;
    /// Live: points with x not below the series' last one. Call finishAppending() after the last series of a step.
    void append(std::size_t lane, std::size_t series, const std::vector<CurvePoint>& points);
    void setStates(std::size_t lane, std::vector<LaneState> states);
    void setMarks(std::vector<AxisMark> marks);
    void finishAppending();

    /// Lanes keep a height that can be read; those that have no room are scrolled to (verticalView). Off for
    /// pictures, which show all of them.
    void setScrolls(bool scrolls);
    /// Share of the lanes above the view and in it, for a scroll bar.
    AxisSpan verticalView() const;
    void scrollTo(double share);

    std::optional<AxisSpan> chosenSpan() const { return m_chosen; }
    void setChosenSpan(std::optional<AxisSpan> span);
    /// Lines under a read-out that say more about the place.
    void setDescriber(std::function<QString(double x)> describe) { m_describe = std::move(describe); }

    bool canBrush() const override { return true; }
    PlotTable tableData() const override;
    QString summary() const override;

Q_SIGNALS:
    /// A person chose a place (both ends are equal) or an interval.
    void spanChosen(const cobench::plots::AxisSpan& span);

protected:
    ViewRange fullRange() const override;
    std::optional<ViewRange> viewLimit() const override;
    void applyTheme() override;
    bool prepareLabels(const QSize& size) override;
    std::optional<ReadOut> readOutAt(const QPointF& pixel) const override;
    void clickAt(const QPointF& pixel, Qt::KeyboardModifiers modifiers) override;
    void brush(const QRectF& dataRectangle, Qt::KeyboardModifiers modifiers) override;
    void seriesToggled(QCPAbstractPlottable* plottable) override;

private:
    void leaveRoom();
    void refreshFrame();
    void followView();
    void keepHeights();
    double totalHeight() const;
    double shownHeight() const;
    std::optional<std::size_t> laneAt(double y) const;
    void drawChosen(QCPPainter& painter) const;

    LanesData m_data;
    std::vector<std::unique_ptr<LaneStrip>> m_strips;
    LaneFrame* m_frame; // owned by the plot
    AxisMarks* m_marks; // owned by the plot
    QSet<QString> m_hidden;
    std::optional<AxisSpan> m_chosen;
    std::function<QString(double)> m_describe;
    bool m_scrolls = false;
    double m_top = 0.0; // of what is in view, as scrolled to; y coordinate
    int m_laidOutHeight = 0; // pixels
};

} // namespace cobench::plots
