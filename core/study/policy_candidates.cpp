// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/policy_candidates.h"

#include "core/lr/policy_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace cobench::study {

namespace {

using lr::Family;
using lr::Policy;

constexpr double kCycles = 5.0;
constexpr double kDrops = 3.0; // parts of equal length between the drops of STEP and NSTEP
constexpr double kInversePower = 0.75; // as in Caffe's LeNet
constexpr double kWarmUpShare = 0.05;
constexpr double kDecayShare = 0.2; // WSD
constexpr std::array<Family, 14> kUsual{Family::Fix,
    Family::Step,
    Family::NStep,
    Family::Exp,
    Family::Inv,
    Family::Poly,
    Family::Tri2,
    Family::TriExp,
    Family::Sin2,
    Family::Cos,
    Family::SinRsw2,
    Family::OneCycle,
    Family::Sgdr,
    Family::Wsd};

double wholeAtLeastOne(double value)
{
    return std::max(1.0, std::round(value));
}

/// Falls from high to low over the steps.
std::optional<Policy> falling(Family family, double low, double high, double steps)
{
    const double ratio = low / high;
    switch (family) {
    case Family::Step:
        return Policy{.family = family,
            .k0 = high,
            .gamma = std::pow(ratio, 1.0 / (kDrops - 1.0)),
            .l = {wholeAtLeastOne(steps / kDrops)}};
    case Family::NStep:
        return Policy{.family = family,
            .k0 = high,
            .gamma = std::sqrt(ratio),
            .l = {wholeAtLeastOne(0.5 * steps), wholeAtLeastOne(0.75 * steps)}};
    case Family::Exp:
        return Policy{.family = family, .k0 = high, .gamma = std::pow(ratio, 1.0 / steps)};
    case Family::Inv:
        return Policy{.family = family,
            .k0 = high,
            .gamma = (std::pow(ratio, -1.0 / kInversePower) - 1.0) / steps,
            .p = kInversePower};
    case Family::Poly:
        return Policy{.family = family, .k0 = low, .k1 = high, .p = 1.0, .l = {steps}};
    case Family::Sig: // falls for a negative slope, half-way in the middle
        return Policy{.family = family, .k0 = high, .gamma = -10.0 / steps, .l = {0.5 * steps}};
    case Family::InvSqrt:
        return Policy{.family = family, .k0 = high, .l = {wholeAtLeastOne(kWarmUpShare * steps)}};
    default:
        return std::nullopt;
    }
}

std::optional<Policy> candidate(Family family, double low, double high, double steps)
{
    if (family == Family::Fix)
        return Policy{.k0 = std::sqrt(low * high)};
    if (family == Family::Expr || family == Family::Linear)
        return std::nullopt;
    if (auto policy = falling(family, low, high, steps))
        return policy;
    Policy policy{.family = family, .k0 = low, .k1 = high};
    const lr::FamilyInfo& read = lr::info(family);
    const bool restarts = family >= Family::Rsw && family <= Family::CosRswExp;
    policy.l = {wholeAtLeastOne(restarts ? steps / kCycles : steps / (2.0 * kCycles))};
    if (read.gamma)
        policy.gamma = std::pow(low / high, 1.0 / steps);
    if (family == Family::Cos) // once down
        policy.l = {steps};
    if (family == Family::OneCycle)
        policy = {.family = family, .k0 = low, .k1 = high, .gamma = 0.01, .p = 0.3, .l = {steps}};
    if (family == Family::Sgdr) // cycles of 1, 2 and 4 parts
        policy = {.family = family, .k0 = low, .k1 = high, .p = 2.0, .l = {wholeAtLeastOne(steps / 7.0)}};
    if (family == Family::Wsd)
        policy.l = {wholeAtLeastOne(kWarmUpShare * steps), std::round((1.0 - kDecayShare) * steps), steps};
    return policy;
}

} // namespace

std::span<const Family> usualFamilies()
{
    return kUsual;
}

lr::Schedule scaled(lr::Schedule schedule, double factor)
{
    for (Policy& policy : schedule.policies) {
        policy.k0 *= factor;
        if (lr::info(policy.family).k1)
            policy.k1 *= factor;
        if (policy.family == Family::Expr)
            policy.expression = lr::numberText(factor) + "*(" + policy.expression + ")";
    }
    return schedule;
}

std::vector<lr::Schedule> policyCandidates(double low, double high, double steps, std::span<const Family> families)
{
    std::vector<lr::Schedule> schedules;
    for (const Family family : families)
        if (auto policy = candidate(family, low, high, steps))
            schedules.push_back({.policies = {*std::move(policy)}});
    return schedules;
}

} // namespace cobench::study
