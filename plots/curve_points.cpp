// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/curve_points.h"

#include <algorithm>
#include <cmath>

namespace cobench::plots {
namespace {

constexpr std::size_t kBlock = 16;

bool isBefore(const CurvePoint& point, double x)
{
    return point.x < x;
}

} // namespace

void CurvePoints::Extremes::add(double value)
{
    if (std::isnan(value))
        return;
    low = std::min(low, value);
    high = std::max(high, value);
}

void CurvePoints::Extremes::add(const Extremes& other)
{
    low = std::min(low, other.low);
    high = std::max(high, other.high);
}

CurvePoints::CurvePoints(std::vector<CurvePoint> points)
    : m_points(std::move(points))
{
    for (std::size_t i = 0; i < m_points.size(); ++i)
        note(i, m_points[i].y);
}

void CurvePoints::clear()
{
    m_points.clear();
    m_levels.clear();
}

void CurvePoints::append(const CurvePoint& point)
{
    m_points.push_back(point);
    note(m_points.size() - 1, point.y);
}

void CurvePoints::note(std::size_t index, double value)
{
    for (std::size_t level = 0; index >= kBlock || level == 0; ++level) {
        index /= kBlock;
        if (level == m_levels.size()) {
            m_levels.emplace_back();
            if (level > 0) { // a new level begins when the one below has filled its first block
                m_levels[level].emplace_back();
                for (std::size_t block = 0; block < kBlock; ++block)
                    m_levels[level].front().add(m_levels[level - 1][block]);
            }
        }
        if (index >= m_levels[level].size())
            m_levels[level].resize(index + 1);
        m_levels[level][index].add(value);
    }
}

// Whole blocks where they fit, single points or smaller blocks at both ends.
CurvePoints::Extremes CurvePoints::extremes(std::size_t first, std::size_t last) const
{
    Extremes found;
    while (first < last && first % kBlock != 0)
        found.add(m_points[first++].y);
    while (first < last && last % kBlock != 0)
        found.add(m_points[--last].y);
    for (std::size_t level = 0; first < last; ++level) {
        first /= kBlock;
        last /= kBlock;
        const bool top = level + 1 >= m_levels.size();
        while (first < last && (top || first % kBlock != 0))
            found.add(m_levels[level][first++]);
        while (first < last && last % kBlock != 0)
            found.add(m_levels[level][--last]);
    }
    return found;
}

std::size_t CurvePoints::lowerBound(double x, std::size_t first, std::size_t last) const
{
    const auto begin = m_points.begin();
    return std::size_t(
        std::lower_bound(begin + std::ptrdiff_t(first), begin + std::ptrdiff_t(last), x, isBefore) - begin);
}

std::size_t CurvePoints::lowerBoundNear(std::size_t guess, double x, std::size_t first, std::size_t last) const
{
    std::size_t low = guess; // what is found lies in [low, high]
    std::size_t high = guess;
    for (std::size_t reach = 1; low > first && !isBefore(m_points[low - 1], x); reach *= 2) {
        high = low - 1;
        low -= std::min(reach, low - first);
    }
    for (std::size_t reach = 1; high < last && isBefore(m_points[high], x); reach *= 2) {
        low = high + 1;
        high += std::min(reach, last - high);
    }
    return lowerBound(x, low, high);
}

std::pair<std::size_t, std::size_t> CurvePoints::inView(double left, double right) const
{
    const std::size_t first = lowerBound(left, 0, size());
    const std::size_t last = lowerBound(right, first, size());
    return {first - std::size_t(first != 0), last + std::size_t(last != size())};
}

std::size_t CurvePoints::nearest(double x) const
{
    std::size_t right = lowerBound(x, 0, size());
    std::size_t left = right;
    while (right < size() && std::isnan(m_points[right].y))
        ++right;
    while (left > 0 && std::isnan(m_points[left - 1].y))
        --left;
    if (left == 0)
        return right;
    if (right == size())
        return left - 1;
    return m_points[right].x - x < x - m_points[left - 1].x ? right : left - 1;
}

} // namespace cobench::plots
