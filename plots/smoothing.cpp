// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/smoothing.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cobench::plots {

bool Smoothing::isOn() const
{
    return (kind == Kind::Exponential && weight > 0.0) || (kind == Kind::Window && window > 1);
}

Smoother::Smoother(const Smoothing& how)
    : m_how(how)
{
}

CurvePoint Smoother::next(const CurvePoint& point)
{
    if (!m_how.isOn() || std::isnan(point.y))
        return point;
    return {point.x, m_how.kind == Smoothing::Kind::Exponential ? exponential(point.y) : windowMean(point.y)};
}

double Smoother::exponential(double value)
{
    m_sum = m_how.weight * m_sum + (1.0 - m_how.weight) * value;
    m_share *= m_how.weight;
    return m_sum / (1.0 - m_share);
}

double Smoother::windowMean(double value)
{
    if (m_window.size() < m_how.window) {
        m_window.push_back(value);
        m_sum += value;
    } else {
        m_sum += value - m_window[m_next];
        m_window[m_next] = value;
    }
    m_next = (m_next + 1) % m_how.window;
    if (m_next == 0) // now and then exactly, so that rounding does not gather
        m_sum = std::accumulate(m_window.begin(), m_window.end(), 0.0);
    return m_sum / double(m_window.size());
}

std::vector<CurvePoint> smoothed(const std::vector<CurvePoint>& points, const Smoothing& how)
{
    std::vector<CurvePoint> smooth;
    smooth.reserve(points.size());
    Smoother smoother(how);
    std::transform(points.begin(), points.end(), std::back_inserter(smooth), [&](const CurvePoint& point) {
        return smoother.next(point);
    });
    return smooth;
}

} // namespace cobench::plots
