// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_widget.h"

#include <cstddef>
#include <vector>

class QCPAxisRect;
class QCPBars;
class QCPGraph;

namespace cobench::plots {

struct ReliabilityBinData {
    double confidence = 0.0; // mean in the bin
    double accuracy = 0.0;
    std::size_t count = 0;
};

struct ReliabilityData {
    QString title;
    QString note; // "ECE 0.031, n = 10,000"
    std::vector<ReliabilityBinData> bins; // equal widths over [0, 1]
};

/// Accuracy against confidence with the diagonal of perfect calibration, and how many samples each bin holds.
class Reliability : public PlotWidget
{
    Q_OBJECT
public:
    explicit Reliability(QWidget* parent = nullptr);

    void setData(ReliabilityData data);
    const ReliabilityData& data() const { return m_data; }
    PlotTable tableData() const override;
    QString summary() const override;

protected:
    ViewRange fullRange() const override { return {{0.0, 1.0}, {0.0, 1.0}}; }
    std::optional<ViewRange> viewLimit() const override { return fullRange(); }
    void applyTheme() override;
    std::optional<ReadOut> readOutAt(const QPointF& pixel) const override;

private:
    void buildHistogram();
    double binWidth() const { return 1.0 / double(m_data.bins.size()); }

    ReliabilityData m_data;
    QCPBars* m_accuracy; // these are owned by the plot
    QCPBars* m_gapFoot; // invisible: where the gap begins
    QCPBars* m_gap;
    QCPGraph* m_diagonal;
    QCPAxisRect* m_countRect;
    QCPBars* m_counts;
};

} // namespace cobench::plots
