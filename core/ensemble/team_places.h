// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/team.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace cobench::ensemble {

/// Numbers of teams, found by their members. Up to 64 models a flat table of masks: a look-up is a few nanoseconds.
class TeamPlaces
{
public:
    explicit TeamPlaces(std::size_t models)
        : m_byMask(models <= 64)
    {
    }

    std::size_t size() const { return m_size; }
    /// Precondition: the team is new and not empty.
    void add(const Members& team, std::uint32_t place)
    {
        ++m_size;
        if (!m_byMask) {
            m_lists.emplace(team, place);
            return;
        }
        if (2 * m_size > m_slots.size())
            grow();
        insert({.mask = maskOf(team), .place = place});
    }

    std::optional<std::uint32_t> find(const Members& team) const
    {
        if (m_byMask)
            return find(maskOf(team));
        const auto found = m_lists.find(team);
        return found == m_lists.end() ? std::nullopt : std::optional(found->second);
    }

    /// Whether every team that is `team` (of two members or more) without one of them is known.
    bool knowsAllParts(const Members& team) const
    {
        if (m_byMask) {
            const TeamMask whole = maskOf(team);
            for (TeamMask left = whole; left != 0; left &= left - 1)
                if (!find(whole ^ (left & (0 - left))))
                    return false;
            return true;
        }
        Members part(team.begin() + 1, team.end());
        for (std::size_t left = 0;; ++left) { // the part without team[left]
            if (!m_lists.contains(part))
                return false;
            if (left == part.size())
                return true;
            part[left] = team[left];
        }
    }

private:
    struct Slot {
        TeamMask mask = 0; // 0 = free
        std::uint32_t place = 0;
    };

    std::size_t firstSlot(TeamMask mask) const
    {
        return static_cast<std::size_t>((mask * 0x9e3779b97f4a7c15U) >> m_shift);
    }

    std::optional<std::uint32_t> find(TeamMask mask) const
    {
        if (m_slots.empty())
            return std::nullopt;
        for (std::size_t slot = firstSlot(mask); m_slots[slot].mask != 0; slot = (slot + 1) & (m_slots.size() - 1))
            if (m_slots[slot].mask == mask)
                return m_slots[slot].place;
        return std::nullopt;
    }

    void insert(const Slot& team)
    {
        std::size_t slot = firstSlot(team.mask);
        while (m_slots[slot].mask != 0)
            slot = (slot + 1) & (m_slots.size() - 1);
        m_slots[slot] = team;
    }

    void grow()
    {
        const std::size_t room = std::bit_ceil(std::max<std::size_t>(64, 4 * m_size));
        const std::vector<Slot> before = std::exchange(m_slots, std::vector<Slot>(room));
        m_shift = 64U - static_cast<unsigned>(std::countr_zero(m_slots.size()));
        for (const Slot& team : before)
            if (team.mask != 0)
                insert(team);
    }

    bool m_byMask;
    std::size_t m_size = 0;
    unsigned m_shift = 0; // of the hash, to the number of a slot
    std::vector<Slot> m_slots; // at most half full; a power of two of them
    std::unordered_map<Members, std::uint32_t, MembersHash> m_lists; // of more than 64 models
};

} // namespace cobench::ensemble
