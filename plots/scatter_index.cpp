// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/scatter_index.h"

#include "plots/scatter.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cobench::plots {

void ScatterIndex::setGroups(const std::vector<ScatterGroup>& groups)
{
    *this = {};
    m_groups = &groups;
    m_order.resize(groups.size());
    for (std::size_t g = 0; g < groups.size(); ++g) {
        const ScatterGroup& group = groups[g];
        m_points += group.ids.size();
        for (std::size_t i = 0; i < group.ids.size(); ++i) {
            m_undefined += std::isfinite(group.x[i]) && std::isfinite(group.y[i]) ? 0 : 1;
            m_xPositive &= !(group.x[i] <= 0.0);
            m_yPositive &= !(group.y[i] <= 0.0);
        }
        if (std::ranges::is_sorted(group.ids))
            continue;
        m_order[g].resize(group.ids.size());
        std::iota(m_order[g].begin(), m_order[g].end(), 0U);
        std::ranges::sort(m_order[g], {}, [&](std::uint32_t index) { return group.ids[index]; });
    }
}

std::optional<ScatterPlace> ScatterIndex::find(std::uint32_t id) const
{
    for (std::size_t g = 0; g < m_order.size(); ++g) {
        const std::vector<std::uint32_t>& ids = (*m_groups)[g].ids;
        if (m_order[g].empty()) { // ascending, and mostly without a gap
            if (ids.empty() || id < ids.front() || id > ids.back())
                continue;
            if (const std::size_t guess = id - ids.front(); guess < ids.size() && ids[guess] == id)
                return ScatterPlace{static_cast<std::uint32_t>(g), static_cast<std::uint32_t>(guess)};
        }
        const auto idAt
            = [&](std::size_t place) { return m_order[g].empty() ? ids[place] : ids[m_order[g][place]]; };
        std::size_t place = 0;
        for (std::size_t left = ids.size(); left > 0;) {
            const std::size_t half = left / 2;
            const bool isBefore = idAt(place + half) < id;
            place += isBefore ? half + 1 : 0;
            left = isBefore ? left - half - 1 : half;
        }
        if (place < ids.size() && idAt(place) == id)
            return ScatterPlace{static_cast<std::uint32_t>(g),
                m_order[g].empty() ? static_cast<std::uint32_t>(place) : m_order[g][place]};
    }
    return std::nullopt;
}

} // namespace cobench::plots
