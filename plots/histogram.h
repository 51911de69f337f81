// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_widget.h"

#include <cstddef>
#include <vector>

class QCPBars;
class QCPGraph;

namespace cobench::plots {

/// A value compared with the values that chance gives.
struct HistogramData {
    QString title;
    QString note;
    QString valueTitle; // with unit
    QString countTitle; // "Shuffled pools"
    std::vector<double> values; // NaN = left out
    std::optional<AxisSpan> interval; // shaded
    QString intervalName; // "95 % of them"
    std::optional<double> mark; // a line across
    QString markName; // "observed"
    std::optional<AxisSpan> range; // of the value axis, at least; nothing = of what is drawn
};

/// How often values of a range occur, an interval, and where one observed value lies.
class Histogram : public PlotWidget
{
    Q_OBJECT
public:
    explicit Histogram(QWidget* parent = nullptr);

    void setData(HistogramData data);
    const HistogramData& data() const { return m_data; }
    const std::vector<std::size_t>& counts() const { return m_counts; } // of the bins, left to right

    PlotTable tableData() const override;
    QString summary() const override;

protected:
    ViewRange fullRange() const override;
    void applyTheme() override;
    std::optional<ReadOut> readOutAt(const QPointF& pixel) const override;

private:
    void countBins();
    void drawBars();
    void drawLines();
    double top() const;
    double edge(std::size_t bin) const { return m_low + double(bin) * m_width; }

    HistogramData m_data;
    double m_low = 0.0;
    double m_width = 1.0; // of a bin
    std::vector<std::size_t> m_counts;
    QCPGraph* m_interval; // owned by the plot
    QCPBars* m_bars; // owned by the plot
    QCPGraph* m_mark; // owned by the plot
};

} // namespace cobench::plots
