// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/landscape.h"

#include "plots/legend_item.h"
#include "plots/plot_canvas.h"
#include "plots/surface_layer.h"
#include "plots/trail_line.h"

#include <algorithm>
#include <cmath>

namespace cobench::plots {
namespace {

using namespace Qt::StringLiterals;

const QString kTrails = u"trails"_s;

} // namespace

Landscape::Landscape(QWidget* parent)
    : PlotWidget(parent)
    , m_surface(new SurfaceLayer(&plot()))
{
    plot().addLayer(kTrails, plot().layer(u"main"_s));
    plot().layer(kTrails)->setMode(QCPLayer::lmBuffered);
    setAxisTitles(u"x"_s, u"y"_s);
    setContinuous(Qt::Horizontal, false);
    setContinuous(Qt::Vertical, false);
    useLegend(tr("Policy"));
    plot().xAxis->grid()->setVisible(false);
    plot().yAxis->grid()->setVisible(false);
}

Landscape::~Landscape() = default;

void Landscape::setData(LandscapeData shown)
{
    for (TrailLine* trail : m_trails) {
        trail->removeFromLegend();
        plot().removePlottable(trail);
    }
    m_trails.clear();
    m_data = std::move(shown);
    m_surface->setGrid({.low = -m_data.limit, .high = m_data.limit, .size = m_data.gridSize, .z = m_data.z});
    for (const LandscapeTrail& trail : m_data.trails) {
        auto* line = new TrailLine(plot().xAxis, plot().yAxis); // the plot owns it
        line->setLayer(kTrails);
        line->setName(trail.name);
        line->setTrail(trail);
        addToLegend(*line);
        m_trails.push_back(line);
    }
    setLegendShown(!m_trails.empty());
    setTitle(m_data.title, m_data.note);
    applyTheme();
    m_step = std::min(m_step, lastStep());
    setStep(m_step);
    dataChanged();
}

void Landscape::setShade(Shade shade)
{
    m_surface->setShade(shade == Shade::Relief ? SurfaceLayer::Shade::Relief : SurfaceLayer::Shade::Contour);
    queueReplot();
}

std::size_t Landscape::lastStep() const
{
    std::size_t last = 0;
    for (const LandscapeTrail& trail : m_data.trails)
        last = std::max(last, trail.points.size() - 1);
    return last;
}

void Landscape::setStep(std::size_t step)
{
    m_step = step;
    for (TrailLine* trail : m_trails)
        trail->setStep(step);
    if (isVisible())
        plot().layer(kTrails)->replot();
}

ViewRange Landscape::fullRange() const
{
    return {{-m_data.limit, m_data.limit}, {-m_data.limit, m_data.limit}};
}

void Landscape::applyTheme()
{
    m_surface->setTheme(theme());
    const QColor outline = theme().isDark ? QColor(20, 20, 20) : QColor(Qt::white);
    for (std::size_t i = 0; i < m_trails.size(); ++i) {
        CategoryStyle style = theme().category(m_data.trails[i].category);
        style.marker = static_cast<Marker>(m_data.trails[i].category % 8);
        m_trails[i]->setStyle(style, outline);
    }
}

double Landscape::heightAt(const QPointF& place) const
{
    const double steps = static_cast<double>(m_data.gridSize - 1);
    const double column = (place.x() + m_data.limit) / (2.0 * m_data.limit) * steps;
    const double row = (place.y() + m_data.limit) / (2.0 * m_data.limit) * steps;
    if (!(column >= 0.0 && column <= steps && row >= 0.0 && row <= steps) || m_data.z.empty())
        return std::nan("");
    const auto nearest = static_cast<std::size_t>(std::lround(row)) * m_data.gridSize
        + static_cast<std::size_t>(std::lround(column));
    return m_data.z[nearest];
}

std::optional<ReadOut> Landscape::readOutAt(const QPointF& pixel) const
{
    if (!plot().axisRect()->rect().contains(pixel.toPoint()))
        return std::nullopt;
    constexpr double kReach = 10.0;
    for (std::size_t t = 0; t < m_data.trails.size(); ++t) {
        const LandscapeTrail& trail = m_data.trails[t];
        for (std::size_t i = 0; i <= std::min(m_step, trail.points.size() - 1) && m_trails[t]->visible(); ++i) {
            const QPointF place(
                plot().xAxis->coordToPixel(trail.points[i].x()), plot().yAxis->coordToPixel(trail.points[i].y()));
            if (std::hypot(place.x() - pixel.x(), place.y() - pixel.y()) < kReach)
                return ReadOut{.text
                    = tr("%1, step %2\n%3 %4\nlearning rate %5")
                          .arg(trail.name)
                          .arg(i)
                          .arg(m_data.zTitle, formatNumber(trail.heights[i], 5), formatNumber(trail.rates[i], 5)),
                    .anchor = place,
                    .frame = {}};
        }
    }
    const QPointF place(plot().xAxis->pixelToCoord(pixel.x()), plot().yAxis->pixelToCoord(pixel.y()));
    return ReadOut{.text = u"x %1   y %2\n%3 %4"_s.arg(formatNumber(place.x(), 4),
                       formatNumber(place.y(), 4),
                       m_data.zTitle,
                       formatNumber(heightAt(place), 5)),
        .anchor = pixel,
        .frame = {}};
}

bool Landscape::handleKey(int key, Qt::KeyboardModifiers)
{
    if (key != Qt::Key_Comma && key != Qt::Key_Period)
        return false;
    Q_EMIT stepAsked(key == Qt::Key_Comma ? -1 : 1);
    return true;
}

PlotTable Landscape::tableData() const
{
    PlotTable table{.caption = title(),
        .headers = {tr("Policy"), tr("Step"), u"x"_s, u"y"_s, m_data.zTitle, tr("Learning rate"), tr("On the map")},
        .rows = {}};
    for (std::size_t t = 0; t < m_data.trails.size(); ++t) {
        const LandscapeTrail& trail = m_data.trails[t];
        for (std::size_t i = 0; i < trail.points.size() && m_trails[t]->visible(); ++i) {
            const QPointF& at = trail.points[i];
            const bool isOn = std::max(std::abs(at.x()), std::abs(at.y())) <= m_data.limit;
            table.rows.push_back({trail.name,
                static_cast<double>(i),
                at.x(),
                at.y(),
                trail.heights[i],
                trail.rates[i],
                isOn ? tr("yes") : tr("no")});
        }
    }
    return table;
}

QString Landscape::summary() const
{
    QStringList parts;
    for (const LandscapeTrail& trail : m_data.trails) {
        const std::size_t at = std::min(m_step, trail.points.size() - 1);
        parts += trail.leftAt && *trail.leftAt <= at
            ? tr("%1 left the map at step %2").arg(trail.name).arg(*trail.leftAt)
            : tr("%1 at height %2").arg(trail.name, formatNumber(trail.heights[at], 4));
    }
    return tr("Step %1. %2").arg(m_step).arg(parts.join(u", "_s));
}

} // namespace cobench::plots
