// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/upset.h"

#include "plots/plot_canvas.h"
#include "plots/upset_glyphs.h"

#include <algorithm>
#include <cmath>

namespace cobench::plots {
namespace {

using namespace Qt::StringLiterals;

constexpr QMargins kLeastMargins(8, 6, 14, 6);
constexpr double kRoom = 1.12; // above the highest bar, for its number

} // namespace

Upset::Upset(QWidget* parent)
    : PlotWidget(parent)
    , m_glyphs(new UpsetGlyphs(plot().xAxis, plot().yAxis))
{
    plot().xAxis->setTicks(false);
    plot().xAxis->setTickLabels(false);
    plot().xAxis->grid()->setVisible(false);
    Upset::applyTheme();
}

void Upset::setData(UpsetData data)
{
    m_data = std::move(data);
    m_glyphs->setData(&m_data);
    setAxisTitles({}, m_data.countTitle);
    QStringList notes{tr("faint: %1").arg(m_data.partTitle)};
    if (m_data.groups.size() > kShownGroups)
        notes += tr("%1 of %2 shown, drag for more").arg(kShownGroups).arg(m_data.groups.size());
    notes += m_data.note;
    notes.removeAll(QString());
    setTitle(m_data.title, notes.join(u" · "_s));
    applyTheme();
    dataChanged();
}

void Upset::setSelected(std::optional<std::size_t> group)
{
    m_glyphs->setSelected(group);
    queueReplot();
}

void Upset::applyTheme()
{
    m_glyphs->setTheme(theme());
    const QSize room = m_glyphs->margins();
    plot().axisRect()->setMinimumMargins(QMargins(std::max(kLeastMargins.left(), room.width()),
        kLeastMargins.top(),
        kLeastMargins.right(),
        std::max(kLeastMargins.bottom(), room.height())));
}

ViewRange Upset::fullRange() const
{
    double most = 1.0;
    for (const UpsetGroup& group : m_data.groups)
        most = std::max(most, group.count);
    const double shown = double(std::clamp<std::size_t>(m_data.groups.size(), 1, kShownGroups));
    return {{-0.5, shown - 0.5}, {0.0, kRoom * most}};
}

std::optional<ViewRange> Upset::viewLimit() const
{
    ViewRange limit = fullRange();
    limit.x.high = std::max(limit.x.high, double(m_data.groups.size()) - 0.5);
    return limit;
}

QString Upset::setNames(const UpsetGroup& group) const
{
    QStringList names;
    for (const std::size_t set : group.sets)
        names += m_data.sets[set].name;
    return names.join(u" + "_s);
}

std::optional<std::size_t> Upset::groupAt(const QPointF& pixel) const
{
    const double place = std::round(plot().xAxis->pixelToCoord(pixel.x()));
    if (place < 0.0 || place >= double(m_data.groups.size()))
        return std::nullopt;
    const auto group = std::size_t(place);
    const bool isInside = pixel.x() >= plot().axisRect()->left() && pixel.x() <= plot().axisRect()->right()
        && m_glyphs->columnRect(group).contains(pixel);
    return isInside ? std::optional(group) : std::nullopt;
}

std::optional<ReadOut> Upset::readOutAt(const QPointF& pixel) const
{
    const auto group = groupAt(pixel);
    if (!group)
        return std::nullopt;
    const UpsetGroup& told = m_data.groups[*group];
    const QString text = u"%1: %2\n%3: %4\n%5: %6"_s.arg(m_data.setTitle,
        setNames(told),
        m_data.countTitle,
        formatNumber(told.count, 6),
        m_data.partTitle,
        formatNumber(told.part, 6));
    return ReadOut{.text = text, .anchor = pixel, .frame = m_glyphs->columnRect(*group)};
}

void Upset::clickAt(const QPointF& pixel, Qt::KeyboardModifiers modifiers)
{
    if (const auto group = groupAt(pixel))
        Q_EMIT groupClicked(*group, modifiers);
}

PlotTable Upset::tableData() const
{
    PlotTable table{
        .caption = title(), .headers = {m_data.setTitle, m_data.countTitle, m_data.partTitle}, .rows = {}};
    const ViewRange view = viewRange();
    for (std::size_t group = 0; group < m_data.groups.size(); ++group) {
        const UpsetGroup& told = m_data.groups[group];
        if (double(group) > view.x.low && double(group) < view.x.high)
            table.rows.push_back({setNames(told), told.count, told.part});
    }
    return table;
}

QString Upset::summary() const
{
    if (m_data.groups.empty())
        return tr("No combinations");
    const UpsetGroup& first = m_data.groups.front();
    return tr("%1 combinations of %2 sets; first %3 with %4")
        .arg(m_data.groups.size())
        .arg(m_data.sets.size())
        .arg(setNames(first), formatNumber(first.count, 6));
}

} // namespace cobench::plots
