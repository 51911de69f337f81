// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/prepared_split.h"
#include "core/ensemble/team.h"

#include <cstdint>
#include <span>
#include <vector>

namespace cobench::ensemble {

/// The samples on which exactly these members of a team fail, and no other.
struct FailureGroup {
    Members failing;
    std::size_t samples = 0;
    std::size_t teamRight = 0; // of them: the team is right all the same
};

struct FailureOverlap {
    std::size_t allRight = 0; // samples nobody fails on
    /// Every non-empty set of members that occurs: most samples first, then fewer members, then lexicographic. The
    /// samples add up to those somebody fails on; those of the groups with member m to the failures of m.
    std::vector<FailureGroup> groups;
};

/// Exact. `teamRight` [N] 0 or 1.
FailureOverlap failureOverlap(
    const PreparedSplit& split, const Members& team, std::span<const std::uint8_t> teamRight);

} // namespace cobench::ensemble
