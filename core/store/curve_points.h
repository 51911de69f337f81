// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/runs.h"

#include <vector>

namespace cobench::store {

/// Gathers the points of one series in the order of their storing and gives what a plot needs of them.
class CurvePoints
{
public:
    /// A later attempt replaces what earlier ones said about its first step and all after it.
    void add(const CurvePoint& point, std::uint32_t attempt);
    /// See Curve; `parts` 0 = all. Starts the next series.
    std::vector<CurvePoint> take(std::size_t parts);

private:
    std::vector<CurvePoint> m_points; // keeps its memory from series to series
    std::uint32_t m_attempt = 0;
    bool m_isSorted = true;
};

} // namespace cobench::store
