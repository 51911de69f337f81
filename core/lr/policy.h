// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace cobench::lr {

/// The 34 learning-rate functions of LRBench (BigData 2019; ACM TIST 2022); formulas in README.md of this folder.
enum class Family : std::uint8_t {
    Fix,
    Step,
    NStep,
    Exp,
    Inv,
    Poly,
    Sig,
    Tri,
    Tri2,
    TriExp,
    DTri,
    DTri2,
    DTriExp,
    Sin,
    Sin2,
    SinExp,
    DSin,
    DSin2,
    DSinExp,
    Cos,
    Cos2,
    CosExp,
    UpCos,
    UpCos2,
    UpCosExp,
    Rsw,
    Rsw2,
    RswExp,
    SinRsw,
    SinRsw2,
    SinRswExp,
    CosRsw,
    CosRsw2,
    CosRswExp,
};
inline constexpr std::size_t kFamilies = 34;

/// Reference repeats the released program where it differs: the restart family dips to k0 for one step.
enum class Convention { Corrected, Reference };

/// What t counts; always stored beside a policy. Epoch t is an integer.
enum class Unit { Iteration, Epoch };

/// Which of Policy's fields a family reads, in canonical order k0, k1, gamma, p, l.
struct FamilyInfo {
    Family family;
    std::string_view name; // "TRIEXP"
    bool k0, k1, gamma, p, l;
    bool lIsList; // NSTEP: boundaries
    std::string_view formula;
};

std::span<const FamilyInfo> families();
const FamilyInfo& info(Family family);
/// Exact, upper-case name as in a policy text.
std::optional<Family> familyFromName(std::string_view name);

/// One function of t >= 0. Fields a family does not read are ignored, and compare equal when they are left alone.
struct Policy {
    Family family = Family::Fix;
    double k0 = 0.0;
    double k1 = 0.0;
    double gamma = 1.0;
    double p = 1.0;
    std::vector<double> l; // one step length, or NSTEP's increasing boundaries

    bool operator==(const Policy&) const = default;
};

/// Policy i holds for boundaries[i-1] <= t < boundaries[i]; its own time restarts at each boundary.
struct Schedule {
    std::vector<Policy> policies; // n >= 1
    std::vector<double> boundaries; // n-1, strictly increasing, > 0

    bool operator==(const Schedule&) const = default;
};

/// Usage error naming the policy and the field: non-finite numbers, l <= 0, boundaries out of order or count.
Result<void> validate(const Policy& policy);
Result<void> validate(const Schedule& schedule);

} // namespace cobench::lr
