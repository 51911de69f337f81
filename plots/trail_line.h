// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/landscape.h"

#include <qcustomplot.h>

namespace cobench::plots {

/// One trail: its way, pale where it is long past, its head, and a cross where it left the map.
class TrailLine : public QCPAbstractPlottable
{
public:
    TrailLine(QCPAxis* keyAxis, QCPAxis* valueAxis);

    /// `trail` must live as long as it is set.
    void setTrail(const LandscapeTrail& trail) { m_trail = &trail; }
    void setStep(std::size_t step) { m_step = step; }
    void setStyle(const CategoryStyle& style, const QColor& outline);

    double selectTest(const QPointF&, bool, QVariant*) const override { return -1.0; }
    QCPRange getKeyRange(bool& found, QCP::SignDomain) const override;
    QCPRange getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const override;

protected:
    void draw(QCPPainter* painter) override;
    void drawLegendIcon(QCPPainter* painter, const QRectF& rect) const override;

private:
    void drawWay(QCPPainter& painter, const QPolygonF& way) const;
    void drawHead(QCPPainter& painter, const QPointF& at, double size) const;
    void drawExit(QCPPainter& painter, const QPointF& at) const;

    const LandscapeTrail* m_trail = nullptr;
    std::size_t m_step = 0;
    CategoryStyle m_style;
    QColor m_outline;
};

} // namespace cobench::plots
