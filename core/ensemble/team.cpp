// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/team.h"

#include <bit>

namespace cobench::ensemble {

Members membersOf(TeamMask mask)
{
    Members members;
    members.reserve(static_cast<std::size_t>(std::popcount(mask)));
    for (; mask != 0; mask &= mask - 1)
        members.push_back(static_cast<std::uint32_t>(std::countr_zero(mask)));
    return members;
}

TeamMask maskOf(const Members& members)
{
    TeamMask mask = 0;
    for (const std::uint32_t member : members)
        mask |= TeamMask{1} << member;
    return mask;
}

bool isEnumeratedBefore(const Members& first, const Members& second)
{
    return first.size() != second.size() ? first.size() < second.size() : first < second;
}

std::size_t MembersHash::operator()(const Members& members) const noexcept
{
    std::uint64_t hash = members.size();
    for (const std::uint32_t member : members) {
        hash = (hash ^ member) * 0x9e3779b97f4a7c15U;
        hash ^= hash >> 32U;
    }
    return hash;
}

std::string toString(const Members& members)
{
    std::string text;
    for (const std::uint32_t member : members) {
        if (!text.empty())
            text += ',';
        text += std::to_string(member);
    }
    return text;
}

} // namespace cobench::ensemble
