// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/histogram.h"

#include "plots/axis_style.h"
#include "plots/legend_item.h"
#include "plots/plot_canvas.h"

#include <algorithm>
#include <cmath>

namespace cobench::plots {
namespace {

using namespace Qt::StringLiterals;

constexpr double kBarShare = 0.94; // of a bin's width
constexpr double kHeadRoom = 1.12;
constexpr std::size_t kFewestBins = 5;
constexpr std::size_t kMostBins = 40;

} // namespace

Histogram::Histogram(QWidget* parent)
    : PlotWidget(parent)
    , m_interval(plot().addGraph())
    , m_bars(new QCPBars(plot().xAxis, plot().yAxis))
    , m_mark(plot().addGraph())
{
    useLegend({});
    for (QCPGraph* graph : {m_interval, m_mark})
        graph->removeFromLegend();
    setContinuous(Qt::Horizontal, false);
    plot().yAxis->ticker()->setTickStepStrategy(QCPAxisTicker::tssReadability);
    Histogram::applyTheme();
}

void Histogram::setData(HistogramData data)
{
    m_data = std::move(data);
    std::erase_if(m_data.values, [](double value) { return std::isnan(value); });
    countBins();
    drawBars();
    drawLines();
    setAxisTitles(m_data.valueTitle, m_data.countTitle);
    setTitle(m_data.title, m_data.note);
    dataChanged();
}

// As many bins as the square root of the values.
void Histogram::countBins()
{
    m_counts.clear();
    if (m_data.values.empty())
        return;
    const auto [low, high] = std::ranges::minmax(m_data.values);
    const auto root = static_cast<std::size_t>(std::ceil(std::sqrt(double(m_data.values.size()))));
    const std::size_t bins = high > low ? std::clamp(root, kFewestBins, kMostBins) : 1;
    m_low = high > low ? low : low - 0.01;
    m_width = high > low ? (high - low) / double(bins) : 0.02;
    m_counts.assign(bins, 0);
    for (const double value : m_data.values)
        ++m_counts[std::min(bins - 1, static_cast<std::size_t>((value - m_low) / m_width))];
}

void Histogram::drawBars()
{
    QVector<double> middles;
    QVector<double> heights;
    for (std::size_t bin = 0; bin < m_counts.size(); ++bin) {
        middles.append(edge(bin) + 0.5 * m_width);
        heights.append(double(m_counts[bin]));
    }
    m_bars->setWidth(kBarShare * m_width);
    m_bars->setData(middles, heights, true);
    m_bars->setName(m_data.countTitle);
    m_bars->removeFromLegend();
    if (!m_counts.empty())
        addToLegend(*m_bars);
}

void Histogram::drawLines()
{
    const auto show = [](QCPGraph* graph, const QVector<double>& x, const QVector<double>& y, const QString& name) {
        graph->setData(x, y, true);
        graph->setName(name);
        graph->removeFromLegend();
        if (!x.isEmpty())
            addToLegend(*graph);
    };
    const AxisSpan interval = m_data.interval.value_or(AxisSpan{});
    show(m_interval,
        m_data.interval ? QVector<double>{interval.low, interval.high} : QVector<double>(),
        m_data.interval ? QVector<double>{top(), top()} : QVector<double>(),
        m_data.intervalName);
    const double mark = m_data.mark.value_or(0.0);
    show(m_mark,
        m_data.mark ? QVector<double>{mark, mark} : QVector<double>(),
        m_data.mark ? QVector<double>{0.0, top()} : QVector<double>(),
        u"%1 %2"_s.arg(m_data.markName, formatNumber(mark, 3)));
}

double Histogram::top() const
{
    const std::size_t most = m_counts.empty() ? 0 : *std::ranges::max_element(m_counts);
    return kHeadRoom * std::max(1.0, double(most));
}

void Histogram::applyTheme()
{
    m_bars->setPen(Qt::NoPen);
    m_bars->setBrush(theme().accent);
    m_interval->setPen(Qt::NoPen);
    m_interval->setBrush(theme().faint(theme().accent, 0.22));
    m_mark->setPen(QPen(theme().selection, 2.4));
}

ViewRange Histogram::fullRange() const
{
    SpanFinder span;
    for (const double value : m_data.values)
        span.add(value);
    for (const auto& wide : {m_data.interval, m_data.range})
        if (wide) {
            span.add(wide->low);
            span.add(wide->high);
        }
    if (m_data.mark)
        span.add(*m_data.mark);
    return {span.padded(false), {0.0, top()}};
}

std::optional<ReadOut> Histogram::readOutAt(const QPointF& pixel) const
{
    if (!plot().axisRect()->rect().contains(pixel.toPoint()))
        return std::nullopt;
    const double bin = std::floor((plot().xAxis->pixelToCoord(pixel.x()) - m_low) / m_width);
    if (bin < 0 || bin >= double(m_counts.size()))
        return std::nullopt;
    const auto place = static_cast<std::size_t>(bin);
    const QString text = tr("%1 to %2\n%3: %4")
                             .arg(formatNumber(edge(place), 3),
                                 formatNumber(edge(place + 1), 3),
                                 m_data.countTitle,
                                 QString::number(m_counts[place]));
    return ReadOut{.text = text, .anchor = pixel, .frame = {}};
}

PlotTable Histogram::tableData() const
{
    PlotTable table{.caption = title(), .headers = {tr("From"), tr("To"), m_data.countTitle}, .rows = {}};
    const AxisSpan view = viewRange().x;
    for (std::size_t bin = 0; bin < m_counts.size(); ++bin)
        if (edge(bin + 1) > view.low && edge(bin) < view.high)
            table.rows.push_back({edge(bin), edge(bin + 1), double(m_counts[bin])});
    return table;
}

QString Histogram::summary() const
{
    QStringList parts{tr("Histogram of %1 values").arg(m_data.values.size())};
    if (m_data.interval)
        parts += tr("%1 from %2 to %3")
                     .arg(m_data.intervalName,
                         formatNumber(m_data.interval->low),
                         formatNumber(m_data.interval->high));
    if (m_data.mark)
        parts += u"%1 %2"_s.arg(m_data.markName, formatNumber(*m_data.mark));
    return parts.join(u"; "_s);
}

} // namespace cobench::plots
