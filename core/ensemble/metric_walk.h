// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/pair_terms.h"
#include "core/ensemble/team_plan.h"

#include <optional>
#include <vector>

namespace cobench::ensemble {

/// The sums of every team on the current path of a walk. Each inner node sums once what every later model would
/// add, so that a step costs O(1): nodes with many later models are as rare as their children are many.
class TermStack
{
public:
    TermStack(const PairTable& table, std::size_t deepest)
        : m_table(table)
        , m_added((deepest + 1) * table.models())
        , m_terms(deepest + 1)
    {
    }

    /// The path is cut to `depth` members, then `model`, which comes after them, joins. Leaf: no step builds on it.
    void add(std::size_t depth, std::uint32_t model, bool leaf)
    {
        const std::size_t models = m_table.models();
        const PairTerms* before = m_added.data() + depth * models;
        m_terms[depth + 1] = withMember(m_terms[depth], m_table.member(model), before[model]);
        if (leaf)
            return;
        PairTerms* after = m_added.data() + (depth + 1) * models;
        for (std::size_t later = model + 1; later < models; ++later) {
            after[later] = before[later];
            after[later] += m_table.pair(model, later);
        }
    }

    const TeamTerms& terms(std::size_t members) const { return m_terms[members]; }

private:
    const PairTable& m_table;
    std::vector<PairTerms> m_added; // [members][model]: the model's pairs with the members, summed in member order
    std::vector<TeamTerms> m_terms; // [members]
};

/// Walks a chunk: add(depth, model, leaf) for each step needed, visit(team, place, size) for each team. With a
/// focal model only its teams are visited, `place` being where it stands among the members, and branches without it
/// are skipped.
template <typename Add, typename Visit>
void walkTeams(
    const TeamPlan& plan, const TeamPlan::Chunk& chunk, std::optional<std::uint32_t> focal, Add add, Visit visit)
{
    std::optional<std::size_t> place;
    if (!focal)
        place = 0;
    walkSteps(plan, chunk, [&](const PlanStep& step, bool leaf) {
        const std::size_t depth = depthOf(step);
        if (focal) {
            if (place && *place >= depth)
                place.reset();
            if (!place && step.model > *focal)
                return;
            if (step.model == *focal)
                place = depth;
        }
        add(depth, step.model, leaf);
        if (place && step.team != kNoTeam)
            visit(step.team, *place, depth + 1);
    });
}

} // namespace cobench::ensemble
