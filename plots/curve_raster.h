// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/curve_line.h"

#include <qcustomplot.h>

#include <cstdint>
#include <vector>

namespace cobench::plots {

/// Draws very many lines at once into a picture of pixels: for each line and pixel column one upright stroke from
/// minimum to maximum, joined to its neighbour. What QPainter would take a tenth of a second for takes some
/// milliseconds. Crowds of lines get columns of two pixels. In vector pictures it draws them as lines.
class CurveRaster : public QCPLayerable
{
public:
    explicit CurveRaster(QCustomPlot* plot);

    /// `lines` in the order of drawing; empty = nothing to do. They must live as long as they are set.
    void setLines(std::vector<const CurveLine*> lines) { m_lines = std::move(lines); }

protected:
    QRect clipRect() const override { return mParentPlot->axisRect()->rect(); }
    void applyDefaultAntialiasingHint(QCPPainter*) const override { }
    void draw(QCPPainter* painter) override;

private:
    std::vector<const CurveLine*> m_lines;
    QImage m_image; // of the last frame: new memory for each one costs as much as a tenth of the drawing
    std::vector<std::uint8_t> m_cells; // likewise
};

} // namespace cobench::plots
