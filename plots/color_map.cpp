// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/color_map.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>

namespace cobench::plots {
namespace {

// Every eighth entry of the published 256-entry tables; linear interpolation stays within 5/255 of them.
constexpr std::array<QRgb, 33> kViridis{0x440154,
    0x470d60,
    0x48186a,
    0x482374,
    0x472d7b,
    0x453681,
    0x424086,
    0x3f4989,
    0x3b528b,
    0x375a8d,
    0x33638d,
    0x2f6a8e,
    0x2c728e,
    0x297a8e,
    0x26818e,
    0x23898e,
    0x21908c,
    0x1f988b,
    0x1f9f88,
    0x21a685,
    0x28ae80,
    0x31b57b,
    0x3ebc74,
    0x4cc26c,
    0x5dc963,
    0x6ece58,
    0x82d34c,
    0x96d83f,
    0xabdc32,
    0xc0df24,
    0xd5e21a,
    0xeae51a,
    0xfde725};
constexpr std::array<QRgb, 33> kCividis{0x00224e,
    0x00285b,
    0x002e6a,
    0x043371,
    0x1a386f,
    0x273e6e,
    0x32436d,
    0x3b496c,
    0x434e6c,
    0x4b546c,
    0x52596d,
    0x5a5f6e,
    0x61656f,
    0x686a71,
    0x6f7073,
    0x757676,
    0x7c7b78,
    0x848179,
    0x8b8778,
    0x938d78,
    0x9b9376,
    0xa39a75,
    0xaba072,
    0xb3a670,
    0xbbad6c,
    0xc3b469,
    0xccba64,
    0xd4c15f,
    0xddc958,
    0xe6d051,
    0xefd748,
    0xf8df3c,
    0xfee838};
// ColorBrewer RdBu, 11 classes, turned so that blue is low.
constexpr std::array<QRgb, 11> kDivergingLight{
    0x053061, 0x2166ac, 0x4393c3, 0x92c5de, 0xd1e5f0, 0xf7f7f7, 0xfddbc7, 0xf4a582, 0xd6604d, 0xb2182b, 0x67001f};
// After Crameri's "berlin".
constexpr std::array<QRgb, 11> kDivergingDark{
    0x9eb0ff, 0x5ba4db, 0x2d7597, 0x1a4256, 0x112733, 0x191919, 0x331209, 0x501803, 0x8a3f2a, 0xc4756a, 0xffacac};

std::vector<QColor> toColors(std::span<const QRgb> values)
{
    std::vector<QColor> colors;
    colors.reserve(values.size());
    for (const QRgb value : values)
        colors.push_back(QColor::fromRgb(value));
    return colors;
}

int mix(int from, int to, double share)
{
    return int(std::lround(from + (to - from) * share));
}

} // namespace

ColorMap::ColorMap(std::vector<QColor> stops)
    : m_stops(std::move(stops))
{
}

ColorMap ColorMap::viridis()
{
    return ColorMap(toColors(kViridis));
}

ColorMap ColorMap::cividis()
{
    return ColorMap(toColors(kCividis));
}

ColorMap ColorMap::divergingLight()
{
    return ColorMap(toColors(kDivergingLight));
}

ColorMap ColorMap::divergingDark()
{
    return ColorMap(toColors(kDivergingDark));
}

QColor ColorMap::at(double position) const
{
    const double place = std::clamp(position, 0.0, 1.0) * double(m_stops.size() - 1);
    const auto index = std::min(std::size_t(place), m_stops.size() - 2);
    const double share = place - double(index);
    const QColor& from = m_stops[index];
    const QColor& to = m_stops[index + 1];
    return {
        mix(from.red(), to.red(), share), mix(from.green(), to.green(), share), mix(from.blue(), to.blue(), share)};
}

ColorRange ColorRange::around(double neutral, double low, double high)
{
    const double reach = std::max(std::abs(low - neutral), std::abs(high - neutral));
    return {neutral - reach, neutral + reach};
}

double ColorRange::position(double value) const
{
    return high > low ? std::clamp((value - low) / (high - low), 0.0, 1.0) : 0.5;
}

} // namespace cobench::plots
