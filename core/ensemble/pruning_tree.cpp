// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/pruning_tree.h"

#include "core/ensemble/pruned_teams.h"
#include "core/ensemble/team_places.h"
#include "core/ensemble/team_plan.h"

#include <algorithm>
#include <cmath>

namespace cobench::ensemble {

namespace {

constexpr double kNotScored = std::numeric_limits<double>::quiet_NaN();

AccuracySummary summaryOf(const std::vector<TreeNode>& nodes, NodeState state)
{
    double sum = 0.0;
    std::size_t count = 0;
    AccuracySummary summary;
    for (const TreeNode& node : nodes) {
        if (node.state != state || std::isnan(node.accuracy))
            continue;
        sum += node.accuracy;
        summary.max = count == 0 ? node.accuracy : std::max(summary.max, node.accuracy);
        ++count;
    }
    if (count > 0)
        summary.mean = sum / static_cast<double>(count);
    return summary;
}

class Pruner
{
public:
    Pruner(std::size_t models, const PruningOptions& options)
        : m_models(models)
        , m_options(options)
        , m_survivorSet(models)
    {
        m_tree.scaledOverCandidates = options.convention == Convention::Corrected;
    }

    Result<void> addLevel(std::size_t size, const LevelScorer& scorer)
    {
        if (childCount(size) > kMaxTeams)
            return Error{.code = ErrorCode::TooLarge,
                .subject = "teams of " + std::to_string(size),
                .detail = "more than " + std::to_string(kMaxTeams) + " are left to look at",
                .cure = "limit the team size, prune a larger share, or exclude models"};
        std::vector<TreeNode> nodes = generate(size);
        std::vector<Members> candidates;
        for (const TreeNode& node : nodes)
            if (node.state == NodeState::Kept)
                candidates.push_back(node.members);
        auto scores = scorer.scoreLevel(candidates);
        if (!scores)
            return std::move(scores).error();
        const std::uint64_t teams = countTeams(m_models, size, size);
        TreeLevel level{.size = size,
            .candidates = candidates.size(),
            .killed = teams - candidates.size(),
            .scored = scores->scored,
            .neverGenerated = teams - nodes.size()};
        level.pruned = prune(nodes, *scores, pruningOrder(candidates, *scores), m_options.betaOf(size));
        level.keptAccuracy = summaryOf(nodes, NodeState::Kept);
        level.prunedAccuracy = summaryOf(nodes, NodeState::Pruned);
        m_tree.levels.push_back(level);
        addNodes(size, std::move(nodes));
        return {};
    }

    PruningTree take() { return std::move(m_tree); }

private:
    /// How many teams of this size have a kept parent.
    std::size_t childCount(std::size_t size) const
    {
        if (size == 2)
            return countTeams(m_models, 2, 2);
        std::size_t count = 0;
        for (const Members& parent : m_survivors)
            count += m_models - parent.back() - 1;
        return count;
    }

    /// Teams with a kept parent: candidates as Kept, the others Killed. A team without pruned subset has only kept
    /// subsets, so growing kept parents by a larger index finds every candidate once.
    std::vector<TreeNode> generate(std::size_t size) const
    {
        std::vector<TreeNode> nodes;
        const auto grow = [&](const Members& parent, std::uint32_t first) {
            for (std::uint32_t added = first; added < m_models; ++added) {
                Members team;
                team.reserve(size);
                team.assign(parent.begin(), parent.end());
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
        if (node.members.size() == 2 || m_survivorSet.knowsAllParts(node.members))
            return node;
        node.state = NodeState::Killed;
        node.killedBy = *m_pruned.partOf(node.members);
        return node;
    }

    /// Marks the share of candidates that goes, fills in scores, and remembers survivors and pruned teams.
    std::uint64_t prune(
        std::vector<TreeNode>& nodes, const LevelScores& scores, const std::vector<std::size_t>& order, double beta)
    {
        // 0.1 * 120 must be 12 whatever the last bit of 0.1 says.
        const auto share = static_cast<std::size_t>(beta * static_cast<double>(order.size()) + 1e-9);
        std::vector<std::uint8_t> goes(scores.fq.size(), 0);
        const auto first = std::span(order).first(std::min(share, order.size()));
        for (const std::size_t candidate : first)
            goes[candidate] = 1;
        m_survivors.clear();
        m_survivorSet = TeamPlaces(m_models);
        std::size_t candidate = 0;
        for (TreeNode& node : nodes) {
            if (node.state != NodeState::Kept)
                continue;
            node.score = scores.fq[candidate];
            node.accuracy = scores.accuracy[candidate];
            if (goes[candidate++]) {
                node.state = NodeState::Pruned;
                m_pruned.add(node.members);
            } else {
                m_survivorSet.add(node.members, static_cast<std::uint32_t>(m_survivors.size()));
                m_survivors.push_back(node.members);
            }
        }
        return first.size();
    }

    void addNodes(std::size_t size, std::vector<TreeNode> generated)
    {
        const bool fits = m_tree.nodes.size() + countTeams(m_models, size, size) <= kMaximumNodes;
        if (!m_options.listDead || m_tree.nodesTruncated || !fits) { // every listed node's parent is listed
            m_tree.nodesTruncated |= m_options.listDead;
            std::ranges::move(generated, std::back_inserter(m_tree.nodes));
            return;
        }
        auto next = generated.begin();
        forEachTeam(planAll(m_models, size, size), [&](std::size_t, const Members& team) {
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
    std::vector<Members> m_survivors; // of the level before, lexicographic
    TeamPlaces m_survivorSet; // the same
    PrunedTeams m_pruned; // of all levels, by size then lexicographic
    PruningTree m_tree;
};

} // namespace

std::optional<std::size_t> PruningTree::find(const Members& members) const
{
    const auto found = std::ranges::lower_bound(nodes, members, isEnumeratedBefore, &TreeNode::members);
    if (found == nodes.end() || found->members != members)
        return std::nullopt;
    return static_cast<std::size_t>(found - nodes.begin());
}

Members PruningTree::prunedPart(const Members& members) const
{
    for (const TreeNode& node : nodes) {
        if (node.members.size() > members.size())
            break;
        if (node.state == NodeState::Pruned && std::ranges::includes(members, node.members))
            return node.members;
    }
    return {};
}

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
    LevelScorer scorer(score, memberAccuracy, options.convention, options.weighting, cancel);
    if (options.convention == Convention::Reference)
        if (auto done = scorer.scoreAllFirst(models, last); !done)
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
