// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

namespace cobench::plots {

struct CurvePoint {
    double x = 0.0;
    double y = 0.0;
    bool operator==(const CurvePoint&) const = default;
};

/// Points over ascending x with the extremes of blocks, of blocks of blocks, …: the minimum and maximum of any
/// range cost a few steps, and a new point costs the same whatever came before. NaN y = a gap.
class CurvePoints
{
public:
    struct Extremes {
        double low = std::numeric_limits<double>::infinity();
        double high = -std::numeric_limits<double>::infinity();
        void add(double value);
        void add(const Extremes& other);
        bool isEmpty() const { return !(low <= high); }
    };

    CurvePoints() = default;
    explicit CurvePoints(std::vector<CurvePoint> points);

    /// Precondition: x not below the last one.
    void append(const CurvePoint& point);
    void clear();

    const std::vector<CurvePoint>& points() const { return m_points; }
    const CurvePoint& operator[](std::size_t index) const { return m_points[index]; }
    std::size_t size() const { return m_points.size(); }
    bool isEmpty() const { return m_points.empty(); }

    /// Of the points first … last - 1.
    Extremes extremes(std::size_t first, std::size_t last) const;
    /// The first point in [first, last) with x not below `x`; last when there is none.
    std::size_t lowerBound(double x, std::size_t first, std::size_t last) const;
    /// The same in few steps where it is near `guess`, which is in [first, last].
    std::size_t lowerBoundNear(std::size_t guess, double x, std::size_t first, std::size_t last) const;
    /// Points that a line across [left, right] needs: one more on each side where there is one.
    std::pair<std::size_t, std::size_t> inView(double left, double right) const;
    /// Index of the defined point whose x is nearest; size() when there is none.
    std::size_t nearest(double x) const;

private:
    void note(std::size_t index, double value);

    std::vector<CurvePoint> m_points;
    std::vector<std::vector<Extremes>> m_levels; // level k: blocks of kBlock^(k+1) points
};

} // namespace cobench::plots
