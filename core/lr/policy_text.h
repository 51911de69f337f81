// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lr/policy.h"

#include <string>
#include <string_view>

namespace cobench::lr {

/// The shortest text that reads back equal: "0.001", "1e-05", "2000".
std::string numberText(double value);

/// The same for code that wants counts: whole numbers without an exponent, "100000".
std::string codeNumber(double value);

/// Canonical LRBench text: keys in the order lrPolicy, k0, k1, gamma, p, l; shortest numbers that read back equal;
/// composites as A-B-AT-3000; a formula stands in braces: lrPolicy_EXPR+expr_{0.1*exp(-t/500)}. parse(format(s)) ==
/// s for every valid schedule.
std::string format(const Policy& policy);
std::string format(const Schedule& schedule);

/// Reads the canonical form and the released one: any key order, None for an absent value, negative numbers and
/// exponents. A bare number is FIX. Errors (Usage) name the column, counted from 1, and what would be right.
Result<Schedule> parse(std::string_view text);

} // namespace cobench::lr
