// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/theme.h"

#include <qcustomplot.h>

#include <cstddef>
#include <optional>
#include <vector>

namespace cobench::plots {

struct UpsetData;

/// Bars over their axis rectangle, the dot matrix in the margin below it and the names of the sets beside that.
/// Column c of both is at key c.
class UpsetGlyphs : public QCPAbstractPlottable
{
public:
    UpsetGlyphs(QCPAxis* keyAxis, QCPAxis* valueAxis);

    /// `data` outlives the glyphs' next draw.
    void setData(const UpsetData* data);
    void setTheme(const PlotTheme& theme) { m_theme = theme; }
    void setSelected(std::optional<std::size_t> group) { m_selected = group; }
    /// Room for matrix and names: left and bottom margin of the axis rectangle.
    QSize margins() const;
    /// From the top of the bars to the end of the matrix.
    QRectF columnRect(std::size_t group) const;

    double selectTest(const QPointF&, bool, QVariant*) const override { return -1.0; }
    QCPRange getKeyRange(bool& found, QCP::SignDomain) const override;
    QCPRange getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const override;

protected:
    QRect clipRect() const override;
    void draw(QCPPainter* painter) override;
    void drawLegendIcon(QCPPainter*, const QRectF&) const override { }

private:
    double rowHeight() const;
    double rowCentre(std::size_t set) const;
    double columnWidth() const;
    void drawRows(QCPPainter& painter) const;
    void drawBar(QCPPainter& painter, std::size_t group) const;
    void drawDots(QCPPainter& painter, std::size_t group) const;
    QString shownName(std::size_t set) const;

    const UpsetData* m_data = nullptr;
    std::optional<std::size_t> m_selected;
    PlotTheme m_theme = PlotTheme::light();
};

} // namespace cobench::plots
