// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/team_search.h"

#include "core/ensemble/counter_random.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace cobench::ensemble {

namespace {

using Clock = std::chrono::steady_clock;

/// Better accuracy, then smaller, then lexicographically first.
bool isBetter(const FoundTeam& a, const FoundTeam& b)
{
    if (a.fitness != b.fitness)
        return a.fitness > b.fitness;
    return a.members.size() != b.members.size() ? a.members.size() < b.members.size() : a.members < b.members;
}

std::size_t largest(const SearchOptions& options, std::size_t models)
{
    return options.maxSize == 0 ? models : std::min(options.maxSize, models);
}

void begin(const SearchOptions& options, const char* stage, std::size_t rounds)
{
    if (options.progress)
        options.progress->beginStage(stage, rounds);
}

void advance(const SearchOptions& options)
{
    if (options.progress)
        options.progress->advance();
}

Members allModels(std::size_t models)
{
    Members all(models);
    std::iota(all.begin(), all.end(), 0U);
    return all;
}

Members with(const Members& team, std::uint32_t model)
{
    Members result = team;
    result.insert(std::ranges::upper_bound(result, model), model);
    return result;
}

Result<std::vector<FoundTeam>> judged(TeamEvaluator& evaluator, const std::vector<Members>& teams)
{
    auto accuracy = evaluator.accuracies(teams);
    if (!accuracy)
        return std::move(accuracy).error();
    std::vector<FoundTeam> result;
    for (std::size_t i = 0; i < teams.size(); ++i)
        result.push_back({.members = teams[i], .fitness = (*accuracy)[i], .votes = {}});
    return result;
}

/// Sorts, keeps sizes in range and the best `count`.
SearchResult best(std::vector<FoundTeam> found, const SearchOptions& options, std::size_t models, bool outOfTime)
{
    std::erase_if(found, [&](const FoundTeam& team) {
        return team.members.size() < options.minSize || team.members.size() > largest(options, models);
    });
    std::ranges::sort(found, isBetter);
    if (found.size() > options.count)
        found.resize(options.count);
    return {.teams = std::move(found), .outOfTime = outOfTime};
}

/// A random half, at least two.
Members randomBag(std::size_t models, CounterRandom& random)
{
    Members bag = allModels(models);
    random.shuffle(bag);
    bag.resize(std::min(models, std::max<std::size_t>(2, models / 2)));
    std::ranges::sort(bag);
    return bag;
}

/// One greedy run with replacement over `library`; stops growing at the limit or the deadline, returns the best
/// prefix.
Result<Members> greedyRun(
    TeamEvaluator& evaluator, const Members& library, std::size_t limit, SearchDeadline deadline)
{
    Members team;
    FoundTeam bestMet{.members = {}, .fitness = -1.0, .votes = {}};
    while (team.size() < limit && (team.empty() || Clock::now() <= deadline)) {
        std::vector<Members> grown;
        for (const std::uint32_t model : library)
            grown.push_back(with(team, model));
        auto found = judged(evaluator, grown);
        if (!found)
            return std::move(found).error();
        const FoundTeam& step = *std::ranges::min_element(*found, isBetter);
        team = step.members;
        if (step.fitness > bestMet.fitness)
            bestMet = step;
    }
    return bestMet.members;
}

} // namespace

Result<SearchResult> randomTeams(TeamEvaluator& evaluator, const SearchOptions& options)
{
    const std::size_t models = evaluator.split().models();
    const std::size_t sizes = largest(options, models) - options.minSize + 1;
    const std::size_t possible = countTeams(models, options.minSize, largest(options, models));
    CounterRandom random(options.seed);
    std::set<Members> drawn;
    // Rare sizes are drawn over and over when nearly all teams are asked for: give up in good time.
    begin(options, "random", 1);
    for (std::size_t tries = 0; drawn.size() < std::min(options.count, possible) && tries < 100 * options.count;
         ++tries) {
        if (evaluator.isCancelled())
            return cancelled();
        Members team = allModels(models);
        random.shuffle(team);
        team.resize(options.minSize + random.below(sizes));
        std::ranges::sort(team);
        drawn.insert(std::move(team));
    }
    auto found = judged(evaluator, {drawn.begin(), drawn.end()});
    if (!found)
        return std::move(found).error();
    advance(options);
    return best(std::move(*found), options, models, false);
}

