// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/bars.h"

#include "plots/bar_rows.h"
#include "plots/label_ticker.h"
#include "plots/plot_canvas.h"

#include <cmath>

namespace cobench::plots {
namespace {

using namespace Qt::StringLiterals;

constexpr int kWidestLabel = 220; // pixels

} // namespace

Bars::Bars(QWidget* parent)
    : PlotWidget(parent)
    , m_rows(new BarRows(plot().xAxis, plot().yAxis))
{
    plot().yAxis->setTicker(QSharedPointer<LabelTicker>::create());
    plot().yAxis->setRangeReversed(true);
    plot().yAxis->setTickLength(0, 0);
    plot().yAxis->grid()->setVisible(false);
    Bars::applyTheme();
}

void Bars::setData(BarsData data)
{
    m_data = std::move(data);
    static_cast<LabelTicker*>(plot().yAxis->ticker().data())->setLabels(m_data.names);
    setAxisTitles(m_data.valueTitle, m_data.nameTitle);
    m_rows->setReference(m_data.reference);
    QStringList notes{m_data.note};
    if (m_data.reference)
        notes += tr("dashed: %1 %2").arg(m_data.referenceName, formatNumber(*m_data.reference));
    notes.removeAll(QString());
    setTitle(m_data.title, notes.join(u" · "_s));
    applyTheme();
    dataChanged();
}

void Bars::applyTheme()
{
    m_rows->setTheme(theme());
    std::vector<QColor> colors{theme().accent};
    if (!m_data.colours.empty()) {
        colors.clear();
        for (const std::size_t category : m_data.colours)
            colors.push_back(theme().category(category).color);
    }
    m_rows->setBars(m_data.values, std::move(colors));
}

ViewRange Bars::fullRange() const
{
    const AxisSpan rows{-0.5, std::max(0.5, double(m_data.values.size()) - 0.5)};
    if (m_data.range)
        return {*m_data.range, rows};
    AxisSpan values{0.0, 0.0};
    for (const double value : m_data.values) {
        values.low = std::isnan(value) ? values.low : std::min(values.low, value);
        values.high = std::isnan(value) ? values.high : std::max(values.high, value);
    }
    const double room = 0.08 * (values.high - values.low); // for the numbers
    return {
        {values.low - (values.low < 0.0 ? room : 0.0), values.high > values.low ? values.high + room : 1.0}, rows};
}

bool Bars::prepareLabels(const QSize& size)
{
    const ViewRange view = viewRange();
    auto* ticker = static_cast<LabelTicker*>(plot().yAxis->ticker().data());
    const double rowHeight = size.height() / std::max(1.0, view.y.high - view.y.low);
    bool changed = ticker->setElision(theme().smallFont(), std::min(kWidestLabel, plot().viewport().width() / 3));
    changed |= ticker->fit(rowHeight, QFontMetricsF(theme().smallFont()).height());
    return changed;
}

std::optional<std::size_t> Bars::barAt(const QPointF& pixel) const
{
    const double row = std::round(plot().yAxis->pixelToCoord(pixel.y()));
    const QRect area = plot().axisRect()->rect();
    const bool inside = pixel.y() >= area.top() && pixel.y() <= area.bottom() && pixel.x() <= area.right();
    if (!inside || row < 0 || row >= double(m_data.values.size()))
        return std::nullopt;
    return std::size_t(row);
}

std::optional<ReadOut> Bars::readOutAt(const QPointF& pixel) const
{
    const auto bar = barAt(pixel);
    if (!bar)
        return std::nullopt;
    const QString text
        = m_data.names[*bar] + u'\n' + m_data.valueTitle + u": "_s + formatNumber(m_data.values[*bar], 5);
    return ReadOut{.text = text, .anchor = pixel, .frame = {}};
}

void Bars::clickAt(const QPointF& pixel, Qt::KeyboardModifiers modifiers)
{
    if (const auto bar = barAt(pixel))
        Q_EMIT barClicked(*bar, modifiers);
}

PlotTable Bars::tableData() const
{
    PlotTable table{.caption = title(), .headers = {m_data.nameTitle, m_data.valueTitle}, .rows = {}};
    const ViewRange view = viewRange();
    for (std::size_t row = 0; row < m_data.values.size(); ++row) {
        if (double(row) > view.y.low && double(row) < view.y.high)
            table.rows.push_back({m_data.names[row], m_data.values[row]});
    }
    return table;
}

QString Bars::summary() const
{
    std::size_t least = 0;
    std::size_t most = 0;
    for (std::size_t row = 0; row < m_data.values.size(); ++row) {
        least = m_data.values[row] < m_data.values[least] ? row : least;
        most = m_data.values[row] > m_data.values[most] ? row : most;
    }
    if (m_data.values.empty())
        return tr("No bars");
    return tr("%1 bars of %2; least %3 with %4, most %5 with %6")
        .arg(m_data.values.size())
        .arg(m_data.valueTitle,
            m_data.names[least],
            formatNumber(m_data.values[least]),
            m_data.names[most],
            formatNumber(m_data.values[most]));
}

} // namespace cobench::plots
