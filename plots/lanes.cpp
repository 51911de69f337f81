// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/lanes.h"

#include "plots/axis_marks.h"
#include "plots/axis_style.h"
#include "plots/lane_frame.h"
#include "plots/lane_strip.h"
#include "plots/plot_canvas.h"
#include "plots/plot_overlay.h"

#include <QFontMetrics>

#include <algorithm>
#include <cmath>

namespace cobench::plots {
namespace {

using namespace Qt::StringLiterals;

constexpr double kReadable = 42.0; // pixels of a lane
constexpr int kNameWidth = 190; // pixels
constexpr double kChosenAlpha = 0.18;
constexpr double kScaleRows = 2.4; // heights of a line of text that a lane needs for both ends of its scale

} // namespace

QString Lane::title() const
{
    return unit.isEmpty() ? name : u"%1 [%2]"_s.arg(name, unit);
}

Lanes::Lanes(QWidget* parent)
    : PlotWidget(parent)
    , m_frame(new LaneFrame(&plot()))
    , m_marks(new AxisMarks(&plot()))
{
    useLegend({});
    for (QCPAxis* axis : {plot().yAxis, plot().yAxis2}) {
        axis->setTicker(QSharedPointer<QCPAxisTickerText>::create());
        axis->setTickLength(0);
        axis->grid()->setVisible(false);
    }
    plot().yAxis2->setVisible(true);
    m_marks->setNamesAbove(); // the uppermost lane may have words of its own
    leaveRoom();
    plot().axisRect()->setRangeZoomAxes(plot().xAxis, nullptr); // lanes keep their height
    plot().axisRect()->setRangeDragAxes(plot().xAxis, nullptr);
    setContinuous(Qt::Horizontal, false);
    connect(plot().yAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), &plot(), [this] { followView(); });
    overlay().setMarks([this](QCPPainter& painter) { drawChosen(painter); });
}

Lanes::~Lanes() = default;

void Lanes::leaveRoom()
{
    plot().axisRect()->setMinimumMargins(QMargins(kNameWidth + 12, 6 + m_marks->heightAbove(), 14, 6));
}

void Lanes::setData(LanesData shown)
{
    m_frame->setPlaces({});
    m_strips.clear();
    m_data = std::move(shown);
    setAxisTitles(m_data.xTitle, {});
    for (Lane& lane : m_data.lanes)
        m_strips.push_back(std::make_unique<LaneStrip>(
            plot(), m_strips.empty() ? 0.0 : m_strips.back()->bottom(), lane, m_hidden));
    m_marks->setMarks(m_data.marks);
    leaveRoom();
    setLegendShown(false); // the names stand beside the lanes; it is there for hiding lines
    setTitle(m_data.title, m_data.note);
    applyTheme();
    followView();
    dataChanged();
}

const std::vector<CurvePoint>& Lanes::points(std::size_t lane, std::size_t series) const
{
    return m_strips[lane]->lines()[series]->raw().points();
}

void Lanes::append(std::size_t lane, std::size_t series, const std::vector<CurvePoint>& points)
{
    for (const CurvePoint& point : points)
        m_strips[lane]->lines()[series]->append(point);
}

void Lanes::setStates(std::size_t lane, std::vector<LaneState> states)
{
    m_data.lanes[lane].states = std::move(states);
}

void Lanes::setMarks(std::vector<AxisMark> marks)
{
    m_data.marks = std::move(marks);
    m_marks->setMarks(m_data.marks);
    leaveRoom();
}

void Lanes::finishAppending()
{
    for (std::size_t i = 0; i < m_strips.size(); ++i)
        m_strips[i]->refreshScale(m_data.lanes[i]);
    followView();
    dataChanged();
}

void Lanes::followView()
{
    const QCPRange view = plot().yAxis->range();
    plot().yAxis2->setRange(view);
    for (const auto& strip : m_strips)
        strip->followView(view);
}

double Lanes::totalHeight() const
{
    return m_strips.empty() ? 1.0 : -m_strips.back()->bottom();
}

double Lanes::shownHeight() const
{
    const int height = plot().axisRect()->height();
    return m_scrolls && height > 0 ? std::min(totalHeight(), std::max(1.0, height / kReadable)) : totalHeight();
}

void Lanes::setScrolls(bool scrolls)
{
    m_scrolls = scrolls;
    if (!isZoomed())
        fit();
}

AxisSpan Lanes::verticalView() const
{
    const ViewRange view = viewRange();
    return {-view.y.high / totalHeight(), -view.y.low / totalHeight()};
}

