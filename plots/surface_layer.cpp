// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/surface_layer.h"

#include <algorithm>
#include <cmath>

namespace cobench::plots {
namespace {

constexpr std::size_t kLevels = 16;
constexpr double kAmbient = 0.45; // of the light in the relief
constexpr double kSteepness = 1.6; // how strongly slopes show
constexpr double kLineShare = 0.35; // of the text colour in a line

/// Where a line of height `level` crosses between two grid points.
double crossing(double first, double second, double level)
{
    return first == second ? 0.5 : (level - first) / (second - first);
}

} // namespace

SurfaceLayer::SurfaceLayer(QCustomPlot* plot)
    : QCPLayerable(plot, QStringLiteral("background"))
{
}

void SurfaceLayer::setGrid(SurfaceGrid grid)
{
    m_grid = std::move(grid);
    m_sorted.clear();
    std::ranges::copy_if(m_grid.z, std::back_inserter(m_sorted), [](double z) { return std::isfinite(z); });
    std::ranges::sort(m_sorted);
    m_levels.clear();
    for (std::size_t i = 1; i <= kLevels && !m_sorted.empty(); ++i)
        m_levels.push_back(m_sorted[(m_sorted.size() - 1) * i / (kLevels + 1)]);
    makeLines();
    makePicture();
}

void SurfaceLayer::setShade(Shade shade)
{
    m_shade = shade;
    makePicture();
}

void SurfaceLayer::setTheme(const PlotTheme& theme)
{
    m_theme = theme;
    makePicture();
}

/// Lambert's law on the slope of the grid, light from the upper left at 45 degrees.
double SurfaceLayer::light(std::size_t column, std::size_t row) const
{
    const std::size_t last = m_grid.size - 1;
    const double range = m_sorted.back() - m_sorted.front();
    // Slopes as if the middle half of the heights stood as high as the map is wide.
    const double half = m_sorted[m_sorted.size() * 3 / 4] - m_sorted[m_sorted.size() / 4];
    const double scale = kSteepness * static_cast<double>(m_grid.size) / std::max(half, 1e-3 * range) / 6.0;
    const double dx
        = scale * (m_grid.at(std::min(column + 1, last), row) - m_grid.at(column > 0 ? column - 1 : 0, row));
    const double dy
        = scale * (m_grid.at(column, std::min(row + 1, last)) - m_grid.at(column, row > 0 ? row - 1 : 0));
    const double length = std::sqrt(dx * dx + dy * dy + 1.0);
    const double cosine = (0.5 * dx - 0.5 * dy + std::sqrt(0.5)) / length;
    return kAmbient + (1.0 - kAmbient) * std::clamp(cosine, 0.0, 1.0);
}

void SurfaceLayer::makePicture()
{
    if (m_sorted.empty() || m_sorted.back() == m_sorted.front()) {
        m_picture = QImage();
        return;
    }
    const auto side = static_cast<int>(m_grid.size);
    m_picture = QImage(side, side, QImage::Format_RGB32);
    for (std::size_t row = 0; row < m_grid.size; ++row) {
        auto* line = reinterpret_cast<QRgb*>(m_picture.scanLine(side - 1 - static_cast<int>(row)));
        for (std::size_t column = 0; column < m_grid.size; ++column) {
            const double z = m_grid.at(column, row);
            if (!std::isfinite(z)) {
                line[column] = m_theme.missing.rgb();
                continue;
            }
            const auto rank = std::ranges::lower_bound(m_sorted, z) - m_sorted.begin();
            QColor colour
                = m_theme.sequential.at(static_cast<double>(rank) / static_cast<double>(m_sorted.size() - 1));
            if (m_shade == Shade::Relief) {
                const double share = light(column, row);
                colour = QColor::fromRgbF(
                    float(colour.redF() * share), float(colour.greenF() * share), float(colour.blueF() * share));
            }
            line[column] = colour.rgb();
        }
    }
}

/// Marching squares; a saddle's two lines are joined either way, which no eye can tell at this size.
void SurfaceLayer::makeLines()
{
    m_lines.clear();
    for (const double level : m_levels)
        for (std::size_t row = 0; row + 1 < m_grid.size; ++row)
            for (std::size_t column = 0; column + 1 < m_grid.size; ++column) {
                const double corners[] = {m_grid.at(column, row),
                    m_grid.at(column + 1, row),
                    m_grid.at(column + 1, row + 1),
                    m_grid.at(column, row + 1)};
                static constexpr double kX[] = {0, 1, 1, 0};
                static constexpr double kY[] = {0, 0, 1, 1};
                std::vector<QPointF> ends;
                for (int side = 0; side < 4; ++side) {
                    const int next = (side + 1) % 4;
                    if ((corners[side] < level) == (corners[next] < level))
                        continue;
                    const double share = crossing(corners[side], corners[next], level);
                    ends.emplace_back(m_grid.place(double(column) + kX[side] + share * (kX[next] - kX[side])),
                        m_grid.place(double(row) + kY[side] + share * (kY[next] - kY[side])));
                }
                for (std::size_t i = 0; i + 1 < ends.size(); i += 2)
                    m_lines.emplace_back(ends[i], ends[i + 1]);
            }
}

void SurfaceLayer::draw(QCPPainter* painter)
{
    if (m_picture.isNull())
        return;
    const QCPAxis& x = *mParentPlot->xAxis;
    const QCPAxis& y = *mParentPlot->yAxis;
    const QRectF place(QPointF(x.coordToPixel(m_grid.low), y.coordToPixel(m_grid.high)),
        QPointF(x.coordToPixel(m_grid.high), y.coordToPixel(m_grid.low)));
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    painter->drawImage(place, m_picture);
    QColor ink = m_shade == Shade::Relief ? QColor(Qt::black) : m_theme.text;
    ink.setAlphaF(kLineShare);
    painter->setPen(QPen(ink, m_shade == Shade::Relief ? 0.6 : 0.9));
    for (const QLineF& line : m_lines)
        painter->drawLine(QLineF(x.coordToPixel(line.x1()),
            y.coordToPixel(line.y1()),
            x.coordToPixel(line.x2()),
            y.coordToPixel(line.y2())));
}

} // namespace cobench::plots
