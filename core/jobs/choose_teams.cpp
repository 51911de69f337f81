// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/choose_teams.h"

#include "core/ensemble/long_sort.h"
#include "core/ensemble/team_evaluator.h"
#include "core/jobs/selection_memory.h"
#include "core/jobs/team_choice.h"

#include <algorithm>
#include <cmath>

namespace cobench::jobs {

namespace {

constexpr std::size_t kUsualSize = 5; // HQ, ICDM 2021
constexpr std::size_t kCancelPeriod = 4096; // teams
constexpr std::size_t kMostFocalModels = 200; // pair tables of half a gigabyte together

Error usage(std::string subject, std::string detail, std::string cure = {})
{
    return {.code = ErrorCode::Usage,
        .subject = std::move(subject),
        .detail = std::move(detail),
        .cure = std::move(cure)};
}

std::string methodName(const SelectionMethodInfo& method)
{
    return "method " + std::string(method.id);
}

Result<void> fillMetrics(SelectionOptions& options, const SelectionMethodInfo& method)
{
    if (method.takes(SelectionParameter::Metrics)) {
        if (options.metrics.empty())
            options.metrics.assign(ensemble::kDefaultMetrics.begin(), ensemble::kDefaultMetrics.end());
        if (options.method == SelectionMethod::KOfN && options.votes > options.metrics.size())
            return usage("k = " + std::to_string(options.votes),
                "only " + std::to_string(options.metrics.size()) + " metrics are asked");
        return {};
    }
    if (!method.takes(SelectionParameter::Metric))
        return {};
    if (options.metrics.empty() && method.takes(SelectionParameter::Share))
        options.diversityShare = 0.0;
    else if (options.metrics.empty())
        return usage(methodName(method), "needs a metric");
    if (options.metrics.size() > 1)
        return usage(methodName(method), "takes one metric", "eq, kofn and borda take several");
    return {};
}

Result<void> fillRule(SelectionOptions& options, const ensemble::PreparedSplit& split)
{
    using ensemble::Consensus;
    if (!options.rule)
        options.rule = ensemble::judgingRule(split);
    if (options.rule != Consensus::Soft && options.rule != Consensus::Plurality)
        return usage("consensus " + std::string(ensemble::id(*options.rule)),
            "does not choose teams",
            "use soft or plurality");
    if (ensemble::needsProbabilities(*options.rule) && !split.hasProbabilities())
        return Error{.code = ErrorCode::Unsupported,
            .subject = "consensus soft",
            .detail = "some members have labels only",
            .cure = "use plurality"};
    return {};
}

Result<SizeRange> checkSizes(const SelectionOptions& options, const SelectionMethodInfo& method, std::size_t models)
{
    const std::string pool = "the pool has " + std::to_string(models) + (models == 1 ? " model" : " models");
    if (options.method == SelectionMethod::Exact && (*options.size < 1 || *options.size > models))
        return usage("team size " + std::to_string(*options.size), "no such team exists", pool);
    if (options.method == SelectionMethod::Hierarchical && *options.size < 2)
        return usage("team size " + std::to_string(*options.size), "the hierarchy begins with pairs");
    if (!method.takes(SelectionParameter::Sizes))
        return SizeRange{.least = 1, .most = models};
    const std::size_t most = options.maxSize == 0 ? models : std::min(options.maxSize, models);
    if (options.maxSize != 0 && options.maxSize < options.minSize)
        return usage("largest team " + std::to_string(options.maxSize),
            "is below the smallest, " + std::to_string(options.minSize));
    if (options.minSize < 1 || options.minSize > most)
        return usage("smallest team " + std::to_string(options.minSize), "no such team exists", pool);
    return SizeRange{.least = options.minSize, .most = most};
}

Result<TeamChoice> choose(const ensemble::PreparedSplit& split,
    const SelectionOptions& options,
    SizeRange sizes,
    SelectionMemory& memory,
    Progress& progress,
    const CancelToken& cancel,
    const BestTeamSink& onBetter)
{
    if (info(options.method).isSearch())
        return chooseBySearch(split, options, sizes, progress, cancel, onBetter);
    if (options.method == SelectionMethod::Hierarchical)
        return chooseByPruning(split, options, memory, progress, cancel);
    return chooseAmongAll(split, options, sizes, memory, progress, cancel);
}

void sortBestFirst(TeamChoice& choice, const SelectionOptions& options, const CancelToken& cancel)
{
    const SelectionScore kind = info(options.method).score;
    const bool lowIsBest = options.convention == ensemble::Convention::Reference
        && (kind == SelectionScore::Diversity || kind == SelectionScore::FocalDiversity);
    const auto isBetter = [&](const ChosenTeam& a, const ChosenTeam& b) {
        if (std::isnan(a.score) || std::isnan(b.score))
            return !std::isnan(a.score) && std::isnan(b.score);
        if (a.score != b.score)
            return lowIsBest ? a.score < b.score : a.score > b.score;
        if (a.accuracy != b.accuracy)
            return a.accuracy > b.accuracy;
        if (a.number && b.number) // smaller teams first, then lexicographic
            return *a.number < *b.number;
        return a.members.size() != b.members.size() ? a.members.size() < b.members.size() : a.members < b.members;
    };
    ensemble::longSort(choice.teams, isBetter, cancel);
}

} // namespace

Result<void> checkFocalModels(std::size_t models)
{
    if (models <= kMostFocalModels)
        return {};
    return Error{.code = ErrorCode::TooLarge,
        .subject = std::to_string(models) + " models",
        .detail = "focal diversity counts the pairs on the errors of every model; "
            + std::to_string(kMostFocalModels) + " models at most",
        .cure = "use mean, top or a search, or exclude models"};
}

std::string limitNote(SizeRange sizes, std::size_t models)
{
    return "teams of " + std::to_string(sizes.least) + " to " + std::to_string(sizes.most)
        + " members only: those of all sizes up to " + std::to_string(models)
        + " are too many to enumerate; a largest size or a search goes further";
}

ensemble::Members withVotes(const ChosenTeam& team)
{
    ensemble::Members members;
    for (std::size_t i = 0; i < team.members.size(); ++i)
        members.insert(members.end(), team.votes.empty() ? 1 : team.votes[i], team.members[i]);
    return members;
}

Result<SelectionOptions> completeOptions(const ensemble::PreparedSplit& split, SelectionOptions options)
{
    if (!options.size)
        options.size = std::min(kUsualSize, split.models());
    if (auto filled = fillMetrics(options, info(options.method)); !filled)
        return filled.error();
    if (auto filled = fillRule(options, split); !filled)
        return filled.error();
    return options;
}

Result<TeamChoice> chooseUnnamed(const ensemble::PreparedSplit& split,
    const SelectionOptions& wanted,
    Progress& progress,
    const CancelToken& cancel,
    const BestTeamSink& onBetter,
    SelectionMemory* memory)
{
    const auto options = completeOptions(split, wanted);
    if (!options)
        return options.error();
    const auto sizes = checkSizes(*options, info(options->method), split.models());
    if (!sizes)
        return sizes.error();
    SelectionMemory none;
    auto choice = choose(split, *options, *sizes, memory ? *memory : none, progress, cancel, onBetter);
    if (!choice)
        return choice;
    sortBestFirst(*choice, *options, cancel);
    if (cancel.isCancelled())
        return cancelled();
    return choice;
}

Result<void> nameTeams(TeamChoice& choice, const SelectionOptions& options, const CancelToken& cancel)
{
    for (std::size_t i = 0; i < choice.teams.size(); ++i) {
        if (i % kCancelPeriod == 0 && cancel.isCancelled())
            return cancelled();
        ChosenTeam& team = choice.teams[i];
        if (team.number && team.members.empty())
            team.members = choice.scores->members(*team.number);
    }
    if (!options.keepGroups)
        choice.scores.reset();
    return {};
}

Result<TeamChoice> chooseTeams(const ensemble::PreparedSplit& split,
    const SelectionOptions& options,
    Progress& progress,
    const CancelToken& cancel,
    const BestTeamSink& onBetter,
    SelectionMemory* memory)
{
    auto choice = chooseUnnamed(split, options, progress, cancel, onBetter, memory);
    if (!choice)
        return choice;
    if (auto named = nameTeams(*choice, options, cancel); !named)
        return named.error();
    return choice;
}

} // namespace cobench::jobs
