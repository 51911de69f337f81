// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lr/policy.h"

#include <span>
#include <vector>

namespace cobench::study {

/// One schedule of each family, made for a training of `steps` whose rates lie between low and high (a range test's
/// interval): FIX in the geometric middle, decaying ones from high to low, cyclic ones between both in five cycles,
/// ONECYCLE and WSD with their usual shares. EXPR and LINEAR have none. Precondition: 0 < low < high, steps >= 10.
std::vector<lr::Schedule> policyCandidates(
    double low, double high, double steps, std::span<const lr::Family> families);

/// Every rate of the schedule times `factor`.
lr::Schedule scaled(lr::Schedule schedule, double factor);

/// FIX, STEP, NSTEP, EXP, INV, POLY, TRI2, TRIEXP, SIN2, COS, SINRSW2, ONECYCLE, SGDR, WSD: one of each kind.
std::span<const lr::Family> usualFamilies();

} // namespace cobench::study