void Lanes::scrollTo(double share)
{
    const ViewRange view = viewRange();
    const double height = view.y.high - view.y.low;
    const double top = std::clamp(share * totalHeight(), 0.0, std::max(0.0, totalHeight() - height));
    if (std::abs(view.y.high + top) < 1e-9)
        return;
    m_top = -top;
    keepHeights();
}

void Lanes::setChosenSpan(std::optional<AxisSpan> span)
{
    if (m_chosen == span)
        return;
    m_chosen = span;
    overlay().refresh();
}

ViewRange Lanes::fullRange() const
{
    SpanFinder x;
    for (std::size_t i = 0; i < m_strips.size(); ++i) {
        for (const CurveLine* line : m_strips[i]->lines()) {
            bool found = false;
            const QCPRange keys = line->getKeyRange(found, QCP::sdBoth);
            if (!found)
                continue;
            x.add(keys.lower);
            x.add(keys.upper);
        }
        for (const LaneState& state : m_data.lanes[i].states) {
            x.add(state.from);
            x.add(state.to);
        }
    }
    const double height = shownHeight();
    const double top = std::min(0.0, std::max(m_top, height - totalHeight()));
    return {x.padded(false), {top - height, top}};
}

std::optional<ViewRange> Lanes::viewLimit() const
{
    constexpr double kAny = 1e300;
    return ViewRange{{-kAny, kAny}, {-totalHeight(), 0.0}};
}

/// Lanes keep their height when there is more or less room.
void Lanes::keepHeights()
{
    if (isZoomed())
        setViewRange({viewRange().x, fullRange().y});
    else
        fit();
}

void Lanes::refreshFrame()
{
    std::vector<LaneFrame::Place> places;
    for (std::size_t i = 0; i < m_strips.size(); ++i) {
        const LaneStrip& strip = *m_strips[i];
        LaneFrame::Place place{.top = strip.top(),
            .bottom = strip.bottom(),
            .states = &m_data.lanes[i].states,
            .missing = m_data.lanes[i].missing,
            .names = {}};
        if (strip.hasNames())
            for (std::size_t line = 0; line < strip.lines().size(); ++line)
                place.names.emplace_back(m_data.lanes[i].series[line].name, strip.lines()[line]->pen().color());
        places.push_back(std::move(place));
    }
    m_frame->setPlaces(std::move(places));
}

void Lanes::applyTheme()
{
    m_frame->setTheme(theme());
    m_marks->setTheme(theme());
    leaveRoom();
    styleAxis(plot().yAxis2, theme());
    for (QCPAxis* axis : {plot().yAxis, plot().yAxis2}) {
        axis->setTickLabelFont(theme().smallFont());
        axis->setTickLabelColor(axis == plot().yAxis ? theme().text : theme().mutedText);
    }
    for (const auto& strip : m_strips)
        strip->applyTheme(theme());
    refreshFrame();
}

bool Lanes::prepareLabels(const QSize& size)
{
    if (m_scrolls && std::exchange(m_laidOutHeight, size.height()) != size.height())
        keepHeights();
    const QFontMetrics metrics(theme().smallFont());
    const AxisSpan view = viewRange().y;
    const double perUnit = size.height() / std::max(1e-9, view.high - view.low);
    QMap<double, QString> names;
    QMap<double, QString> ends;
    for (std::size_t i = 0; i < m_strips.size(); ++i) {
        LaneStrip& strip = *m_strips[i];
        const double height = strip.height() * perUnit;
        const double half = 0.55 * metrics.height() / perUnit;
        strip.setHasNames(strip.lines().size() > 1 && height >= kScaleRows * metrics.height());
        if (height >= metrics.height())
            names.insert((strip.top() + strip.bottom()) / 2.0 + (strip.hasNames() ? half : 0.0),
                metrics.elidedText(m_data.lanes[i].title(), Qt::ElideMiddle, kNameWidth));
        if (strip.lines().empty() || height < metrics.height())
            continue;
        ends.insert(strip.top() - half, formatNumber(strip.high(), 4));
        if (height >= kScaleRows * metrics.height())
            ends.insert(strip.bottom() + half, formatNumber(strip.low(), 4));
    }
    bool changed = false;
    for (const auto& [axis, ticks] : {std::pair{plot().yAxis, &names}, std::pair{plot().yAxis2, &ends}}) {
        const auto ticker = axis->ticker().staticCast<QCPAxisTickerText>();
        changed = changed || ticker->ticks() != *ticks;
        ticker->setTicks(*ticks);
    }
    refreshFrame();
    return changed;
}

