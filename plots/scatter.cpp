// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/scatter.h"

#include "plots/axis_style.h"
#include "plots/group_clouds.h"
#include "plots/plot_overlay.h"
#include "plots/point_cloud.h"
#include "plots/scatter_lines.h"

#include <algorithm>
#include <cmath>

namespace cobench::plots {
namespace {

using namespace Qt::StringLiterals;

constexpr double kReach = 8.0; // pixels from the mouse to a point
constexpr std::size_t kDenseFrom = 20000; // points; markers would only cover each other
constexpr std::size_t kDotsFrom = 1500; // points of a group; fewer stay markers, or nobody would see them
constexpr double kRingSize = 12.0;

double markerSize(std::size_t points)
{
    return points <= 300 ? 9.0 : points <= 3000 ? 7.0 : 5.0;
}

bool isDefined(const ScatterGroup& group, std::size_t index)
{
    return std::isfinite(group.x[index]) && std::isfinite(group.y[index]);
}

} // namespace

Scatter::Scatter(QWidget* parent)
    : PlotWidget(parent)
    , m_lines(std::make_unique<ScatterLines>(plot()))
    , m_outlines(new PointCloud(plot().xAxis, plot().yAxis))
    , m_highlight(new PointCloud(plot().xAxis, plot().yAxis))
{
    plot().addLayer(u"marked"_s, plot().layer(u"main"_s));
    plot().addLayer(u"highlight"_s, plot().layer(u"marked"_s));
    m_outlines->setLayer(u"marked"_s);
    m_highlight->setLayer(u"highlight"_s);
    useLegend({});
    overlay().setMarks([this](QCPPainter& painter) {
        const auto place = m_hovered ? find(*m_hovered) : std::nullopt;
        if (!place)
            return;
        painter.setPen(QPen(theme().text, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(pixelOf(*place), kRingSize / 2, kRingSize / 2);
    });
}

Scatter::~Scatter() = default;

void Scatter::setData(ScatterData data)
{
    dropClouds(); // they look into the old data
    setOutlined({}, {});
    m_data = std::move(data);
    indexIds();
    setLegendHeading(m_data.groupTitle);
    setAxisTitles(m_data.xTitle, m_data.yTitle);
    QStringList notes{m_data.note};
    if (m_undefined > 0)
        notes += tr("%1 undefined not shown").arg(m_undefined);
    notes.removeAll(QString());
    setTitle(m_data.title, notes.join(u" · "_s));
    rebuild();
    dataChanged();
}

void Scatter::indexIds()
{
    m_places.clear();
    m_undefined = 0;
    SpanFinder x;
    SpanFinder y;
    for (std::size_t g = 0; g < m_data.groups.size(); ++g) {
        const ScatterGroup& group = m_data.groups[g];
        for (std::size_t i = 0; i < group.ids.size(); ++i) {
            m_places.emplace_back(group.ids[i], Place{std::uint32_t(g), std::uint32_t(i)});
            m_undefined += !isDefined(group, i);
            x.add(group.x[i]);
            y.add(group.y[i]);
        }
    }
    m_points = m_places.size();
    std::sort(m_places.begin(), m_places.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    setContinuous(Qt::Horizontal, x.isPositive());
    setContinuous(Qt::Vertical, y.isPositive());
}

void Scatter::dropClouds()
{
    for (const auto& clouds : m_clouds)
        clouds->removeFrom(plot());
    m_clouds.clear();
}

void Scatter::rebuild()
{
    for (const ScatterGroup& group : m_data.groups)
        m_clouds.push_back(std::make_unique<GroupClouds>(plot(), group));
    rebuildLines();
    setLegendShown(m_clouds.size() > 1);
    applyTheme();
    setMarked(std::move(m_marked));
    setSelected(m_selected);
}

void Scatter::setLines(std::vector<ScatterLine> lines)
{
    m_data.lines = std::move(lines);
    rebuildLines();
    styleLines();
    dataChanged();
}

void Scatter::rebuildLines()
{
    std::vector<double> places;
    for (const ScatterLine& line : m_data.lines)
        places.push_back(line.at);
    m_lines->setPlaces(places);
}

QColor Scatter::colorOf(std::size_t group) const
{
    return m_data.ordered ? theme().ordered(group, m_data.groups.size()) : theme().category(group).color;
}

void Scatter::styleLines()
{
    for (std::size_t i = 0; i < m_data.lines.size(); ++i) {
        const std::optional<std::size_t> group = m_data.lines[i].group;
        m_lines->style(i,
            QPen(group ? colorOf(*group) : theme().text, 1.4, Qt::DashLine),
            !group || m_clouds[*group]->isVisible());
    }
}

void Scatter::applyTheme()
{
    const bool dense = m_points > kDenseFrom;
    for (std::size_t g = 0; g < m_clouds.size(); ++g) {
        const QColor color = colorOf(g);
        m_clouds[g]->setLook({.color = color,
                                 .outline = theme().faint(color, theme().isDark ? 0.55 : 0.75),
                                 .marker = theme().category(g).marker,
                                 .size = markerSize(m_points),
                                 .filled = true,
                                 .dense = dense && m_data.groups[g].ids.size() > kDotsFrom},
            theme().text);
    }
    styleLines();
    styleHighlight();
}

void Scatter::setMarked(std::vector<std::uint32_t> ids)
{
    m_marked = std::move(ids);
    std::ranges::sort(m_marked);
    const auto isMarked = [this](std::uint32_t id) { return std::ranges::binary_search(m_marked, id); };
    for (const auto& clouds : m_clouds)
        clouds->setMarked(isMarked);
    queueReplot();
}

void Scatter::styleHighlight()
{
    m_highlight->setLook({.color = theme().selection,
        .outline = theme().selection,
        .marker = Marker::Circle,
        .size = markerSize(m_points) + 4.0,
        .filled = false,
        .dense = m_selected.size() > kDenseFrom});
    m_outlines->setLook({.color = theme().text,
        .outline = theme().text,
        .marker = Marker::Diamond,
        .size = markerSize(m_points) + 3.0,
        .filled = false,
        .dense = false});
}

/// Points of hidden groups are left out.
Scatter::Points Scatter::shownPoints(const std::vector<std::uint32_t>& ids) const
{
    Points points;
    for (const std::uint32_t id : ids) {
        const auto place = find(id);
        if (!place || !m_clouds[place->group]->isVisible())
            continue;
        points.x.push_back(m_data.groups[place->group].x[place->index]);
        points.y.push_back(m_data.groups[place->group].y[place->index]);
    }
    return points;
}

void Scatter::setSelected(const std::vector<std::uint32_t>& ids)
{
    m_selected = ids;
    m_selectedPoints = shownPoints(ids);
    m_highlight->setPoints(m_selectedPoints.x, m_selectedPoints.y);
    styleHighlight();
    queueReplot();
}

void Scatter::setOutlined(const std::vector<std::uint32_t>& ids, const QString& name)
{
    m_outlined = ids;
    std::ranges::sort(m_outlined);
    m_outlinedPoints = shownPoints(m_outlined);
    m_outlines->setPoints(m_outlinedPoints.x, m_outlinedPoints.y);
    m_outlines->setName(name);
    m_outlines->removeFromLegend();
    if (!m_outlined.empty())
        m_outlines->addToLegend();
    styleHighlight();
    queueReplot();
}

void Scatter::setHovered(std::optional<std::uint32_t> id)
{
    if (std::exchange(m_hovered, id) != id)
        overlay().refresh();
}

std::optional<Scatter::Place> Scatter::find(std::uint32_t id) const
{
    const auto found
        = std::lower_bound(m_places.begin(), m_places.end(), id, [](const auto& entry, std::uint32_t wanted) {
              return entry.first < wanted;
          });
    return found != m_places.end() && found->first == id ? std::optional(found->second) : std::nullopt;
}

QPointF Scatter::pixelOf(const Place& place) const
{
    const ScatterGroup& group = m_data.groups[place.group];
    return {plot().xAxis->coordToPixel(group.x[place.index]), plot().yAxis->coordToPixel(group.y[place.index])};
}

std::optional<QPointF> Scatter::pixelOf(std::uint32_t id) const
{
    const auto place = find(id);
    return place ? std::optional(pixelOf(*place)) : std::nullopt;
}

template <typename Visit>
void Scatter::forEachShown(Visit visit) const
{
    for (std::size_t g = 0; g < m_clouds.size(); ++g) {
        if (!m_clouds[g]->isVisible())
            continue;
        const ScatterGroup& group = m_data.groups[g];
        for (std::size_t i = 0; i < group.ids.size(); ++i) {
            if (isDefined(group, i))
                visit(group, Place{std::uint32_t(g), std::uint32_t(i)});
        }
    }
}

// One pass over the points: a million take a few milliseconds, and nothing needs to be kept in step with the zoom.
std::optional<Scatter::Place> Scatter::nearest(const QPointF& pixel) const
{
    const QRectF reach(plot().xAxis->pixelToCoord(pixel.x() - kReach),
        plot().yAxis->pixelToCoord(pixel.y() - kReach),
        plot().xAxis->pixelToCoord(pixel.x() + kReach) - plot().xAxis->pixelToCoord(pixel.x() - kReach),
        plot().yAxis->pixelToCoord(pixel.y() + kReach) - plot().yAxis->pixelToCoord(pixel.y() - kReach));
    const QRectF box = reach.normalized();
    std::optional<Place> best;
    double bestDistance = kReach * kReach;
    forEachShown([&](const ScatterGroup& group, const Place& place) {
        if (!box.contains(group.x[place.index], group.y[place.index]))
            return;
        const QPointF offset = pixelOf(place) - pixel;
        const double distance = QPointF::dotProduct(offset, offset);
        if (distance <= bestDistance) {
            bestDistance = distance;
            best = place;
        }
    });
    return best;
}

std::optional<std::uint32_t> Scatter::pointAt(const QPointF& pixel) const
{
    const auto place = nearest(pixel);
    return place ? std::optional(m_data.groups[place->group].ids[place->index]) : std::nullopt;
}

std::vector<std::uint32_t> Scatter::pointsIn(const QRectF& area) const
{
    std::vector<std::uint32_t> ids;
    forEachShown([&](const ScatterGroup& group, const Place& place) {
        const double x = group.x[place.index];
        const double y = group.y[place.index];
        if (x >= area.left() && x <= area.right() && y >= area.top() && y <= area.bottom())
            ids.push_back(group.ids[place.index]);
    });
    return ids;
}

std::optional<ReadOut> Scatter::readOutAt(const QPointF& pixel) const
{
    const auto place = plot().axisRect()->rect().contains(pixel.toPoint()) ? nearest(pixel) : std::nullopt;
    const auto found = place ? std::nullopt : m_lines->lineAt(pixel);
    const ScatterLine* line = found ? &m_data.lines[*found] : nullptr;
    if (line)
        return ReadOut{.text = line->name + u": "_s + formatNumber(line->at, 5),
            .anchor = {plot().xAxis->coordToPixel(line->at), pixel.y()},
            .frame = {}};
    if (!place)
        return PlotWidget::readOutAt(pixel);
    const ScatterGroup& group = m_data.groups[place->group];
    const QString name = m_pointName ? m_pointName(group.ids[place->index]) + u'\n' : QString();
    const QString text = name
        + u"%1: %2\n%3: %4\n%5: %6"_s.arg(m_data.groupTitle,
            group.name,
            m_data.xTitle,
            formatNumber(group.x[place->index], 5),
            m_data.yTitle,
            formatNumber(group.y[place->index], 5));
    return ReadOut{.text = text, .anchor = pixelOf(*place), .frame = {}};
}

void Scatter::clickAt(const QPointF& pixel, Qt::KeyboardModifiers modifiers)
{
    if (!plot().axisRect()->rect().contains(pixel.toPoint()))
        return;
    if (const auto id = pointAt(pixel))
        Q_EMIT pointClicked(*id, modifiers);
    else
        Q_EMIT emptyClicked();
}

void Scatter::hoverAt(const std::optional<QPointF>& pixel)
{
    const auto id = pixel && plot().axisRect()->rect().contains(pixel->toPoint()) ? pointAt(*pixel) : std::nullopt;
    if (id == m_hovered)
        return;
    m_hovered = id;
    if (id)
        Q_EMIT pointHovered(*id);
    else
        Q_EMIT hoverLeft();
}

void Scatter::brush(const QRectF& dataRectangle, Qt::KeyboardModifiers modifiers)
{
    Q_EMIT pointsBrushed(pointsIn(dataRectangle), modifiers.testFlag(Qt::ControlModifier));
}

void Scatter::seriesToggled(QCPAbstractPlottable*)
{
    for (const auto& clouds : m_clouds)
        clouds->followLegend();
    styleLines();
    setSelected(m_selected);
    m_outlinedPoints = shownPoints(m_outlined);
    m_outlines->setPoints(m_outlinedPoints.x, m_outlinedPoints.y);
}

ViewRange Scatter::fullRange() const
{
    SpanFinder x;
    SpanFinder y;
    forEachShown([&](const ScatterGroup& group, const Place& place) {
        x.add(group.x[place.index]);
        y.add(group.y[place.index]);
    });
    for (const ScatterLine& line : m_data.lines)
        x.add(line.at);
    return {x.padded(isLogarithmic(Qt::Horizontal)), y.padded(isLogarithmic(Qt::Vertical))};
}

PlotTable Scatter::tableData() const
{
    PlotTable table{.caption = title(),
        .headers
        = {tr("Id"), m_data.groupTitle.isEmpty() ? tr("Group") : m_data.groupTitle, m_data.xTitle, m_data.yTitle},
        .rows = {}};
    if (m_pointName)
        table.headers[0] = tr("Name");
    if (!m_outlined.empty())
        table.headers.push_back(m_outlines->name());
    const ViewRange view = viewRange();
    forEachShown([&](const ScatterGroup& group, const Place& place) {
        const double x = group.x[place.index];
        const double y = group.y[place.index];
        if (x < view.x.low || x > view.x.high || y < view.y.low || y > view.y.high)
            return;
        const std::uint32_t id = group.ids[place.index];
        table.rows.push_back({m_pointName ? m_pointName(id) : QString::number(id), group.name, x, y});
        if (!m_outlined.empty())
            table.rows.back().emplace_back(std::ranges::binary_search(m_outlined, id) ? tr("yes") : tr("no"));
    });
    return table;
}

QString Scatter::summary() const
{
    QString text = tr("Scatter of %1 points in %2 groups, %3 against %4")
                       .arg(m_points - m_undefined)
                       .arg(m_data.groups.size())
                       .arg(m_data.yTitle, m_data.xTitle);
    if (!m_marked.empty())
        text += u"; "_s + tr("%1 marked").arg(m_marked.size());
    if (!m_outlined.empty())
        text += u"; "_s + m_outlines->name() + u' ' + QString::number(m_outlined.size());
    for (const ScatterLine& line : m_data.lines)
        text += u"; "_s + line.name + u' ' + formatNumber(line.at, 4);
    return text;
}

} // namespace cobench::plots
