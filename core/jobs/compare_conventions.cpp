// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/compare_conventions.h"

#include <algorithm>
#include <set>

namespace cobench::jobs {

namespace {

using Teams = std::set<ensemble::Members>;

Result<Teams> choose(const ensemble::PreparedSplit& split,
    SelectionOptions options,
    ensemble::Convention convention,
    Progress& progress,
    const CancelToken& cancel)
{
    options.convention = convention;
    options.keepGroups = false;
    const auto choice = chooseTeams(split, options, progress, cancel);
    if (!choice)
        return choice.error();
    Teams teams;
    for (const ChosenTeam& team : choice->teams)
        teams.insert(team.members);
    return teams;
}

} // namespace

Result<ConventionDifference> compareConventions(const ensemble::PreparedSplit& split,
    const SelectionOptions& options,
    Progress& progress,
    const CancelToken& cancel)
{
    const auto corrected = choose(split, options, ensemble::Convention::Corrected, progress, cancel);
    if (!corrected)
        return corrected.error();
    const auto reference = choose(split, options, ensemble::Convention::Reference, progress, cancel);
    if (!reference)
        return reference.error();
    ConventionDifference difference{.corrected = corrected->size(), .reference = reference->size()};
    difference.both = static_cast<std::size_t>(
        std::ranges::count_if(*corrected, [&](const auto& team) { return reference->contains(team); }));
    return difference;
}

} // namespace cobench::jobs
