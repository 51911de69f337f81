// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/policy.h"

#include "core/lr/evaluate.h"
#include "core/lr/expression.h"

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

constexpr std::array<FamilyInfo, kAllFamilies> kTable{{
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
    {Family::Linear, "LINEAR", true, true, false, false, true, false, "k0 + (k1−k0)·min(t/l, 1)"},
    {Family::OneCycle,
        "ONECYCLE",
        true,
        true,
        true,
        true,
        true,
        false,
        "cosine from k0 up to k1 at p·l−1, then down to g·k0 at l−1"},
    {Family::Sgdr,
        "SGDR",
        true,
        true,
        false,
        true,
        true,
        false,
        "(k1−k0)·(1+cos(πu))/2 + k0, u = share of a cycle; cycles last l, l·p, l·p², …"},
    {Family::Wsd,
        "WSD",
        true,
        true,
        false,
        false,
        true,
        true,
        "linear from k0 to k1 until l₁, k1 until l₂, cosine to k0 until l₃"},
    {Family::InvSqrt,
        "INVSQRT",
        true,
        false,
        false,
        false,
        true,
        true,
        "k0·t/l₁ until l₁, then k0/√((t−l₁)/l₂+1); l₂ = l₁ unless given"},
    {Family::Expr, "EXPR", false, false, false, false, false, false, "a formula in t", true},
}};

struct Meaning {
    Family family;
    std::array<std::string_view, 5> ofField; // k0, k1, gamma, p, l; empty = as in most families
};

constexpr Meaning kMeanings[] = {
    {Family::Fix, {"rate", "", "", "", ""}},
    {Family::NStep, {"", "", "", "", "boundaries"}},
    {Family::Poly, {"last rate", "first rate", "", "power", "length"}},
    {Family::Inv, {"", "", "", "power", ""}},
    {Family::Sig, {"rate reached", "", "steepness", "", "middle"}},
    {Family::Linear, {"first rate", "last rate", "", "", "length"}},
    {Family::OneCycle, {"first rate", "highest rate", "last rate / first rate", "rising share", "length"}},
    {Family::Sgdr, {"", "", "", "growth of cycles", "first cycle"}},
    {Family::Wsd, {"", "", "", "", "ends of warm-up, plateau, decay"}},
    {Family::InvSqrt, {"highest rate", "", "", "", "warm-up, time scale"}},
};

std::string_view meaningOf(const FamilyInfo& info, std::size_t field)
{
    constexpr std::array<std::string_view, 5> kFirstRate{"first rate", "", "decay factor", "power", "step length"};
    constexpr std::array<std::string_view, 5> kRange{
        "lowest rate", "highest rate", "decay per step", "power", "step length"};
    for (const Meaning& meaning : kMeanings)
        if (meaning.family == info.family && !meaning.ofField[field].empty())
            return meaning.ofField[field];
    return (info.k1 ? kRange : kFirstRate)[field];
}

Error fault(const FamilyInfo& info, std::string detail, std::string cure)
{
    return {.code = ErrorCode::Usage,
        .subject = std::string(info.name),
        .detail = std::move(detail),
        .cure = std::move(cure)};
}

Result<void> validateLater(const Policy& policy, const FamilyInfo& family)
{
    switch (policy.family) {
    case Family::OneCycle:
        if (policy.p < 0.0 || policy.p > 1.0)
            return fault(family, "p is no share", "give the rising share, from 0 to 1");
        return {};
    case Family::Sgdr:
        if (policy.p < 1.0)
            return fault(family, "p is below 1", "give the growth of the cycles, 1 or above");
        return {};
    case Family::Wsd:
        if (policy.l.size() != 3 || policy.l[0] < 0.0 || policy.l[1] < policy.l[0] || policy.l[2] <= policy.l[1])
            return fault(family,
                "l needs three ends in order",
                "give the ends of warm-up, plateau and decay, e.g. l_100+800+1000");
        return {};
    case Family::InvSqrt:
        if (policy.l.size() > 2 || policy.l[0] < 0.0 || policy.l.back() < 0.0
            || (policy.l.size() == 2 && policy.l[1] == 0.0))
            return fault(family, "l is out of range", "give the warm-up, and after + the time scale if it differs");
        return {};
    default:
        return {};
    }
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
    return std::span(kTable).first(kFamilies);
}

std::span<const FamilyInfo> allFamilies()
{
    return kTable;
}

std::vector<Parameter> parametersOf(Family family)
{
    const FamilyInfo& read = info(family);
    const std::pair<std::string_view, bool> fields[]{
        {"k0", read.k0}, {"k1", read.k1}, {"gamma", read.gamma}, {"p", read.p}, {"l", read.l}};
    std::vector<Parameter> parameters;
    for (std::size_t i = 0; i < std::size(fields); ++i)
        if (fields[i].second)
            parameters.push_back({fields[i].first, meaningOf(read, i)});
    if (read.expression)
        parameters.push_back({"expr", "formula in t"});
    return parameters;
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
    if (family.expression) {
        if (const auto parsed = Expression::parse(policy.expression); !parsed)
            return parsed.error();
        return {};
    }
    if (!family.l)
        return {};
    if (policy.l.empty())
        return fault(family, "the step length l is missing", "add l");
    if (policy.family == Family::Wsd || policy.family == Family::InvSqrt)
        return validateLater(policy, family);
    if (!family.lIsList && policy.l.size() > 1)
        return fault(family, "l is a list", "give one step length; only NSTEP takes a list");
    if (policy.l.front() <= 0.0)
        return fault(family, "l is not positive", "give a step length above 0");
    if (!isIncreasing(policy.l))
        return fault(family, "the boundaries do not increase", "order the values of l");
    return validateLater(policy, family);
}

Schedule withWarmUp(Schedule schedule, double steps, double from)
{
    const Policy rise{
        .family = Family::Linear, .k0 = from, .k1 = valueAt(schedule.policies.front(), 0.0), .l = {steps}};
    for (double& boundary : schedule.boundaries)
        boundary += steps;
    schedule.boundaries.insert(schedule.boundaries.begin(), steps);
    schedule.policies.insert(schedule.policies.begin(), rise);
    return schedule;
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
