// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/ids.h"

#include <cstdint>
#include <string>
#include <vector>

namespace cobench::store {

/// A team that somebody named. Members are MemberEntry::id, so renaming and reordering models do not touch it; one
/// that was deleted stays listed.
struct TeamEntry {
    TeamId id;
    std::string name; // unique in its pool
    std::vector<std::int64_t> members; // ascending, at least one
    bool operator==(const TeamEntry&) const = default;
};

} // namespace cobench::store
