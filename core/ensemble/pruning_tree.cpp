// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/pruning_tree.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <set>

namespace cobench::ensemble {

namespace {

constexpr double kNotScored = std::numeric_limits<double>::quiet_NaN();
constexpr double kEqualScores = 1e-12;

bool contains(const Members& team, const Members& part)
{
    return std::ranges::includes(team, part);
}

Members without(const Members& team, std::size_t position)
{
    Members part = team;
    part.erase(part.begin() + static_cast<std::ptrdiff_t>(position));
    return part;
}

/// Saturates at the largest value.
std::uint64_t binomial(std::uint64_t n, std::uint64_t k)
{
    long double value = 1.0L;
    for (std::uint64_t i = 0; i < k; ++i)
        value = value * static_cast<long double>(n - i) / static_cast<long double>(i + 1);
    constexpr auto kLargest = std::numeric_limits<std::uint64_t>::max();
    return value >= static_cast<long double>(kLargest) ? kLargest : static_cast<std::uint64_t>(std::llround(value));
}

/// Calls visit with every team of `size` out of `models`, in lexicographic order.
template <typename Visit>
void forEachTeam(std::size_t models, std::size_t size, Visit visit)
{
    Members team(size);
    std::iota(team.begin(), team.end(), 0U);
    while (true) {
        visit(team);
        std::size_t position = size;
        while (position > 0 && team[position - 1] == models - size + position - 1)
            --position;
        if (position == 0)
            return;
        ++team[position - 1];
        for (std::size_t i = position; i < size; ++i)
            team[i] = team[i - 1] + 1;
    }
}

/// Least diverse first, then lower accuracy, then lexicographic; scores within 1e-12 are equal.
std::vector<std::size_t> pruningOrder(
    const std::vector<Members>& teams, const std::vector<double>& diversity, const std::vector<double>& accuracy)
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < teams.size(); ++i)
        if (!std::isnan(diversity[i]))
            order.push_back(i);
    std::ranges::stable_sort(order, std::less<>(), [&](std::size_t i) { return diversity[i]; });
    std::vector<std::size_t> tier(teams.size(), 0);
    for (std::size_t k = 1; k < order.size(); ++k) {
        const bool equal = diversity[order[k]] - diversity[order[k - 1]] < kEqualScores;
        tier[order[k]] = tier[order[k - 1]] + (equal ? 0 : 1);
    }
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
        if (tier[a] != tier[b])
            return tier[a] < tier[b];
        return accuracy[a] != accuracy[b] ? accuracy[a] < accuracy[b] : teams[a] < teams[b];
    });
    return order;
}

/// FQ and accuracy of one level's candidates.
struct LevelScores {
    std::vector<double> fq;
    std::vector<double> diversity; // larger = more diverse
    std::vector<double> accuracy;
    std::uint64_t scored = 0;
};

class LevelScorer
{
public:
    LevelScorer(const TeamScorer& score, std::span<const double> memberAccuracy, const PruningOptions& options)
        : m_score(score)
        , m_memberAccuracy(memberAccuracy)
        , m_options(options)
    {
    }

    /// The published procedure scores everything before it prunes anything.
    Result<void> scoreAllFirst(std::size_t models)
    {
        std::vector<Members> teams;
        for (std::size_t size = 2; size < models; ++size)
            forEachTeam(models, size, [&](const Members& team) { teams.push_back(team); });
        auto level = scoreTeams(teams);
        if (!level)
            return std::move(level).error();
        for (std::size_t i = 0; i < teams.size(); ++i)
            m_known.emplace(teams[i], Known{level->fq[i], level->diversity[i], level->accuracy[i]});
        return {};
    }

    Result<LevelScores> scoreLevel(const std::vector<Members>& candidates)
    {
        return m_options.convention == Convention::Reference ? Result<LevelScores>(lookUp(candidates))
                                                             : scoreTeams(candidates);
    }

private:
    struct Known {
        double fq;
        double diversity;
        double accuracy;
    };

    Result<LevelScores> scoreTeams(const std::vector<Members>& teams) const
    {
        LevelScores level;
        if (teams.empty())
            return level;
        auto scores = m_score(teams);
        if (!scores)
            return std::move(scores).error();
        const FocalScores focal
            = focalScores(*scores, 0, m_memberAccuracy, m_options.convention, m_options.weighting);
        level.fq = focal.fq;
        for (std::size_t i = 0; i < teams.size(); ++i) {
            level.diversity.push_back(focal.diversity(i));
            level.accuracy.push_back(scores->accuracyValue(0, i));
        }
        level.scored = scores->size();
        return level;
    }

    LevelScores lookUp(const std::vector<Members>& candidates) const
    {
        LevelScores level;
        for (const Members& team : candidates) {
            const auto found = m_known.find(team);
            const Known known = found == m_known.end() ? Known{kNotScored, kNotScored, kNotScored} : found->second;
            level.fq.push_back(known.fq);
            level.diversity.push_back(known.diversity);
            level.accuracy.push_back(known.accuracy);
        }
        if (!candidates.empty())
            level.scored = static_cast<std::uint64_t>(std::ranges::count_if(
                m_known, [&](const auto& entry) { return entry.first.size() == candidates.front().size(); }));
        return level;
    }

    const TeamScorer& m_score;
    std::span<const double> m_memberAccuracy;
    const PruningOptions& m_options;
    std::map<Members, Known> m_known;
};

class Pruner
{
public:
    Pruner(std::size_t models, const PruningOptions& options)
        : m_models(models)
        , m_options(options)
    {
        m_tree.scaledOverCandidates = options.convention == Convention::Corrected;
    }

