// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/theme.h"

#include <qcustomplot.h>

#include <vector>

namespace cobench::plots {

/// Heights over a square grid, to draw on.
struct SurfaceGrid {
    double low = -1.0; // both axes
    double high = 1.0;
    std::size_t size = 2; // points a side
    std::vector<double> z; // [size*size], rows from low y upwards

    double at(std::size_t column, std::size_t row) const { return z[row * size + column]; }
    double place(double index) const { return low + (high - low) * index / static_cast<double>(size - 1); }
};

/// Draws heights as colours, as lines of equal height, or as a relief that a light from the upper left falls on.
/// The colours follow the ranks of the heights, so that a deep well does not leave one colour to all the rest.
class SurfaceLayer : public QCPLayerable
{
public:
    enum class Shade { Contour, Relief };

    explicit SurfaceLayer(QCustomPlot* plot);

    void setGrid(SurfaceGrid grid);
    void setShade(Shade shade);
    void setTheme(const PlotTheme& theme);
    const SurfaceGrid& grid() const { return m_grid; }
    /// Heights of the lines, ascending.
    const std::vector<double>& levels() const { return m_levels; }

protected:
    QRect clipRect() const override { return mParentPlot->axisRect()->rect(); }
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override { painter->setAntialiasing(true); }
    void draw(QCPPainter* painter) override;

private:
    void makePicture();
    void makeLines();
    double light(std::size_t column, std::size_t row) const;

    SurfaceGrid m_grid;
    Shade m_shade = Shade::Relief;
    PlotTheme m_theme = PlotTheme::light();
    std::vector<double> m_sorted; // heights, for their ranks
    std::vector<double> m_levels;
    std::vector<QLineF> m_lines; // data coordinates
    QImage m_picture; // a pixel a grid point, row 0 on top
};

} // namespace cobench::plots
