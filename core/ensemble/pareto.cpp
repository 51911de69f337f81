// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/pareto.h"

#include <algorithm>
#include <cmath>

namespace cobench::ensemble {

namespace {

class Front
{
public:
    explicit Front(std::span<const std::vector<double>> objectives)
        : m_objectives(objectives)
    {
    }

    /// Points come in descending lexicographic order, so that none is dominated by a later one.
    bool admits(std::size_t point)
    {
        for (std::size_t i = 0; i < m_members.size(); ++i)
            if (dominates(m_members[i], point)) {
                std::swap(m_members[i], m_members[i / 2]); // who dominates once will again
                return false;
            }
        m_members.push_back(point);
        return true;
    }

private:
    bool dominates(std::size_t first, std::size_t second) const
    {
        bool isBetter = false;
        for (const std::vector<double>& values : m_objectives) {
            if (values[first] < values[second])
                return false;
            isBetter = isBetter || values[first] > values[second];
        }
        return isBetter;
    }

    std::span<const std::vector<double>> m_objectives;
    std::vector<std::size_t> m_members;
};

} // namespace

std::vector<std::uint8_t> paretoFront(std::span<const std::vector<double>> objectives, const CancelToken& cancel)
{
    const std::size_t points = objectives.empty() ? 0 : objectives.front().size();
    std::vector<std::size_t> order;
    for (std::size_t point = 0; point < points; ++point)
        if (std::ranges::none_of(objectives, [&](const auto& values) { return std::isnan(values[point]); }))
            order.push_back(point);
    std::ranges::stable_sort(order, [&](std::size_t first, std::size_t second) {
        for (const std::vector<double>& values : objectives)
            if (values[first] != values[second])
                return values[first] > values[second];
        return false;
    });
    std::vector<std::uint8_t> isOn(points, 0);
    Front front(objectives);
    for (const std::size_t point : order) {
        if (cancel.isCancelled())
            break;
        isOn[point] = front.admits(point) ? 1 : 0;
    }
    return isOn;
}

} // namespace cobench::ensemble
