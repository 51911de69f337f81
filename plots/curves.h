// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/curve_points.h"
#include "plots/plot_widget.h"
#include "plots/smoothing.h"

#include <QSet>

#include <cstddef>
#include <optional>
#include <vector>

class QCPPainter;

namespace cobench::plots {

class AxisMarks;
class CurveLine;
class CurveMarkers;
class CurveRaster;

struct CurveSeries {
    QString name; // empty = it belongs to the named one of its category: not in the legend, hidden with it
    std::vector<CurvePoint> points; // x ascending; NaN y = a gap
    std::size_t category = 0; // colour, dash: the same thing has the same number everywhere
    std::vector<double> low; // a band's edges at each point, such as mean ± deviation; empty = none
    std::vector<double> high;
};

/// An upright line at a place of the x axis: an epoch, an event.
struct AxisMark {
    double x = 0.0;
    QString name; // short; empty = the line alone
};

/// A place of a series that something is said of: a decision, a best value.
struct CurveMarker {
    std::size_t series = 0; // whose colour it has, and with which it is hidden
    double x = 0.0;
    double y = 0.0; // NaN = on the x axis
    Marker shape = Marker::Circle;
    QString name; // what the read-out says of it
};

struct CurvesData {
    QString title;
    QString note;
    QString xTitle; // with unit: "Iteration"
    QString yTitle;
    std::vector<CurveSeries> series;
    std::vector<AxisMark> marks; // x ascending
    std::vector<CurveMarker> markers;
    QString legendTitle; // heading of the legend: "Model"
    bool countsX = false; // x is a number of things: whole numbers at its axis
};

/// Lines over a common x, from a few to thousands: live training curves, means with a band. Draws minimum and
/// maximum per pixel column, so that a spike is never lost; the note says how many points it stands for.
class Curves : public PlotWidget
{
    Q_OBJECT
public:
    explicit Curves(QWidget* parent = nullptr);
    ~Curves() override;

    /// Series that were hidden in the legend stay so under the same name.
    void setData(CurvesData shown);
    std::size_t seriesCount() const { return m_lines.size(); }
    const std::vector<CurvePoint>& points(std::size_t series) const;
    /// Live: points with x not below the series' last one. Cost is that of the new points.
    void append(std::size_t series, const std::vector<CurvePoint>& points);
    void setMarks(std::vector<AxisMark> marks);
    /// The raw line stays, pale, behind the smoothed one.
    void setSmoothing(const Smoothing& smoothing);
    const Smoothing& smoothing() const { return m_smoothing; }
    std::size_t pointCount() const;
    /// Drawn stronger and on top, for a hover that began in another view.
    void setHighlighted(std::optional<std::size_t> series);

    PlotTable tableData() const override;
    QString summary() const override;

Q_SIGNALS:
    void curveClicked(std::size_t series, Qt::KeyboardModifiers modifiers);
    /// With curveClicked: the point of it that was meant.
    void pointClicked(std::size_t series, double x);
    void curveHovered(std::optional<std::size_t> series);

protected:
    ViewRange fullRange() const override;
    void applyTheme() override;
    std::optional<ReadOut> readOutAt(const QPointF& pixel) const override;
    void clickAt(const QPointF& pixel, Qt::KeyboardModifiers modifiers) override;
    void hoverAt(const std::optional<QPointF>& pixel) override;
    void seriesToggled(QCPAbstractPlottable* plottable) override;

    const CurvesData& data() const { return m_data; }
    bool isShown(std::size_t series) const; // not hidden in the legend
    QColor colourOf(std::size_t series) const;
    /// For who draws the same line with other points; refits and repaints nothing.
    void replacePoints(std::size_t series, std::vector<CurvePoint> points);
    /// The highlighted line once more, stronger.
    void drawHighlight(QCPPainter& painter) const;

private:
    struct Hit {
        std::size_t series = 0;
        std::size_t point = 0;
        QPointF place; // pixels
    };
    std::optional<Hit> nearest(const QPointF& pixel) const;
    void dropLines();
    void addLine(CurveSeries& series);
    void refreshNote();
    void refreshTraits();
    bool isCoarse() const;
    void refreshDrawing();

    CurvesData m_data; // the points themselves are with the lines
    Smoothing m_smoothing;
    QSet<QString> m_hidden;
    std::optional<std::size_t> m_highlighted;
    std::vector<CurveLine*> m_lines; // per series; owned by the plot
    CurveRaster* m_raster; // owned by the plot
    AxisMarks* m_marks; // owned by the plot
    CurveMarkers* m_markers; // owned by the plot
};

} // namespace cobench::plots
