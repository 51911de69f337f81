// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/curve_points.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace cobench::store {

namespace {

/// First, lowest, highest, last, each once, in the order of steps. NaN is neither low nor high.
void addExtremes(std::span<const CurvePoint> part, std::vector<CurvePoint>& reduced)
{
    std::array<std::size_t, 4> chosen{0, 0, 0, part.size() - 1};
    for (std::size_t i = 1; i < part.size(); ++i) {
        if (part[i].value < part[chosen[1]].value || std::isnan(part[chosen[1]].value))
            chosen[1] = i;
        if (part[i].value > part[chosen[2]].value || std::isnan(part[chosen[2]].value))
            chosen[2] = i;
    }
    std::ranges::sort(chosen);
    const auto end = std::unique(chosen.begin(), chosen.end());
    for (auto at = chosen.begin(); at != end; ++at)
        reduced.push_back(part[*at]);
}

} // namespace

void CurvePoints::add(const CurvePoint& point, std::uint32_t attempt)
{
    if (attempt > m_attempt) {
        m_attempt = attempt;
        std::erase_if(m_points, [&](const CurvePoint& earlier) { return earlier.step >= point.step; });
    } else if (attempt < m_attempt) {
        return;
    }
    if (!m_points.empty() && point.step < m_points.back().step)
        m_isSorted = false;
    m_points.push_back(point);
}

std::vector<CurvePoint> CurvePoints::take(std::size_t parts)
{
    if (!m_isSorted)
        std::ranges::stable_sort(m_points, {}, &CurvePoint::step);
    std::vector<CurvePoint> reduced;
    if (parts == 0 || m_points.size() <= 4 * parts) {
        reduced = m_points;
    } else {
        reduced.reserve(4 * parts);
        const double first = static_cast<double>(m_points.front().step);
        const double width = (static_cast<double>(m_points.back().step) - first) / static_cast<double>(parts);
        const std::span<const CurvePoint> all(m_points);
        for (std::size_t begin = 0; begin < all.size();) {
            const auto part = width > 0 ? std::floor((static_cast<double>(all[begin].step) - first) / width) : 0.0;
            std::size_t end = begin + 1;
            while (end < all.size() && static_cast<double>(all[end].step) < first + (part + 1) * width)
                ++end;
            addExtremes(all.subspan(begin, end - begin), reduced);
            begin = end;
        }
    }
    m_points.clear();
    m_attempt = 0;
    m_isSorted = true;
    return reduced;
}

} // namespace cobench::store
