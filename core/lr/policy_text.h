// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lr/policy.h"

#include <string>
#include <string_view>

namespace cobench::lr {

/// Canonical LRBench text: keys in the order lrPolicy, k0, k1, gamma, p, l; shortest numbers that read back equal;
/// composites as A-B-AT-3000. parse(format(s)) == s for every valid schedule.
std::string format(const Policy& policy);
std::string format(const Schedule& schedule);

/// Reads the canonical form and the released one: any key order, None for an absent value, negative numbers and
/// exponents. A bare number is FIX. Errors (Usage) name the column, counted from 1, and what would be right.
Result<Schedule> parse(std::string_view text);

} // namespace cobench::lr
