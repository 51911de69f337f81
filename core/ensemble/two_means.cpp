// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/two_means.h"

#include <cmath>

namespace cobench::ensemble {

namespace {

constexpr int kMaximumRounds = 300;
constexpr double kRounding = 1e-12; // relative; far above what standardising adds, far below what scores differ by

struct Axis {
    double mean = 0.0;
    double deviation = 1.0; // 0 for an axis that is constant but for rounding

    double scaled(double value) const { return deviation == 0.0 ? 0.0 : (value - mean) / deviation; }
};

template <typename Value>
Axis standardisation(std::span<const PlanePoint> points, Value value)
{
    const auto n = static_cast<double>(points.size());
    Axis axis;
    for (const PlanePoint& point : points)
        axis.mean += value(point) / n;
    double variance = 0.0;
    for (const PlanePoint& point : points)
        variance += (value(point) - axis.mean) * (value(point) - axis.mean) / n;
    const double deviation = std::sqrt(variance);
    axis.deviation = deviation > kRounding * std::abs(axis.mean) ? deviation : 0.0;
    return axis;
}

struct Frame {
    Axis accuracy;
    Axis diversity;

    PlanePoint scaled(const PlanePoint& point) const
    {
        return {accuracy.scaled(point.accuracy), diversity.scaled(point.diversity)};
    }
};

double squaredDistance(const PlanePoint& a, const PlanePoint& b)
{
    const double dx = a.accuracy - b.accuracy;
    const double dy = a.diversity - b.diversity;
    return dx * dx + dy * dy;
}

/// True when a label changed.
bool assign(
    std::span<const PlanePoint> points, const std::array<PlanePoint, 2>& centres, std::vector<std::uint8_t>& label)
{
    bool changed = false;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double first = squaredDistance(points[i], centres[0]);
        const double second = squaredDistance(points[i], centres[1]);
        const std::uint8_t nearest = first - second > kRounding * (first + second) ? 1 : 0;
        changed |= nearest != label[i];
        label[i] = nearest;
    }
    return changed;
}

/// Means of the clusters; an empty one keeps its centre. Returns whether one is empty.
bool moveCentres(
    std::span<const PlanePoint> points, const std::vector<std::uint8_t>& label, std::array<PlanePoint, 2>& centres)
{
    std::array<PlanePoint, 2> sum{};
    std::array<double, 2> count{};
    for (std::size_t i = 0; i < points.size(); ++i) {
        sum[label[i]].accuracy += points[i].accuracy;
        sum[label[i]].diversity += points[i].diversity;
        count[label[i]] += 1.0;
    }
    for (std::size_t k = 0; k < 2; ++k)
        if (count[k] > 0.0)
            centres[k] = {sum[k].accuracy / count[k], sum[k].diversity / count[k]};
    return count[0] == 0.0 || count[1] == 0.0;
}

} // namespace

TwoMeans twoMeans(std::span<const PlanePoint> points,
    std::array<PlanePoint, 2> start,
    bool standardise,
    const CancelToken& cancel)
{
    TwoMeans result{.centres = start, .label = std::vector<std::uint8_t>(points.size(), 0), .emptyCluster = true};
    if (points.empty())
        return result;

    std::vector<PlanePoint> scaled(points.begin(), points.end());
    std::array<PlanePoint, 2> centres = start;
    if (standardise) {
        const Frame frame{.accuracy = standardisation(points, [](const PlanePoint& p) { return p.accuracy; }),
            .diversity = standardisation(points, [](const PlanePoint& p) { return p.diversity; })};
        for (PlanePoint& point : scaled)
            point = frame.scaled(point);
        for (PlanePoint& centre : centres)
            centre = frame.scaled(centre);
    }
    bool changed = true; // the first assignment counts as one
    for (int round = 0; round < kMaximumRounds && changed && !cancel.isCancelled(); ++round) {
        changed = assign(scaled, centres, result.label) || round == 0;
        if (changed)
            moveCentres(scaled, result.label, centres);
    }
    result.emptyCluster = moveCentres(points, result.label, result.centres);
    return result;
}

} // namespace cobench::ensemble
