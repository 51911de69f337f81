// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lr/policy.h"

namespace cobench::lr::test {

/// One valid policy of each family, rates between 0.1 and 1, that changes within a few dozen steps.
inline Policy typical(Family family)
{
    Policy policy{.family = family, .k0 = 0.1, .k1 = 1.0, .gamma = 0.94, .p = 1.2, .l = {10.0}};
    switch (family) {
    case Family::NStep:
        policy.l = {10.0, 20.0, 30.0};
        break;
    case Family::OneCycle:
        policy.p = 0.3;
        policy.l = {600.0};
        break;
    case Family::Sgdr:
        policy.p = 2.0;
        break;
    case Family::Wsd:
        policy.l = {20.0, 60.0, 400.0};
        break;
    case Family::InvSqrt:
        policy.l = {25.0};
        break;
    case Family::Expr:
        policy = {.family = Family::Expr,
            .expression = "t < 20 ? 0.1*(t + 1)/20 : 0.1*exp(-(t - 20)/200) + 1e-4*abs(sin(t))"};
        break;
    default:
        break;
    }
    return policy;
}

} // namespace cobench::lr::test
