// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/evaluate.h"

#include "core/lr/later_policies.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace cobench::lr {

namespace {

using std::numbers::pi;

double fraction(double x)
{
    return x - std::floor(x);
}

// tri(t) = (2/π)|asin(sin(πt/T))| is the triangle wave of period T; this form keeps all its digits at any t.
double triangle(double t, double l)
{
    return 1.0 - std::abs(2.0 * fraction(t / (2.0 * l)) - 1.0);
}

double absSine(double t, double l)
{
    return std::sin(pi * fraction(t / (2.0 * l)));
}

double cosine(double t, double l)
{
    return 0.5 * (1.0 + std::cos(2.0 * pi * fraction(t / (2.0 * l))));
}

// The released program computes (-t/l) - floor(-t/l), which is 0 instead of 1 at every multiple of l.
double restart(double t, double l, Convention convention)
{
    const double quotient = t / l;
    return convention == Convention::Reference ? -quotient - std::floor(-quotient) : 1.0 - fraction(quotient);
}

double halved(double cycles)
{
    return std::exp2(-std::floor(cycles));
}

/// The cyclic part of a family in [0, 1], without its decay.
double wave(Family family, double t, double l, Convention convention)
{
    switch (family) {
    case Family::Tri:
    case Family::Tri2:
    case Family::TriExp:
        return triangle(t, l);
    case Family::DTri:
    case Family::DTri2:
    case Family::DTriExp:
        return triangle(t + l, l);
    case Family::Sin:
    case Family::Sin2:
    case Family::SinExp:
        return absSine(t, l);
    case Family::DSin:
    case Family::DSin2:
    case Family::DSinExp:
        return absSine(t + l, l);
    case Family::Cos:
    case Family::Cos2:
    case Family::CosExp:
        return cosine(t, l);
    case Family::UpCos:
    case Family::UpCos2:
    case Family::UpCosExp:
        return 1.0 - cosine(t, l);
    case Family::SinRsw:
    case Family::SinRsw2:
    case Family::SinRswExp:
        return std::sin(0.5 * pi * restart(t, l, convention));
    case Family::CosRsw:
    case Family::CosRsw2:
    case Family::CosRswExp:
        return 0.5 * (1.0 - std::cos(pi * restart(t, l, convention)));
    default:
        return restart(t, l, convention);
    }
}

/// What is halved each cycle; 1 for the other families. gamma^t is not part of it.
double halving(Family family, double t, double l)
{
    switch (family) {
    case Family::Tri2:
    case Family::Sin2:
    case Family::UpCos2:
        return halved(t / (2.0 * l));
    case Family::DTri2:
    case Family::DSin2:
    case Family::Cos2:
        return halved((t + l) / (2.0 * l));
    case Family::Rsw2:
    case Family::SinRsw2:
    case Family::CosRsw2:
        return halved(t / l);
    default:
        return 1.0;
    }
}

bool hasPowerOfGamma(const Policy& policy)
{
    const bool isWave = policy.family >= Family::Tri && policy.family <= Family::CosRswExp;
    return policy.family == Family::Exp || (isWave && info(policy.family).gamma);
}

/// The rate with gamma^t given, so that a block can take it from its table.
double valueWithPower(const Policy& policy, double t, double power, Convention convention)
{
    const double l = policy.l.empty() ? 1.0 : policy.l.front();
    switch (policy.family) {
    case Family::Fix:
        return policy.k0;
    case Family::Step:
        return policy.k0 * std::pow(policy.gamma, std::floor(t / l));
    case Family::NStep: {
        const auto passed = std::ranges::upper_bound(policy.l, t) - policy.l.begin();
        return policy.k0 * std::pow(policy.gamma, static_cast<double>(passed));
    }
    case Family::Exp:
        return policy.k0 * power;
    case Family::Inv:
        return policy.k0 * std::pow(1.0 + policy.gamma * t, -policy.p);
    case Family::Poly:
        return (policy.k1 - policy.k0) * std::pow(1.0 - std::min(t, l) / l, policy.p) + policy.k0;
    case Family::Sig:
        return policy.k0 / (1.0 + std::exp(-policy.gamma * (t - l)));
    case Family::Linear:
    case Family::OneCycle:
    case Family::Sgdr:
    case Family::Wsd:
    case Family::InvSqrt:
    case Family::Expr:
        return laterValue(policy, t);
    default:
        return (policy.k1 - policy.k0) * wave(policy.family, t, l, convention) * halving(policy.family, t, l)
            * power
            + policy.k0;
    }
}

/// Calls segment(policy, local time of `first`, part of out) for each piece of the schedule that [first, first+n)
/// meets.
template <typename Segment>
void forEachSegment(const Schedule& schedule, double first, std::span<double> out, Segment segment)
{
    while (!out.empty()) {
        const auto next = std::ranges::upper_bound(schedule.boundaries, first);
        const auto index = static_cast<std::size_t>(next - schedule.boundaries.begin());
        std::size_t count = out.size();
        if (next != schedule.boundaries.end())
            count = static_cast<std::size_t>(std::min(std::ceil(*next - first), static_cast<double>(count)));
        const double start = index == 0 ? 0.0 : schedule.boundaries[index - 1];
        segment(schedule.policies[index], first - start, out.first(count));
        out = out.subspan(count);
        first += static_cast<double>(count);
    }
}

} // namespace

double valueAt(const Policy& policy, double t, Convention convention)
{
    return valueWithPower(policy, t, hasPowerOfGamma(policy) ? std::pow(policy.gamma, t) : 1.0, convention);
}

double valueAt(const Schedule& schedule, double t, Convention convention)
{
    const auto index
        = static_cast<std::size_t>(std::ranges::upper_bound(schedule.boundaries, t) - schedule.boundaries.begin());
    const double start = index == 0 ? 0.0 : schedule.boundaries[index - 1];
    return valueAt(schedule.policies[index], t - start, convention);
}

void values(const Schedule& schedule, double first, std::span<double> out, Convention convention)
{
    forEachSegment(schedule, first, out, [convention](const Policy& policy, double local, std::span<double> part) {
        values(policy, local, part, convention);
    });
}

Result<CurveSummary> summarize(
    const Schedule& schedule, std::uint64_t steps, Convention convention, const CancelToken& cancel)
{
    std::array<double, 4096> chunk;
    CurveSummary summary;
    for (std::uint64_t first = 0; first < steps; first += chunk.size()) {
        if (cancel.isCancelled())
            return cancelled();
        const auto part = std::span(chunk).first(std::min<std::uint64_t>(chunk.size(), steps - first));
        values(schedule, static_cast<double>(first), part, convention);
        const auto [low, high] = std::ranges::minmax(part);
        summary.minimum = first == 0 ? low : std::min(summary.minimum, low);
        summary.maximum = first == 0 ? high : std::max(summary.maximum, high);
        for (const double value : part)
            summary.area += value;
    }
    return summary;
}

} // namespace cobench::lr
