// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/later_policies.h"

#include "core/lr/expression.h"
#include "core/lr/policy_text.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cobench::lr {

namespace {

using std::numbers::pi;

/// From `from` (share 0) to `to` (share 1) along half a cosine.
double glide(double from, double to, double share)
{
    return to + (from - to) * 0.5 * (1.0 + std::cos(pi * std::clamp(share, 0.0, 1.0)));
}

double line(double from, double to, double share)
{
    return from + (to - from) * std::clamp(share, 0.0, 1.0);
}

/// Where ONECYCLE turns and ends. The steps of PyTorch's phases are fractions: share * total - 1 and total - 1.
struct Turns {
    double top;
    double end;
};

Turns turnsOf(const Policy& oneCycle)
{
    return {oneCycle.p * oneCycle.l.front() - 1.0, oneCycle.l.front() - 1.0};
}

double oneCycle(const Policy& policy, double t)
{
    const Turns turns = turnsOf(policy);
    if (t <= turns.top && turns.top > 0.0)
        return glide(policy.k0, policy.k1, t / turns.top);
    const double length = turns.end - turns.top;
    return glide(policy.k1, policy.k0 * policy.gamma, length > 0.0 ? (t - turns.top) / length : 1.0);
}

double sgdr(const Policy& policy, double t)
{
    const Cycle cycle = cycleOf(policy, t);
    return glide(policy.k1, policy.k0, (t - cycle.begin) / cycle.length);
}

double warmUpStableDecay(const Policy& policy, double t)
{
    const auto& end = policy.l;
    if (t < end[0])
        return line(policy.k0, policy.k1, t / end[0]);
    if (t < end[1])
        return policy.k1;
    return glide(policy.k1, policy.k0, (t - end[1]) / (end[2] - end[1]));
}

double inverseRoot(const Policy& policy, double t)
{
    constexpr double kScaleWithoutWarmUp = 10000.0; // as transformers has it
    const double warmUp = policy.l.front();
    if (t < warmUp)
        return policy.k0 * t / warmUp;
    const double scale = policy.l.size() > 1 ? policy.l[1] : warmUp > 0.0 ? warmUp : kScaleWithoutWarmUp;
    return policy.k0 / std::sqrt((t - warmUp) / scale + 1.0);
}

Policy piece(Family family, double k0, double k1, double l)
{
    return {.family = family, .k0 = k0, .k1 = k1, .l = {l}};
}

void append(Schedule& schedule, double from, Policy policy)
{
    if (!schedule.policies.empty())
        schedule.boundaries.push_back(from);
    schedule.policies.push_back(std::move(policy));
}

/// The fall of a ONECYCLE whose top lies before step 0, which has begun already.
Policy lateFall(double from, double to, const Turns& turns)
{
    const std::string share = "(t+" + numberText(-turns.top) + ")/" + numberText(turns.end - turns.top);
    return {.family = Family::Expr,
        .expression
        = numberText(to) + "+(" + numberText(from) + "-" + numberText(to) + ")*(1+cos(pi*min(" + share + ",1)))/2"};
}

} // namespace

Cycle cycleOf(const Policy& sgdr, double t)
{
    const double l = sgdr.l.front();
    if (sgdr.p == 1.0)
        return {l * std::floor(t / l), l};
    const double n = std::max(0.0, std::floor(std::log1p(t / l * (sgdr.p - 1.0)) / std::log(sgdr.p)));
    const auto beginOf = [&](double index) { return l * (std::pow(sgdr.p, index) - 1.0) / (sgdr.p - 1.0); };
    for (const double index : {n + 1.0, n}) // the logarithm may fall just short of a whole number
        if (index >= 0.0 && beginOf(index) <= t)
            return {beginOf(index), l * std::pow(sgdr.p, index)};
    return {beginOf(std::max(0.0, n - 1.0)), l * std::pow(sgdr.p, std::max(0.0, n - 1.0))};
}

double laterValue(const Policy& policy, double t)
{
    switch (policy.family) {
    case Family::Linear:
        return line(policy.k0, policy.k1, t / policy.l.front());
    case Family::OneCycle:
        return oneCycle(policy, t);
    case Family::Sgdr:
        return sgdr(policy, t);
    case Family::Wsd:
        return warmUpStableDecay(policy, t);
    case Family::InvSqrt:
        return inverseRoot(policy, t);
    default:
        if (const Expression* formula = compiled(policy.expression))
            return formula->at(t);
        return std::nan("");
    }
}

Schedule inPieces(const Policy& policy)
{
    Schedule schedule;
    if (policy.family == Family::OneCycle) {
        const Turns turns = turnsOf(policy);
        const double last = policy.k0 * policy.gamma;
        if (turns.top > 0.0)
            append(schedule, 0.0, piece(Family::UpCos, policy.k0, policy.k1, turns.top));
        if (turns.end > std::max(turns.top, 0.0))
            append(schedule,
                std::max(turns.top, 0.0),
                turns.top >= 0.0 ? piece(Family::Cos, last, policy.k1, turns.end - turns.top)
                                 : lateFall(policy.k1, last, turns));
        append(schedule, std::max(turns.end, 0.0), {.k0 = last});
    } else {
        const auto& ends = policy.l;
        if (ends[0] > 0.0)
            append(schedule, 0.0, piece(Family::Linear, policy.k0, policy.k1, ends[0]));
        if (ends[1] > ends[0])
            append(schedule, ends[0], {.k0 = policy.k1});
        append(schedule, ends[1], piece(Family::Cos, policy.k0, policy.k1, ends[2] - ends[1]));
        append(schedule, ends[2], {.k0 = policy.k0});
    }
    return schedule;
}

} // namespace cobench::lr
