// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/compose.h"

#include "core/lr/policy_text.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cobench::study {

namespace {

using lr::Family;
using lr::Policy;
using lr::Schedule;

bool isMultiple(double offset, double cycle)
{
    return std::fmod(offset, cycle) == 0.0;
}

/// A wave after whole cycles: its amplitude has decayed meanwhile.
std::optional<Policy> shiftedWave(Policy policy, double offset)
{
    const bool restarts = policy.family >= Family::Rsw && policy.family <= Family::CosRswExp;
    const double cycle = restarts ? policy.l.front() : 2.0 * policy.l.front();
    if (policy.family < Family::Tri || policy.family > Family::CosRswExp || !isMultiple(offset, cycle))
        return std::nullopt;
    const int decay = (static_cast<int>(policy.family) - static_cast<int>(Family::Tri)) % 3;
    const double left = decay == 0 ? 1.0 : decay == 1 ? std::exp2(-offset / cycle) : std::pow(policy.gamma, offset);
    policy.k1 = policy.k0 + (policy.k1 - policy.k0) * left;
    return policy;
}

/// Mean of the runs' last values at or before `step`; NaN when one has none.
double scoreAt(const std::vector<const ComposedFrom*>& runs, double step)
{
    double sum = 0.0;
    for (const ComposedFrom* run : runs) {
        const auto after = std::ranges::upper_bound(run->points, step, {}, &ScalarPoint::step);
        if (after == run->points.begin())
            return std::numeric_limits<double>::quiet_NaN();
        sum += (after - 1)->value;
    }
    return sum / static_cast<double>(runs.size());
}

struct Group {
    Schedule schedule;
    std::vector<const ComposedFrom*> runs;
};

std::vector<Group> groupsOf(std::span<const ComposedFrom> runs)
{
    std::vector<Group> groups;
    for (const ComposedFrom& run : runs) {
        if (run.points.empty())
            continue;
        const auto found = std::ranges::find(groups, run.schedule, &Group::schedule);
        if (found != groups.end())
            found->runs.push_back(&run);
        else
            groups.push_back({run.schedule, {&run}});
    }
    return groups;
}

/// The part of a schedule that holds at `begin`, for a segment that begins there.
void appendPart(Composition& composition, const Schedule& schedule, double begin, double end)
{
    const auto index = static_cast<std::size_t>(
        std::ranges::upper_bound(schedule.boundaries, begin) - schedule.boundaries.begin());
    for (std::size_t i = index; i < schedule.policies.size(); ++i) {
        const double from = i == 0 ? 0.0 : schedule.boundaries[i - 1];
        if (from >= end)
            break;
        const double offset = std::max(0.0, begin - from);
        const auto moved
            = offset == 0.0 ? std::optional(schedule.policies[i]) : shifted(schedule.policies[i], offset);
        composition.isShifted &= moved.has_value();
        Schedule& result = composition.schedule;
        if (!result.policies.empty())
            result.boundaries.push_back(std::max(begin, from));
        result.policies.push_back(moved.value_or(schedule.policies[i]));
    }
}

Error unable(std::string detail, std::string cure)
{
    return {
        .code = ErrorCode::Value, .subject = "composition", .detail = std::move(detail), .cure = std::move(cure)};
}

} // namespace

std::optional<Policy> shifted(const Policy& given, double offset)
{
    Policy policy = given;
    const double l = policy.l.empty() ? 1.0 : policy.l.front();
    switch (policy.family) {
    case Family::Fix:
        return policy;
    case Family::Exp:
        policy.k0 *= std::pow(policy.gamma, offset);
        return policy;
    case Family::Step:
        policy.k0 *= std::pow(policy.gamma, std::floor(offset / l));
        return isMultiple(offset, l) ? std::optional(policy) : std::nullopt;
    case Family::NStep: {
        const auto passed = std::ranges::upper_bound(policy.l, offset) - policy.l.begin();
        policy.k0 *= std::pow(policy.gamma, static_cast<double>(passed));
        policy.l.erase(policy.l.begin(), policy.l.begin() + passed);
        for (double& boundary : policy.l)
            boundary -= offset;
        return policy.l.empty() ? Policy{.k0 = policy.k0} : policy;
    }
    case Family::Inv: {
        const double base = 1.0 + policy.gamma * offset;
        policy.k0 *= std::pow(base, -policy.p);
        policy.gamma /= base;
        return policy;
    }
    case Family::Poly:
        if (offset >= l)
            return Policy{.k0 = policy.k0};
        policy.k1 = policy.k0 + (policy.k1 - policy.k0) * std::pow(1.0 - offset / l, policy.p);
        policy.l = {l - offset};
        return policy;
    case Family::Sig:
        policy.l = {l - offset};
        return l > offset ? std::optional(policy) : std::nullopt;
    case Family::Linear:
        if (offset >= l)
            return Policy{.k0 = policy.k1};
        policy.k0 += (policy.k1 - policy.k0) * offset / l;
        policy.l = {l - offset};
        return policy;
    default:
        return shiftedWave(std::move(policy), offset);
    }
}

Result<Composition> compose(std::span<const ComposedFrom> runs, std::size_t count, bool higherIsBetter)
{
    const std::vector<Group> groups = groupsOf(runs);
    if (groups.size() < 2)
        return unable("fewer than two policies have recorded the quantity", "name runs of several policies");
    double last = std::numeric_limits<double>::infinity();
    for (const Group& group : groups)
        for (const ComposedFrom* run : group.runs)
            last = std::min(last, run->points.back().step);
    if (count == 0 || last < static_cast<double>(count))
        return unable("the runs are shorter than the intervals", "fewer intervals");
    Composition composition;
    for (const Group& group : groups)
        composition.policies.push_back(group.schedule);
    for (std::size_t i = 0; i < count; ++i) {
        const double begin = std::round(last * static_cast<double>(i) / static_cast<double>(count));
        const double end = std::round(last * static_cast<double>(i + 1) / static_cast<double>(count));
        ComposedInterval best{begin, end, groups.size(), 0.0};
        for (std::size_t g = 0; g < groups.size(); ++g) {
            const double score = scoreAt(groups[g].runs, end);
            if (std::isnan(score))
                continue;
            if (best.policy == groups.size() || (higherIsBetter ? score > best.score : score < best.score)) {
                best.policy = g;
                best.score = score;
            }
        }
        if (best.policy == groups.size())
            return unable("no run has a value by step " + std::to_string(static_cast<long long>(end)),
                "fewer intervals, or runs that record more often");
        auto& intervals = composition.intervals;
        if (!intervals.empty() && intervals.back().policy == best.policy) {
            intervals.back().end = end;
            intervals.back().score = best.score;
        } else {
            intervals.push_back(best);
        }
    }
    for (const ComposedInterval& interval : composition.intervals)
        appendPart(composition, composition.policies[interval.policy], interval.begin, interval.end);
    return composition;
}

} // namespace cobench::study
