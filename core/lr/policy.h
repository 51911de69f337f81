// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cobench::lr {

/// The 34 learning-rate functions of LRBench (BigData 2019; ACM TIST 2022) and later ones; formulas in README.md of
/// this folder.
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
    // Beyond LRBench.
    Linear, // warm-up: prefix another policy with it (withWarmUp)
    OneCycle, // torch.optim.lr_scheduler.OneCycleLR, cosine annealing, two phases
    Sgdr, // torch.optim.lr_scheduler.CosineAnnealingWarmRestarts
    Wsd, // transformers' warmup_stable_decay: linear warm-up, cosine decay
    InvSqrt, // transformers' inverse_sqrt
    Expr, // a formula in t
};
inline constexpr std::size_t kFamilies = 34; // LRBench's
inline constexpr std::size_t kAllFamilies = 40;

/// Reference repeats the released program where it differs: the restart family dips to k0 for one step.
enum class Convention { Corrected, Reference };

/// What t counts; always stored beside a policy. Epoch t is an integer.
enum class Unit { Iteration, Epoch };

/// Which of Policy's fields a family reads, in canonical order k0, k1, gamma, p, l.
struct FamilyInfo {
    Family family;
    std::string_view name; // "TRIEXP"
    bool k0, k1, gamma, p, l;
    bool lIsList; // NSTEP, WSD: boundaries; INVSQRT: warm-up and time scale
    std::string_view formula;
    bool expression = false; // EXPR alone
};

std::span<const FamilyInfo> families(); // LRBench's 34
std::span<const FamilyInfo> allFamilies(); // and the later ones
/// What a family's parameters are called where it comes from, in canonical order: {"k0", "initial rate"}.
struct Parameter {
    std::string_view key; // k0 k1 gamma p l expr
    std::string_view meaning;
};
std::vector<Parameter> parametersOf(Family family);
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
    std::vector<double> l; // one step length, or a list where FamilyInfo::lIsList
    std::string expression; // EXPR's formula in t

    bool operator==(const Policy&) const = default;
};

/// Policy i holds for boundaries[i-1] <= t < boundaries[i]; its own time restarts at each boundary.
struct Schedule {
    std::vector<Policy> policies; // n >= 1
    std::vector<double> boundaries; // n-1, strictly increasing, > 0

    bool operator==(const Schedule&) const = default;
};

/// The schedule after `steps` of a linear rise from `from` to its first rate. Precondition: steps > 0.
Schedule withWarmUp(Schedule schedule, double steps, double from = 0.0);

/// Usage error naming the policy and the field: non-finite numbers, l <= 0, boundaries out of order or count.
Result<void> validate(const Policy& policy);
Result<void> validate(const Schedule& schedule);

} // namespace cobench::lr
