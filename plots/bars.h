// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_widget.h"

#include <cstddef>
#include <vector>

namespace cobench::plots {

class BarRows;

/// Horizontal bars, one per name, first on top: per-class recall, accuracy per model.
struct BarsData {
    QString title;
    QString note;
    QString nameTitle; // "Class"
    QString valueTitle; // with unit
    std::vector<QString> names;
    std::vector<double> values; // NaN = undefined, said in words
    std::optional<AxisSpan> range; // of the value axis; nothing = from 0 to the data
    std::optional<double> reference; // a line to compare with
    QString referenceName;
    std::vector<std::size_t> colours; // category of each bar; empty = one accent
};

class Bars : public PlotWidget
{
    Q_OBJECT
public:
    explicit Bars(QWidget* parent = nullptr);

    void setData(BarsData data);
    const BarsData& data() const { return m_data; }
    PlotTable tableData() const override;
    QString summary() const override;

Q_SIGNALS:
    void barClicked(std::size_t index, Qt::KeyboardModifiers modifiers);

protected:
    ViewRange fullRange() const override;
    std::optional<ViewRange> viewLimit() const override { return fullRange(); }
    void applyTheme() override;
    bool prepareLabels(const QSize& size) override;
    std::optional<ReadOut> readOutAt(const QPointF& pixel) const override;
    void clickAt(const QPointF& pixel, Qt::KeyboardModifiers modifiers) override;

private:
    std::optional<std::size_t> barAt(const QPointF& pixel) const;

    BarsData m_data;
    BarRows* m_rows; // owned by the plot
};

} // namespace cobench::plots
