// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_widget.h"

#include <cstddef>
#include <vector>

namespace cobench::plots {

class CurveLine;

struct CurvePoint {
    double x = 0.0;
    double y = 0.0;
};

struct CurveSeries {
    QString name;
    std::vector<CurvePoint> points; // x ascending; NaN y = a gap
    std::size_t category = 0; // colour, dash: the same thing has the same number everywhere
};

struct CurvesData {
    QString title;
    QString note;
    QString xTitle; // with unit: "Iteration"
    QString yTitle;
    std::vector<CurveSeries> series;
};

/// Lines over a common x: live training curves. Draws minimum and maximum per pixel column, so that a spike is
/// never lost; the note says how many points it stands for.
class Curves : public PlotWidget
{
    Q_OBJECT
public:
    explicit Curves(QWidget* parent = nullptr);

    void setData(CurvesData data);
    const CurvesData& data() const { return m_data; }
    /// Live: points with x not below the series' last one. Cost is that of the new points.
    void append(std::size_t series, const std::vector<CurvePoint>& points);
    /// Exponential mean without the bias of its start, weight in [0, 1); 0 = off. The raw line stays, pale, behind.
    void setSmoothing(double weight);
    double smoothing() const { return m_smoothing; }
    std::size_t pointCount() const;

    PlotTable tableData() const override;
    QString summary() const override;

protected:
    ViewRange fullRange() const override;
    void applyTheme() override;
    std::optional<ReadOut> readOutAt(const QPointF& pixel) const override;
    void seriesToggled(QCPAbstractPlottable* plottable) override;

private:
    void rebuild();
    void refreshSmooth(std::size_t series);
    void refreshNote();
    void refreshTraits();

    CurvesData m_data;
    double m_smoothing = 0.0;
    std::vector<CurveLine*> m_raw; // per series; owned by the plot
    std::vector<CurveLine*> m_smooth;
};

/// Debiased exponential mean: s_t = w s_{t-1} + (1-w) y_t, divided by 1 - w^t. Gaps stay gaps.
std::vector<CurvePoint> smoothed(const std::vector<CurvePoint>& points, double weight);

} // namespace cobench::plots
