// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lr/policy.h"

#include <string>
#include <string_view>
#include <vector>

namespace cobench::ui {

/// Learning rates to draw, as a text: "POLICY[*SCALE][;POLICY…][:STEPS[:UNIT[:CONVENTION]]]". POLICY is a policy
/// text or the name of one of the project's; SCALE what a step of it is on the axis, which counts UNITs (iteration
/// or epoch) of the first. Without STEPS, as many as show what the first one does. ':' within a policy is written
/// %3A.
struct PolicyQuery {
    struct Drawn {
        std::string policy;
        double stepLength = 1.0;
        bool operator==(const Drawn&) const = default;
    };
    std::vector<Drawn> policies; // at least one
    std::uint64_t steps = 0; // 0 = chosen
    lr::Unit unit = lr::Unit::Iteration;
    lr::Convention convention = lr::Convention::Corrected;
    bool operator==(const PolicyQuery&) const = default;
};

/// Usage naming what would be right. Whether a policy exists is found out when it is drawn.
Result<PolicyQuery> parsePolicyQuery(std::string_view text);
std::string toString(const PolicyQuery& query);

} // namespace cobench::ui
