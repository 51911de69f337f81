// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/member_report.h"
#include "core/ensemble/pruning_tree.h"
#include "core/ensemble/team_plan.h"
#include "core/jobs/selection_memory.h"
#include "core/jobs/team_choice.h"

#include <algorithm>
#include <cmath>

namespace cobench::jobs {

namespace {

constexpr std::size_t kMostScoredFirst = std::size_t{1} << 20;

bool scoresAllFirst(const SelectionOptions& options)
{
    return options.convention == ensemble::Convention::Reference;
}

/// Lowers the largest size until what may have to be scored fits.
Result<std::size_t> sizeThatFits(const SelectionOptions& options, std::size_t models)
{
    if (scoresAllFirst(options) && ensemble::countTeams(models, 2, models - 1) > kMostScoredFirst)
        return Error{.code = ErrorCode::TooLarge,
            .subject = std::to_string(models) + " models",
            .detail = "the reference convention scores all teams before it prunes any",
            .cure = "use the corrected convention, or exclude models"};
    std::size_t size = std::min(*options.size, models);
    while (size > 2 && ensemble::countTeams(models, 2, size) > kMostScoredFirst)
        --size;
    return size;
}

std::uint64_t teamsScored(const ensemble::PruningTree& tree, const SelectionOptions& options, std::size_t models)
{
    if (scoresAllFirst(options))
        return ensemble::countTeams(models, 2, std::max<std::size_t>(models - 1, 2));
    std::uint64_t scored = 0;
    for (const ensemble::TreeLevel& level : tree.levels)
        scored += level.scored;
    return scored;
}

Result<ensemble::PruningTree> prune(const ensemble::PreparedSplit& split,
    const SelectionOptions& options,
    std::size_t size,
    SelectionMemory& memory,
    Progress& progress,
    const CancelToken& cancel)
{
    const auto score = [&](const std::vector<ensemble::Members>& teams) {
        return memory.scoreLevel(split, options, teams, progress, cancel);
    };
    return ensemble::pruneHierarchically(split.models(),
        ensemble::memberAccuracies(split),
        score,
        {.maxSize = size,
            .beta = options.beta,
            .betaPerLevel = {},
            .convention = options.convention,
            .weighting = options.weighting,
            .listDead = false},
        progress,
        cancel);
}

void keepSurvivors(TeamChoice& choice, const ensemble::PruningTree& tree)
{
    std::size_t undefined = 0;
    for (const ensemble::TreeNode& node : tree.nodes) {
        if (node.state != ensemble::NodeState::Kept)
            continue;
        if (std::isnan(node.accuracy)) { // the one team that the reference convention does not score
            choice.notes.emplace_back("the full team takes no part in the reference convention");
            continue;
        }
        undefined += std::isnan(node.score) ? 1 : 0;
        choice.teams.push_back(
            {.members = node.members, .votes = {}, .score = node.score, .accuracy = node.accuracy});
    }
    if (undefined > 0)
        choice.notes.push_back((undefined == 1 ? "1 team has" : std::to_string(undefined) + " teams have")
            + std::string(
                " no defined FQ, as no member fails where the metric is defined: never pruned, and last"));
}

} // namespace

Result<TeamChoice> chooseByPruning(const ensemble::PreparedSplit& split,
    const SelectionOptions& options,
    SelectionMemory& memory,
    Progress& progress,
    const CancelToken& cancel)
{
    if (auto fits = checkFocalModels(split.models()); !fits)
        return fits.error();
    const auto size = sizeThatFits(options, split.models());
    if (!size)
        return size.error();
    TeamChoice choice{.minSize = 2, .maxSize = *size};
    if (*size < std::min(*options.size, split.models()))
        choice.notes.push_back(limitNote({.least = 2, .most = *size}, std::min(*options.size, split.models())));
    const auto tree = prune(split, options, *size, memory, progress, cancel);
    if (!tree)
        return tree.error();
    keepSurvivors(choice, *tree);
    choice.evaluated = teamsScored(*tree, options, split.models());
    return choice;
}

} // namespace cobench::jobs
