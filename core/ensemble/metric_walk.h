// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/pair_terms.h"
#include "core/ensemble/team_plan.h"

#include <optional>
#include <vector>

namespace cobench::ensemble {

/// The sums of every team on the current path of a walk. Adding a member costs O(members), never O(samples).
class TermStack
{
public:
    TermStack(const PairTable& table, std::size_t deepest)
        : m_table(table)
        , m_models(deepest)
        , m_terms(deepest + 1)
    {
    }

    /// The path is cut to `depth` members, then `model` joins.
    void add(std::size_t depth, std::uint32_t model)
    {
        PairTerms added;
        for (std::size_t i = 0; i < depth; ++i)
            added += m_table.pair(model, m_models[i]);
        m_models[depth] = model;
        m_terms[depth + 1] = withMember(m_terms[depth], m_table.member(model), added);
    }

    const TeamTerms& terms(std::size_t members) const { return m_terms[members]; }

private:
    const PairTable& m_table;
    std::vector<std::uint32_t> m_models;
    std::vector<TeamTerms> m_terms; // [members]
};

/// Walks a chunk: add(depth, model) for each step needed, visit(team, place, size) for each team. With a focal
/// model only its teams are visited, `place` being where it stands among the members, and branches without it are
/// skipped.
template <typename Add, typename Visit>
void walkTeams(
    const TeamPlan& plan, const TeamPlan::Chunk& chunk, std::optional<std::uint32_t> focal, Add add, Visit visit)
{
    std::optional<std::size_t> place;
    if (!focal)
        place = 0;
    walkSteps(plan, chunk, [&](const PlanStep& step, std::size_t depth) {
        if (focal) {
            if (place && *place >= depth)
                place.reset();
            if (!place && step.model > *focal)
                return;
            if (step.model == *focal)
                place = depth;
        }
        add(depth, step.model);
        if (place && step.team != kNoTeam)
            visit(step.team, *place, depth + 1);
    });
}

} // namespace cobench::ensemble
