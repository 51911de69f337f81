// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/counter_random.h"
#include "core/ensemble/team_search.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace cobench::ensemble {

namespace {

constexpr std::size_t kTournament = 3;

bool isFitter(const FoundTeam& a, const FoundTeam& b)
{
    return a.fitness != b.fitness ? a.fitness > b.fitness : a.members < b.members;
}

class Population
{
public:
    Population(std::size_t models, const Fitness& fitness, const SearchOptions& options)
        : m_models(models)
        , m_maxSize(options.maxSize == 0 ? models : std::min(options.maxSize, models))
        , m_fitness(fitness)
        , m_options(options)
        , m_random(options.seed)
    {
    }

    /// Every team ever met, rated once.
    const std::map<Members, double>& met() const { return m_met; }

    Result<void> seed()
    {
        std::vector<Members> teams;
        for (std::size_t i = 0; i < m_options.population; ++i)
            teams.push_back(repaired({}));
        return replace(teams);
    }

    Result<void> advance()
    {
        const std::size_t elite = std::max<std::size_t>(1, m_options.population / 10);
        std::vector<Members> next;
        for (std::size_t i = 0; i < std::min(elite, m_people.size()); ++i)
            next.push_back(m_people[i].members);
        while (next.size() < m_options.population)
            next.push_back(child(pick(), pick()));
        return replace(next);
    }

private:
    /// Adds or removes random models until the size is allowed; an empty team gets a random size.
    Members repaired(Members team)
    {
        const std::size_t least = std::min(m_options.minSize, m_maxSize);
        const std::size_t wanted = team.empty() ? least + m_random.below(m_maxSize - least + 1)
                                                : std::clamp(team.size(), least, m_maxSize);
        while (team.size() > wanted)
            team.erase(team.begin() + static_cast<std::ptrdiff_t>(m_random.below(team.size())));
        while (team.size() < wanted) {
            const auto model = static_cast<std::uint32_t>(m_random.below(m_models));
            const auto place = std::ranges::lower_bound(team, model);
            if (place == team.end() || *place != model)
                team.insert(place, model);
        }
        return team;
    }

    const Members& pick()
    {
        std::size_t winner = m_people.size() - 1;
        for (std::size_t i = 0; i < kTournament; ++i)
            winner = std::min<std::size_t>(winner, m_random.below(m_people.size()));
        return m_people[winner].members;
    }

    /// Each model from either parent, then flipped once in M on average.
    Members child(const Members& a, const Members& b)
    {
        Members team;
        for (std::uint32_t model = 0; model < m_models; ++model) {
            const Members& parent = m_random.below(2) == 0 ? a : b;
            const bool flipped = m_random.below(m_models) == 0;
            if (std::ranges::binary_search(parent, model) != flipped)
                team.push_back(model);
        }
        return repaired(std::move(team));
    }

    Result<void> replace(const std::vector<Members>& teams)
    {
        std::vector<Members> unknown;
        for (const Members& team : teams)
            if (m_met.emplace(team, 0.0).second)
                unknown.push_back(team);
        auto rated = m_fitness(unknown);
        if (!rated)
            return std::move(rated).error();
        for (std::size_t i = 0; i < unknown.size(); ++i)
            m_met[unknown[i]] = std::isnan((*rated)[i]) ? -std::numeric_limits<double>::infinity() : (*rated)[i];
        m_people.clear();
        for (const Members& team : teams)
            m_people.push_back({.members = team, .fitness = m_met[team], .votes = {}});
        std::ranges::sort(m_people, isFitter);
        return {};
    }

    std::size_t m_models;
    std::size_t m_maxSize;
    const Fitness& m_fitness;
    const SearchOptions& m_options;
    CounterRandom m_random;
    std::vector<FoundTeam> m_people; // fittest first
    std::map<Members, double> m_met;
};

} // namespace

Result<SearchResult> geneticTeams(std::size_t models, const Fitness& fitness, const SearchOptions& options)
{
    const auto deadline = deadlineAfter(options.budget);
    Population population(models, fitness, options);
    if (auto done = population.seed(); !done)
        return std::move(done).error();
    SearchResult result;
    if (options.progress)
        options.progress->beginStage("genetic", options.generations);
    for (std::size_t round = 0; round < options.generations && !result.outOfTime; ++round) {
        if (auto done = population.advance(); !done)
            return std::move(done).error();
        result.outOfTime = std::chrono::steady_clock::now() > deadline;
        if (options.progress)
            options.progress->advance();
    }
    for (const auto& [members, rating] : population.met())
        result.teams.push_back({.members = members, .fitness = rating, .votes = {}});
    std::ranges::sort(result.teams, isFitter);
    if (result.teams.size() > options.count)
        result.teams.resize(options.count);
    return result;
}

} // namespace cobench::ensemble
