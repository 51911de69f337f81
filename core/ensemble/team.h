// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace cobench::ensemble {

/// Bit i = model i is a member. Up to 64 models; larger pools use member lists.
using TeamMask = std::uint64_t;

/// Ascending, distinct model indices.
using Members = std::vector<std::uint32_t>;

Members membersOf(TeamMask mask);
/// Precondition: every member < 64.
TeamMask maskOf(const Members& members);
/// The order in which teams are enumerated: by size, then lexicographic.
bool isEnumeratedBefore(const Members& first, const Members& second);
/// For hashed containers.
struct MembersHash {
    std::size_t operator()(const Members& members) const noexcept;
};
/// "0,3,7"
std::string toString(const Members& members);

} // namespace cobench::ensemble