Result<SearchResult> forwardTeam(TeamEvaluator& evaluator, const SearchOptions& options)
{
    const std::size_t models = evaluator.split().models();
    const auto deadline = deadlineAfter(options.budget);
    std::map<std::uint32_t, std::uint32_t> votes;
    bool outOfTime = false;
    begin(options, "forward", std::max<std::size_t>(options.bags, 1));
    for (std::size_t bag = 0; bag < std::max<std::size_t>(options.bags, 1) && !outOfTime; ++bag) {
        CounterRandom random(options.seed, bag);
        const Members library = options.bags == 0 ? allModels(models) : randomBag(models, random);
        auto run = greedyRun(evaluator, library, largest(options, models), deadline);
        if (!run)
            return std::move(run).error();
        for (const std::uint32_t member : *run)
            ++votes[member];
        outOfTime = Clock::now() > deadline;
        advance(options);
    }
    FoundTeam team;
    Members repeated;
    for (const auto& [member, count] : votes) {
        team.members.push_back(member);
        team.votes.push_back(count);
        repeated.insert(repeated.end(), count, member);
    }
    const std::vector<Members> single(1, repeated);
    auto accuracy = evaluator.accuracies(single);
    if (!accuracy)
        return std::move(accuracy).error();
    team.fitness = accuracy->front();
    return SearchResult{.teams = {std::move(team)}, .outOfTime = outOfTime};
}

Result<SearchResult> backwardTeams(TeamEvaluator& evaluator, const SearchOptions& options)
{
    const std::size_t models = evaluator.split().models();
    const auto deadline = deadlineAfter(options.budget);
    std::vector<FoundTeam> met;
    std::vector<Members> front{allModels(models)};
    begin(options, "backward", models < options.minSize ? 0 : models - options.minSize + 1);
    while (!front.empty() && Clock::now() <= deadline) {
        auto found = judged(evaluator, front);
        if (!found)
            return std::move(found).error();
        const FoundTeam step = *std::ranges::min_element(*found, isBetter);
        met.push_back(step);
        front.clear();
        for (std::size_t i = 0; step.members.size() > options.minSize && i < step.members.size(); ++i) {
            front.push_back(step.members);
            front.back().erase(front.back().begin() + static_cast<std::ptrdiff_t>(i));
        }
        advance(options);
    }
    return best(std::move(met), options, models, !front.empty());
}

Result<SearchResult> beamTeams(TeamEvaluator& evaluator, const SearchOptions& options)
{
    const std::size_t models = evaluator.split().models();
    const auto deadline = deadlineAfter(options.budget);
    std::vector<FoundTeam> met;
    std::vector<Members> beam{Members{}};
    begin(options, "beam", largest(options, models));
    for (std::size_t size = 1; size <= largest(options, models); ++size) {
        if (Clock::now() > deadline)
            return best(std::move(met), options, models, true);
        std::set<Members> grown;
        for (const Members& team : beam)
            for (std::uint32_t model = 0; model < models; ++model)
                if (!std::ranges::binary_search(team, model))
                    grown.insert(with(team, model));
        auto found = judged(evaluator, {grown.begin(), grown.end()});
        if (!found)
            return std::move(found).error();
        std::ranges::sort(*found, isBetter);
        found->resize(std::min(found->size(), options.width));
        beam.clear();
        for (const FoundTeam& team : *found)
            beam.push_back(team.members);
        met.insert(met.end(), found->begin(), found->end());
        advance(options);
    }
    return best(std::move(met), options, models, false);
}

} // namespace cobench::ensemble
