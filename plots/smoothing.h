// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/curve_points.h"

#include <cstddef>
#include <vector>

namespace cobench::plots {

struct Smoothing {
    enum class Kind { None, Exponential, Window };
    Kind kind = Kind::None;
    double weight = 0.9; // Exponential: of what came before, in [0, 1)
    std::size_t window = 10; // Window: points, at least 1

    bool isOn() const;
    bool operator==(const Smoothing&) const = default;
};

/// Smooths a curve point by point as it grows. Gaps stay gaps and do not count.
/// Exponential: s_t = w s_{t-1} + (1-w) y_t, divided by 1 - w^t, so that its start is not drawn towards 0.
/// Window: the mean of the last `window` points, of as many as there are at the start.
class Smoother
{
public:
    explicit Smoother(const Smoothing& how);
    CurvePoint next(const CurvePoint& point);

private:
    double exponential(double value);
    double windowMean(double value);

    Smoothing m_how;
    double m_sum = 0.0;
    double m_share = 1.0; // weight^t
    std::vector<double> m_window; // ring
    std::size_t m_next = 0; // in the ring
};

std::vector<CurvePoint> smoothed(const std::vector<CurvePoint>& points, const Smoothing& how);

} // namespace cobench::plots
