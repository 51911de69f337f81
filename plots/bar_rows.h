// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/theme.h"

#include <qcustomplot.h>

#include <optional>
#include <vector>

namespace cobench::plots {

/// Horizontal bars from 0, one per row of the value axis, with their numbers where rows are high enough.
class BarRows : public QCPAbstractPlottable
{
public:
    BarRows(QCPAxis* keyAxis, QCPAxis* valueAxis);

    void setBars(std::vector<double> values, std::vector<QColor> colors);
    void setReference(std::optional<double> value) { m_reference = value; }
    void setTheme(const PlotTheme& theme) { m_theme = theme; }

    double selectTest(const QPointF&, bool, QVariant*) const override { return -1.0; }
    QCPRange getKeyRange(bool& found, QCP::SignDomain) const override;
    QCPRange getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const override;

protected:
    void draw(QCPPainter* painter) override;
    void drawLegendIcon(QCPPainter*, const QRectF&) const override { }

private:
    QRectF barRect(std::size_t row) const;
    const QColor& colorOf(std::size_t row) const { return m_colors[row % m_colors.size()]; }
    void drawNumber(QCPPainter& painter, std::size_t row) const;

    std::vector<double> m_values;
    std::vector<QColor> m_colors; // one, or one per bar
    std::optional<double> m_reference;
    PlotTheme m_theme = PlotTheme::light();
};

} // namespace cobench::plots