std::optional<std::size_t> Lanes::laneAt(double y) const
{
    for (std::size_t i = 0; i < m_strips.size(); ++i)
        if (y <= m_strips[i]->top() && y > m_strips[i]->bottom())
            return i;
    return std::nullopt;
}

std::optional<ReadOut> Lanes::readOutAt(const QPointF& pixel) const
{
    if (!plot().axisRect()->rect().contains(pixel.toPoint()))
        return std::nullopt;
    const auto index = laneAt(plot().yAxis->pixelToCoord(pixel.y()));
    const double x = plot().xAxis->pixelToCoord(pixel.x());
    if (!index)
        return std::nullopt;
    const Lane& lane = m_data.lanes[*index];
    QStringList lines{lane.title()};
    for (const LaneState& state : lane.states)
        if (x >= state.from && x < state.to)
            lines += state.name;
    for (std::size_t i = 0; i < m_strips[*index]->lines().size(); ++i) {
        const CurveLine& line = *m_strips[*index]->lines()[i];
        const std::size_t near = line.raw().nearest(x);
        if (line.visible() && near < line.raw().size())
            lines += u"%1: %2"_s.arg(lane.series[i].name, formatNumber(line.raw()[near].y, 4));
    }
    lines += u"%1: %2"_s.arg(m_data.xTitle, formatNumber(x, 6));
    if (m_describe)
        lines += m_describe(x);
    lines.removeAll(QString());
    return ReadOut{.text = lines.join(u'\n'), .anchor = pixel, .frame = {}};
}

void Lanes::clickAt(const QPointF& pixel, Qt::KeyboardModifiers)
{
    if (!plot().axisRect()->rect().contains(pixel.toPoint()))
        return;
    const double x = plot().xAxis->pixelToCoord(pixel.x());
    setChosenSpan(AxisSpan{x, x});
    Q_EMIT spanChosen(*m_chosen);
}

void Lanes::brush(const QRectF& dataRectangle, Qt::KeyboardModifiers)
{
    setChosenSpan(AxisSpan{dataRectangle.left(), dataRectangle.right()});
    Q_EMIT spanChosen(*m_chosen);
}

void Lanes::drawChosen(QCPPainter& painter) const
{
    if (!m_chosen)
        return;
    const QRectF area = plot().axisRect()->rect();
    const double left = std::clamp(plot().xAxis->coordToPixel(m_chosen->low), area.left(), area.right());
    const double right = std::clamp(plot().xAxis->coordToPixel(m_chosen->high), area.left(), area.right());
    QColor fill = theme().selection;
    fill.setAlphaF(kChosenAlpha);
    painter.fillRect(QRectF(left, area.top(), std::max(1.0, right - left), area.height()), fill);
    painter.setPen(QPen(theme().selection, 1.0));
    for (const double x : {left, right})
        painter.drawLine(QLineF(x, area.top(), x, area.bottom()));
}

void Lanes::seriesToggled(QCPAbstractPlottable* plottable)
{
    if (plottable->visible())
        m_hidden.remove(plottable->name());
    else
        m_hidden.insert(plottable->name());
}

PlotTable Lanes::tableData() const
{
    PlotTable table{
        .caption = title(), .headers = {tr("Lane"), tr("Series"), m_data.xTitle, tr("Value")}, .rows = {}};
    const AxisSpan view = viewRange().x;
    for (std::size_t i = 0; i < m_strips.size(); ++i) {
        const Lane& lane = m_data.lanes[i];
        for (const LaneState& state : lane.states)
            if (state.to >= view.low && state.from <= view.high)
                table.rows.push_back({lane.title(), state.name, state.from, std::nan("")});
        for (std::size_t s = 0; s < m_strips[i]->lines().size(); ++s) {
            const CurveLine& line = *m_strips[i]->lines()[s];
            const auto [first, last] = line.raw().inView(view.low, view.high);
            for (std::size_t p = first; line.visible() && p < last; ++p)
                if (line.raw()[p].x >= view.low && line.raw()[p].x <= view.high)
                    table.rows.push_back({lane.title(), lane.series[s].name, line.raw()[p].x, line.raw()[p].y});
        }
    }
    return table;
}

QString Lanes::summary() const
{
    QStringList shown;
    QStringList missing;
    for (const Lane& lane : m_data.lanes)
        (lane.missing.isEmpty() ? shown : missing) += lane.name;
    QString text = tr("Lanes over one axis: %1.").arg(shown.join(u", "_s));
    return missing.isEmpty() ? text : text + u' ' + tr("Not recorded: %1.").arg(missing.join(u", "_s));
}

} // namespace cobench::plots
