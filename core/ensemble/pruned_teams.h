// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/team.h"

#include <algorithm>

namespace cobench::ensemble {

/// Pruned teams in the order they are added, found by what contains them.
class PrunedTeams
{
public:
    void add(const Members& team)
    {
        m_teams.push_back(team);
        m_signatures.push_back(signatureOf(team));
    }

    /// The first one inside `team`; nullptr when there is none.
    const Members* partOf(const Members& team) const
    {
        const std::uint64_t signature = signatureOf(team);
        for (std::size_t i = 0; i < m_teams.size(); ++i)
            if ((m_signatures[i] & ~signature) == 0 && std::ranges::includes(team, m_teams[i]))
                return &m_teams[i];
        return nullptr;
    }

private:
    /// Whose members: one bit each up to 64 models, shared bits beyond.
    static std::uint64_t signatureOf(const Members& members)
    {
        std::uint64_t signature = 0;
        for (const std::uint32_t member : members)
            signature |= std::uint64_t{1} << (member % 64U);
        return signature;
    }

    std::vector<Members> m_teams;
    std::vector<std::uint64_t> m_signatures; // [m_teams]
};

} // namespace cobench::ensemble
