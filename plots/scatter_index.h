// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace cobench::plots {

struct ScatterGroup;

/// Where a point stands among groups.
struct ScatterPlace {
    std::uint32_t group = 0;
    std::uint32_t index = 0;
    bool operator==(const ScatterPlace&) const = default;
};

/// Finds points of groups by their ids, and what they are altogether. Groups whose ids ascend cost nothing to keep.
class ScatterIndex
{
public:
    /// One pass over the points. The groups outlive the index, and stay as they are.
    void setGroups(const std::vector<ScatterGroup>& groups);

    std::size_t points() const { return m_points; }
    std::size_t undefined() const { return m_undefined; } // in x or y
    bool isPositive(bool inX) const { return inX ? m_xPositive : m_yPositive; }
    /// Logarithmic in the points of a group.
    std::optional<ScatterPlace> find(std::uint32_t id) const;

private:
    const std::vector<ScatterGroup>* m_groups = nullptr;
    std::vector<std::vector<std::uint32_t>> m_order; // [group] indices by id; empty = the ids ascend
    std::size_t m_points = 0;
    std::size_t m_undefined = 0;
    bool m_xPositive = true;
    bool m_yPositive = true;
};

} // namespace cobench::plots
