// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/scatter.h"

#include "plots/axis_style.h"
#include "plots/group_clouds.h"
#include "plots/plot_overlay.h"
#include "plots/scatter_lines.h"
#include "plots/scatter_marks.h"

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
{
    plot().addLayer(u"marked"_s, plot().layer(u"main"_s));
    plot().addLayer(u"highlight"_s, plot().layer(u"marked"_s));
    m_marks = std::make_unique<ScatterMarks>(plot(), [this](std::uint32_t id) { return shownAt(id); });
    useLegend({});
    overlay().setMarks([this](QCPPainter& painter) {
        const auto place = m_hovered ? m_index.find(*m_hovered) : std::nullopt;
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
    m_index.setGroups(m_data.groups);
    setContinuous(Qt::Horizontal, m_index.isPositive(true));
    setContinuous(Qt::Vertical, m_index.isPositive(false));
    setLegendHeading(m_data.groupTitle);
    setAxisTitles(m_data.xTitle, m_data.yTitle);
    setTitle(m_data.title, noteText());
    rebuild();
    dataChanged();
}

QString Scatter::noteText() const
{
    QStringList notes{m_data.note};
    if (m_index.undefined() > 0)
        notes += tr("%1 undefined not shown").arg(m_index.undefined());
    if (isDense())
        notes += tr("dots add up, %L1 points in all").arg(m_index.points() - m_index.undefined());
    notes.removeAll(QString());
    return notes.join(u" · "_s);
}

bool Scatter::isDense() const
{
    return m_index.points() > kDenseFrom;
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
    m_marks->refresh();
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
    const bool dense = isDense();
    for (std::size_t g = 0; g < m_clouds.size(); ++g) {
        const QColor color = colorOf(g);
        m_clouds[g]->setLook({.color = color,
                                 .outline = theme().faint(color, theme().isDark ? 0.55 : 0.75),
                                 .marker = theme().category(g).marker,
                                 .size = markerSize(m_index.points()),
                                 .filled = true,
                                 .dense = dense && m_data.groups[g].ids.size() > kDotsFrom},
            theme().text);
    }
    styleLines();
    styleMarks();
}

void Scatter::setMarked(std::vector<std::uint32_t> ids)
{
    m_marked = std::move(ids);
    std::ranges::sort(m_marked);
    std::vector<std::vector<std::uint32_t>> marked(m_clouds.size());
    for (const std::uint32_t id : m_marked)
        if (const auto place = m_index.find(id))
            marked[place->group].push_back(place->index);
    for (std::size_t g = 0; g < m_clouds.size(); ++g)
        m_clouds[g]->setMarked(std::move(marked[g]), m_marked.size() > kDotsFrom);
    queueReplot();
}

void Scatter::styleMarks()
{
    m_marks->style(theme(), markerSize(m_index.points()), kDenseFrom);
}

std::optional<QPointF> Scatter::shownAt(std::uint32_t id) const
{
    const auto place = m_index.find(id);
    if (!place || place->group >= m_clouds.size() || !m_clouds[place->group]->isVisible())
        return std::nullopt;
    const ScatterGroup& group = m_data.groups[place->group];
    return QPointF(group.x[place->index], group.y[place->index]);
}

void Scatter::setSelected(const std::vector<std::uint32_t>& ids)
{
    m_marks->setSelected(ids);
    styleMarks();
    queueReplot();
}

void Scatter::setOutlined(const std::vector<std::uint32_t>& ids, const QString& name)
{
    std::vector<std::uint32_t> sorted = ids;
    std::ranges::sort(sorted);
    m_marks->setOutlined(std::move(sorted), name);
    styleMarks();
    queueReplot();
}

void Scatter::setHovered(std::optional<std::uint32_t> id)
{
    if (std::exchange(m_hovered, id) != id)
        overlay().refresh();
}

QPointF Scatter::pixelOf(const Place& place) const
{
    const ScatterGroup& group = m_data.groups[place.group];
    return {plot().xAxis->coordToPixel(group.x[place.index]), plot().yAxis->coordToPixel(group.y[place.index])};
}

std::optional<QPointF> Scatter::pixelOf(std::uint32_t id) const
{
    const auto place = m_index.find(id);
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
    m_marks->refresh();
    queueReplot();
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
    const std::vector<std::uint32_t>& outlined = m_marks->outlined();
    if (!outlined.empty())
        table.headers.push_back(m_marks->outlineName());
    const ViewRange view = viewRange();
    forEachShown([&](const ScatterGroup& group, const Place& place) {
        const double x = group.x[place.index];
        const double y = group.y[place.index];
        if (x < view.x.low || x > view.x.high || y < view.y.low || y > view.y.high)
            return;
        const std::uint32_t id = group.ids[place.index];
        table.rows.push_back({m_pointName ? m_pointName(id) : QString::number(id), group.name, x, y});
        if (!outlined.empty())
            table.rows.back().emplace_back(std::ranges::binary_search(outlined, id) ? tr("yes") : tr("no"));
    });
    return table;
}

QString Scatter::summary() const
{
    QString text = tr("Scatter of %1 points in %2 groups, %3 against %4")
                       .arg(m_index.points() - m_index.undefined())
                       .arg(m_data.groups.size())
                       .arg(m_data.yTitle, m_data.xTitle);
    if (!m_marked.empty())
        text += u"; "_s + tr("%1 marked").arg(m_marked.size());
    if (const auto& outlined = m_marks->outlined(); !outlined.empty())
        text += u"; "_s + m_marks->outlineName() + u' ' + QString::number(outlined.size());
    for (const ScatterLine& line : m_data.lines)
        text += u"; "_s + line.name + u' ' + formatNumber(line.at, 4);
    return text;
}

} // namespace cobench::plots
