// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/policy.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace cobench::lr {

namespace {

constexpr FamilyInfo cyclic(Family family, std::string_view name, std::string_view formula)
{
    return {family, name, true, true, false, false, true, false, formula};
}

constexpr FamilyInfo decaying(Family family, std::string_view name, std::string_view formula)
{
    return {family, name, true, true, true, false, true, false, formula};
}

constexpr std::array<FamilyInfo, kFamilies> kTable{{
    {Family::Fix, "FIX", true, false, false, false, false, false, "k0"},
    {Family::Step, "STEP", true, false, true, false, true, false, "k0·g^⌊t/l⌋"},
    {Family::NStep, "NSTEP", true, false, true, false, true, true, "k0·g^(boundaries ≤ t)"},
    {Family::Exp, "EXP", true, false, true, false, false, false, "k0·g^t"},
    {Family::Inv, "INV", true, false, true, true, false, false, "k0·(1+g·t)^−p"},
    {Family::Poly, "POLY", true, true, false, true, true, false, "(k1−k0)·(1−min(t,l)/l)^p + k0"},
    {Family::Sig, "SIG", true, false, true, false, true, false, "k0/(1+e^(−g(t−l)))"},
    cyclic(Family::Tri, "TRI", "(k1−k0)·tri(t) + k0"),
    cyclic(Family::Tri2, "TRI2", "(k1−k0)·tri(t)·2^−⌊t/2l⌋ + k0"),
    decaying(Family::TriExp, "TRIEXP", "(k1−k0)·tri(t)·g^t + k0"),
    cyclic(Family::DTri, "DTRI", "(k1−k0)·tri(t+l) + k0"),
    cyclic(Family::DTri2, "DTRI2", "(k1−k0)·tri(t+l)·2^−⌊(t+l)/2l⌋ + k0"),
    decaying(Family::DTriExp, "DTRIEXP", "(k1−k0)·tri(t+l)·g^t + k0"),
    cyclic(Family::Sin, "SIN", "(k1−k0)·|sin(πt/2l)| + k0"),
    cyclic(Family::Sin2, "SIN2", "(k1−k0)·|sin(πt/2l)|·2^−⌊t/2l⌋ + k0"),
    decaying(Family::SinExp, "SINEXP", "(k1−k0)·|sin(πt/2l)|·g^t + k0"),
    cyclic(Family::DSin, "DSIN", "(k1−k0)·|sin(π(t+l)/2l)| + k0"),
    cyclic(Family::DSin2, "DSIN2", "(k1−k0)·|sin(π(t+l)/2l)|·2^−⌊(t+l)/2l⌋ + k0"),
    decaying(Family::DSinExp, "DSINEXP", "(k1−k0)·|sin(π(t+l)/2l)|·g^t + k0"),
    cyclic(Family::Cos, "COS", "(k1−k0)·(1+cos(πt/l))/2 + k0"),
    cyclic(Family::Cos2, "COS2", "(k1−k0)·(1+cos(πt/l))/2·2^−⌊(t+l)/2l⌋ + k0"),
    decaying(Family::CosExp, "COSEXP", "(k1−k0)·(1+cos(πt/l))/2·g^t + k0"),
    cyclic(Family::UpCos, "UPCOS", "(k1−k0)·(1−cos(πt/l))/2 + k0"),
    cyclic(Family::UpCos2, "UPCOS2", "(k1−k0)·(1−cos(πt/l))/2·2^−⌊t/2l⌋ + k0"),
    decaying(Family::UpCosExp, "UPCOSEXP", "(k1−k0)·(1−cos(πt/l))/2·g^t + k0"),
    cyclic(Family::Rsw, "RSW", "(k1−k0)·r(t) + k0, r = 1−(t/l−⌊t/l⌋)"),
    cyclic(Family::Rsw2, "RSW2", "(k1−k0)·r(t)·2^−⌊t/l⌋ + k0"),
    decaying(Family::RswExp, "RSWEXP", "(k1−k0)·r(t)·g^t + k0"),
    cyclic(Family::SinRsw, "SINRSW", "(k1−k0)·sin(π·r(t)/2) + k0"),
    cyclic(Family::SinRsw2, "SINRSW2", "(k1−k0)·sin(π·r(t)/2)·2^−⌊t/l⌋ + k0"),
    decaying(Family::SinRswExp, "SINRSWEXP", "(k1−k0)·sin(π·r(t)/2)·g^t + k0"),
    cyclic(Family::CosRsw, "COSRSW", "(k1−k0)·(1−cos(π·r(t)))/2 + k0"),
    cyclic(Family::CosRsw2, "COSRSW2", "(k1−k0)·(1−cos(π·r(t)))/2·2^−⌊t/l⌋ + k0"),
    decaying(Family::CosRswExp, "COSRSWEXP", "(k1−k0)·(1−cos(π·r(t)))/2·g^t + k0"),
}};

Error fault(const FamilyInfo& info, std::string detail, std::string cure)
{
    return {.code = ErrorCode::Usage,
        .subject = std::string(info.name),
        .detail = std::move(detail),
        .cure = std::move(cure)};
}

bool isIncreasing(const std::vector<double>& values)
{
    return std::ranges::adjacent_find(values, std::greater_equal<>()) == values.end();
}

bool allFinite(const std::vector<double>& values)
{
    return std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
}

} // namespace

std::span<const FamilyInfo> families()
{
    return kTable;
}

const FamilyInfo& info(Family family)
{
    return kTable[static_cast<std::size_t>(family)];
}

std::optional<Family> familyFromName(std::string_view name)
{
    const auto found = std::ranges::find(kTable, name, &FamilyInfo::name);
    return found == kTable.end() ? std::nullopt : std::optional(found->family);
}

Result<void> validate(const Policy& policy)
{
    const FamilyInfo& family = info(policy.family);
    if (!allFinite({policy.k0, policy.k1, policy.gamma, policy.p}) || !allFinite(policy.l))
        return fault(family, "a parameter is not a finite number", "write finite numbers");
    if (!family.l)
        return {};
    if (policy.l.empty())
        return fault(family, "the step length l is missing", "add l");
    if (!family.lIsList && policy.l.size() > 1)
        return fault(family, "l is a list", "give one step length; only NSTEP takes a list");
    if (policy.l.front() <= 0.0)
        return fault(family, "l is not positive", "give a step length above 0");
    if (!isIncreasing(policy.l))
        return fault(family, "the boundaries do not increase", "order the values of l");
    return {};
}

Result<void> validate(const Schedule& schedule)
{
    const auto fail = [](std::string detail, std::string cure) {
        return Error{.code = ErrorCode::Usage,
            .subject = "learning-rate policy",
            .detail = std::move(detail),
            .cure = std::move(cure)};
    };
    if (schedule.policies.empty())
        return fail("there is no policy", "name at least one, e.g. lrPolicy_FIX+k0_0.01");
    if (schedule.boundaries.size() + 1 != schedule.policies.size())
        return fail(std::to_string(schedule.policies.size()) + " policies with "
                + std::to_string(schedule.boundaries.size()) + " boundaries",
            "give exactly one boundary less than policies");
    if (!allFinite(schedule.boundaries) || !isIncreasing(schedule.boundaries)
        || (!schedule.boundaries.empty() && schedule.boundaries.front() <= 0.0))
        return fail("the boundaries are not positive and increasing", "order them, e.g. -AT-3000+6000");
    for (const Policy& policy : schedule.policies)
        if (auto valid = validate(policy); !valid)
            return valid;
    return {};
}

} // namespace cobench::lr
