// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/lbfgs.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <numeric>

namespace cobench::ensemble {

namespace {

using Vector = std::vector<double>;

constexpr double kDecrease = 1e-4; // Armijo's constant
constexpr double kCurvature = 0.9;
constexpr int kMostTrials = 40; // of one line search

double dot(const Vector& a, const Vector& b)
{
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

/// to += factor * from
void add(Vector& to, double factor, const Vector& from)
{
    for (std::size_t i = 0; i < to.size(); ++i)
        to[i] += factor * from[i];
}

double largest(const Vector& values)
{
    double most = 0.0;
    for (const double value : values)
        most = std::max(most, std::abs(value));
    return most;
}

struct Point {
    Vector place;
    Vector gradient;
    double value = 0.0;
};

/// The inverse Hessian as the last steps have shown it.
class History
{
public:
    explicit History(std::size_t memory)
        : m_memory(memory)
    {
    }

    void remember(const Point& before, const Point& after)
    {
        Vector step = after.place;
        add(step, -1.0, before.place);
        Vector change = after.gradient;
        add(change, -1.0, before.gradient);
        const double curvature = dot(step, change);
        if (curvature <= std::numeric_limits<double>::epsilon() * dot(change, change))
            return;
        m_steps.push_back({std::move(step), std::move(change), 1.0 / curvature});
        if (m_steps.size() > m_memory)
            m_steps.pop_front();
    }

    /// The two-loop recursion.
    Vector direction(const Vector& gradient) const
    {
        Vector result = gradient;
        Vector shares(m_steps.size());
        for (std::size_t i = m_steps.size(); i-- > 0;) {
            shares[i] = m_steps[i].inverse * dot(m_steps[i].step, result);
            add(result, -shares[i], m_steps[i].change);
        }
        if (!m_steps.empty()) {
            const Step& last = m_steps.back();
            const double scale = 1.0 / (last.inverse * dot(last.change, last.change));
            std::ranges::for_each(result, [scale](double& value) { value *= scale; });
        }
        for (std::size_t i = 0; i < m_steps.size(); ++i)
            add(result, shares[i] - m_steps[i].inverse * dot(m_steps[i].change, result), m_steps[i].step);
        std::ranges::for_each(result, [](double& value) { value = -value; });
        return result;
    }

private:
    struct Step {
        Vector step;
        Vector change; // of the gradient
        double inverse; // 1 / (step · change)
    };

    std::size_t m_memory;
    std::deque<Step> m_steps; // oldest first
};

} // namespace

LbfgsResult minimise(
    const std::function<double(const Vector&, Vector&)>& function, Vector start, const LbfgsOptions& options)
{
    const auto evaluate = [&](Vector place) {
        Point point{.place = std::move(place), .gradient = {}};
        point.gradient.resize(point.place.size());
        point.value = function(point.place, point.gradient);
        return point;
    };
    // Doubles the step while the slope stays steep, else halves the bracket.
    const auto search = [&](const Point& from, const Vector& direction, double step) {
        const double slope = dot(direction, from.gradient);
        double low = 0.0;
        double high = std::numeric_limits<double>::infinity();
        Point best = from;
        for (int trial = 0; trial < kMostTrials; ++trial) {
            Vector place = from.place;
            add(place, step, direction);
            Point point = evaluate(std::move(place));
            if (std::isnan(point.value))
                return point;
            if (point.value > from.value + kDecrease * step * slope) {
                high = step;
            } else {
                const bool isFlat = dot(direction, point.gradient) >= kCurvature * slope;
                best = std::move(point);
                if (isFlat)
                    break;
                low = step;
            }
            step = std::isinf(high) ? 2.0 * low : 0.5 * (low + high);
        }
        return best;
    };

    Point now = evaluate(std::move(start));
    History history(options.memory);
    LbfgsResult result;
    const double enough = options.tolerance * std::max(1.0, std::abs(now.value));
    while (result.iterations < options.maxIterations && !std::isnan(now.value)) {
        result.converged = largest(now.gradient) <= enough;
        if (result.converged)
            break;
        const Vector direction = history.direction(now.gradient);
        const double first
            = result.iterations == 0 ? 1.0 / std::max(1.0, std::sqrt(dot(direction, direction))) : 1.0;
        Point next = search(now, direction, first);
        ++result.iterations;
        if (next.place == now.place) // rounding leaves no way down
            break;
        history.remember(now, next);
        now = std::move(next);
    }
    result.place = std::move(now.place);
    result.value = now.value;
    return result;
}

} // namespace cobench::ensemble