    Result<void> addLevel(std::size_t size, LevelScorer& scorer)
    {
        std::vector<TreeNode> nodes = generate(size);
        std::vector<Members> candidates;
        for (const TreeNode& node : nodes)
            if (node.state == NodeState::Kept)
                candidates.push_back(node.members);
        auto scores = scorer.scoreLevel(candidates);
        if (!scores)
            return std::move(scores).error();
        const std::set<Members> pruned = prune(size, candidates, *scores);
        m_tree.levels.push_back({.size = size,
            .candidates = candidates.size(),
            .pruned = pruned.size(),
            .killed = binomial(m_models, size) - candidates.size(),
            .scored = scores->scored});
        keepSurvivors(nodes, *scores, pruned);
        addNodes(size, std::move(nodes));
        return {};
    }

    PruningTree take() { return std::move(m_tree); }

private:
    /// Teams with a kept parent: candidates as Kept, the others Killed. A team without pruned subset has only kept
    /// subsets, so growing kept parents by a larger index finds every candidate once.
    std::vector<TreeNode> generate(std::size_t size) const
    {
        std::vector<TreeNode> nodes;
        const auto grow = [&](const Members& parent, std::uint32_t first) {
            for (std::uint32_t added = first; added < m_models; ++added) {
                Members team = parent;
                team.push_back(added);
                nodes.push_back(classify(std::move(team)));
            }
        };
        if (size == 2)
            for (std::uint32_t model = 0; model < m_models; ++model)
                grow({model}, model + 1);
        else
            for (const Members& parent : m_survivors)
                grow(parent, parent.back() + 1);
        return nodes;
    }

    TreeNode classify(Members team) const
    {
        TreeNode node{.members = std::move(team), .score = kNotScored, .accuracy = kNotScored};
        bool allKept = true;
        for (std::size_t i = 0; node.members.size() > 2 && allKept && i < node.members.size(); ++i)
            allKept = m_survivors.contains(without(node.members, i));
        if (allKept)
            return node;
        node.state = NodeState::Killed;
        node.killedBy = *std::ranges::find_if(
            m_pruned, [&](const Members& pruned) { return contains(node.members, pruned); });
        return node;
    }

    double beta(std::size_t size) const
    {
        return size - 2 < m_options.betaPerLevel.size() ? m_options.betaPerLevel[size - 2] : m_options.beta;
    }

    std::set<Members> prune(std::size_t size, const std::vector<Members>& candidates, const LevelScores& scores)
    {
        const std::vector<std::size_t> order = pruningOrder(candidates, scores.diversity, scores.accuracy);
        // 0.1 * 120 must be 12 whatever the last bit of 0.1 says.
        const auto count = static_cast<std::size_t>(beta(size) * static_cast<double>(order.size()) + 1e-9);
        std::set<Members> pruned;
        for (const std::size_t index : std::span(order).first(std::min(count, order.size())))
            pruned.insert(candidates[index]);
        m_pruned.insert(m_pruned.end(), pruned.begin(), pruned.end());
        return pruned;
    }

    void keepSurvivors(std::vector<TreeNode>& nodes, const LevelScores& scores, const std::set<Members>& pruned)
    {
        m_survivors.clear();
        std::size_t candidate = 0;
        for (TreeNode& node : nodes) {
            if (node.state != NodeState::Kept)
                continue;
            node.score = scores.fq[candidate];
            node.accuracy = scores.accuracy[candidate];
            ++candidate;
            if (pruned.contains(node.members))
                node.state = NodeState::Pruned;
            else
                m_survivors.insert(node.members);
        }
    }

    void addNodes(std::size_t size, std::vector<TreeNode> generated)
    {
        if (!m_options.listDead || m_tree.nodes.size() + binomial(m_models, size) > kMaximumNodes) {
            m_tree.nodesTruncated |= m_options.listDead;
            std::ranges::move(generated, std::back_inserter(m_tree.nodes));
            return;
        }
        auto next = generated.begin();
        forEachTeam(m_models, size, [&](const Members& team) {
            if (next != generated.end() && next->members == team)
                m_tree.nodes.push_back(std::move(*next++));
            else
                m_tree.nodes.push_back({.members = team,
                    .state = NodeState::NotGenerated,
                    .score = kNotScored,
                    .accuracy = kNotScored});
        });
    }

    std::size_t m_models;
    const PruningOptions& m_options;
    std::set<Members> m_survivors; // of the level before
    std::vector<Members> m_pruned; // of all levels, by size then lexicographic
    PruningTree m_tree;
};

} // namespace

Result<PruningTree> pruneHierarchically(std::size_t models,
    std::span<const double> memberAccuracy,
    const TeamScorer& score,
    const PruningOptions& options,
    Progress& progress,
    const CancelToken& cancel)
{
    if (models < 2)
        return Error{.code = ErrorCode::Usage,
            .detail = "a pool of " + std::to_string(models) + " model has no teams",
            .cure = "give at least two models"};
    const std::size_t last = std::min(options.maxSize, models);
    progress.beginStage("Pruning teams", last < 2 ? 0 : last - 1);
    LevelScorer scorer(score, memberAccuracy, options);
    if (options.convention == Convention::Reference)
        if (auto done = scorer.scoreAllFirst(models); !done)
            return std::move(done).error();
    Pruner pruner(models, options);
    for (std::size_t size = 2; size <= last; ++size) {
        if (cancel.isCancelled())
            return cancelled();
        if (auto level = pruner.addLevel(size, scorer); !level)
            return std::move(level).error();
        progress.advance();
    }
    return pruner.take();
}

} // namespace cobench::ensemble
