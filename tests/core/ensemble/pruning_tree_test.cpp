// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/pruning_tree.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

using namespace cobench;
using namespace cobench::ensemble;

namespace {

/// Focal GD of a team drawn from its members alone, so that every call agrees; counts what it is asked.
class ScriptedScorer
{
public:
    explicit ScriptedScorer(std::size_t models)
        : m_models(models)
    {
    }

    Result<TeamScores> operator()(const std::vector<Members>& teams)
    {
        TeamScores scores;
        scores.models = m_models;
        scores.metrics = {Metric::GD};
        scores.consensus = {Consensus::Soft};
        scores.focalBegin = {0};
        for (const Members& team : teams) {
            scores.masks.push_back(maskOf(team));
            std::mt19937_64 random(scores.masks.back());
            std::uniform_real_distribution<double> uniform(0.0, 1.0);
            scores.raw.push_back(uniform(random));
            scores.accuracy.push_back(std::round(uniform(random) * 100.0) / 100.0);
            for (std::size_t i = 0; i < team.size(); ++i)
                scores.focal.push_back(uniform(random));
            scores.focalBegin.push_back(scores.focal.size());
            ++m_countBySize[team.size()];
        }
        return scores;
    }

    std::uint64_t count(std::size_t size) const { return m_countBySize.at(size); }

private:
    std::size_t m_models;
    std::vector<std::uint64_t> m_countBySize = std::vector<std::uint64_t>(65, 0);
};

std::vector<double> memberAccuracies(std::size_t models)
{
    std::vector<double> accuracy(models);
    for (std::size_t i = 0; i < models; ++i)
        accuracy[i] = 0.8 + 0.01 * static_cast<double>((i * 7) % models);
    return accuracy;
}

PruningTree pruned(std::size_t models, const PruningOptions& options, ScriptedScorer& scorer)
{
    Progress progress;
    auto tree = pruneHierarchically(models, memberAccuracies(models), std::ref(scorer), options, progress, {});
    Q_ASSERT(tree.ok());
    return *std::move(tree);
}

std::uint64_t binomial(std::uint64_t n, std::uint64_t k)
{
    std::uint64_t value = 1;
    for (std::uint64_t i = 1; i <= k; ++i)
        value = value * (n - k + i) / i;
    return value;
}

std::set<Members> withState(const PruningTree& tree, NodeState state)
{
    std::set<Members> teams;
    for (const TreeNode& node : tree.nodes)
        if (node.state == state)
            teams.insert(node.members);
    return teams;
}

/// The procedure as published: score and scale everything, then walk the sizes with a prune list.
std::set<Members> publishedSurvivors(std::size_t models, const PruningOptions& options)
{
    ScriptedScorer scorer(models);
    std::vector<Members> teams;
    for (TeamMask mask = 1; mask < (TeamMask{1} << models); ++mask)
        if (const Members team = membersOf(mask); team.size() >= 2 && team.size() < models)
            teams.push_back(team);
    const TeamScores scores = *scorer(teams);
    const FocalScores fq = focalScores(scores, 0, memberAccuracies(models), Convention::Reference);
    std::vector<Members> pruneList;
    std::set<Members> kept;
    for (std::size_t size = 2; size <= options.maxSize; ++size) {
        std::vector<std::size_t> candidates;
        for (std::size_t i = 0; i < teams.size(); ++i)
            if (teams[i].size() == size && std::ranges::none_of(pruneList, [&](const Members& dead) {
                    return std::ranges::includes(teams[i], dead);
                }))
                candidates.push_back(i);
        std::ranges::sort(candidates, [&](std::size_t a, std::size_t b) {
            return std::tuple(-fq.fq[a], scores.accuracy[a], teams[a])
                < std::tuple(-fq.fq[b], scores.accuracy[b], teams[b]);
        });
        const auto count = candidates.size() / 10;
        for (std::size_t i = 0; i < candidates.size(); ++i)
            i < count ? pruneList.push_back(teams[candidates[i]]) : (void)kept.insert(teams[candidates[i]]);
    }
    return kept;
}

} // namespace

class PruningTreeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void candidates_and_killed_make_up_every_level()
    {
        ScriptedScorer scorer(10);
        const PruningTree tree = pruned(10, {}, scorer);
        QCOMPARE(tree.levels.size(), std::size_t(4));
        for (const TreeLevel& level : tree.levels)
            QCOMPARE(level.candidates + level.killed, binomial(10, level.size));
        QCOMPARE(tree.levels[0].candidates, std::uint64_t(45));
        QCOMPARE(tree.levels[0].pruned, std::uint64_t(4));
        QCOMPARE(tree.nodes.size(), std::size_t(627));
    }

    void only_candidates_are_scored_as_an_independent_counter_saw()
    {
        ScriptedScorer scorer(12);
        const PruningTree tree = pruned(12, {}, scorer);
        for (const TreeLevel& level : tree.levels) {
            QCOMPARE(level.scored, level.candidates);
            QCOMPARE(scorer.count(level.size), level.candidates);
        }
        QVERIFY(tree.levels.back().scored < binomial(12, 5));
    }

    void a_killed_team_contains_the_pruned_team_it_names_and_no_survivor_contains_one()
    {
        ScriptedScorer scorer(10);
        const PruningTree tree = pruned(10, {.beta = 0.2}, scorer);
        const std::set<Members> dead = withState(tree, NodeState::Pruned);
        const auto containsDead = [&](const Members& team) {
            return std::ranges::any_of(
                dead, [&](const Members& part) { return std::ranges::includes(team, part); });
        };
        for (const TreeNode& node : tree.nodes) {
            if (node.state == NodeState::Killed) {
                QVERIFY(dead.contains(node.killedBy));
                QVERIFY(std::ranges::includes(node.members, node.killedBy));
            }
            QCOMPARE(containsDead(node.members), node.state != NodeState::Kept);
            QCOMPARE(std::isnan(node.accuracy),
                node.state == NodeState::Killed || node.state == NodeState::NotGenerated);
        }
    }

    void reference_levels_and_sets_equal_the_published_procedure()
    {
        for (const std::size_t models : {6U, 8U, 10U}) {
            const PruningOptions options{.convention = Convention::Reference};
            ScriptedScorer scorer(models);
            QCOMPARE(
                withState(pruned(models, options, scorer), NodeState::Kept), publishedSurvivors(models, options));
        }
    }

    void no_share_prunes_nothing_and_the_whole_share_everything()
    {
        ScriptedScorer scorer(8);
        QVERIFY(withState(pruned(8, {.beta = 0.0}, scorer), NodeState::Pruned).empty());
        const PruningTree all = pruned(8, {.beta = 1.0}, scorer);
        QVERIFY(withState(all, NodeState::Kept).empty());
        QCOMPARE(all.levels[1].candidates, std::uint64_t(0));
        QCOMPARE(all.levels[1].killed, binomial(8, 3));
    }

    void a_share_per_level_overrides_the_common_one()
    {
        ScriptedScorer scorer(10);
        const PruningTree tree = pruned(10, {.beta = 0.1, .betaPerLevel = {0.2}}, scorer);
        QCOMPARE(tree.levels[0].pruned, std::uint64_t(9));
        QCOMPARE(tree.levels[1].pruned, tree.levels[1].candidates / 10);
    }

    void levels_tell_the_accuracy_of_what_was_kept_and_pruned()
    {
        ScriptedScorer scorer(8);
        const PruningTree tree = pruned(8, {.beta = 0.25}, scorer);
        for (const TreeLevel& level : tree.levels) {
            double sum[2]{};
            double most[2]{};
            double count[2]{};
            for (const TreeNode& node : tree.nodes) {
                if (node.members.size() != level.size || node.state > NodeState::Pruned)
                    continue;
                const std::size_t side = node.state == NodeState::Pruned ? 1 : 0;
                sum[side] += node.accuracy;
                most[side] = std::max(most[side], node.accuracy);
                ++count[side];
            }
            const AccuracySummary summaries[]{level.keptAccuracy, level.prunedAccuracy};
            for (const std::size_t side : {0U, 1U}) {
                QCOMPARE(std::isnan(summaries[side].mean), count[side] == 0.0);
                QCOMPARE(std::isnan(summaries[side].max), count[side] == 0.0);
                if (count[side] == 0.0)
                    continue;
                QCOMPARE(summaries[side].mean, sum[side] / count[side]);
                QCOMPARE(summaries[side].max, most[side]);
            }
        }
        const PruningTree whole = pruned(8, {.beta = 0.0}, scorer);
        QVERIFY(std::isnan(whole.levels[0].prunedAccuracy.mean));
        QVERIFY(std::isnan(whole.levels[0].prunedAccuracy.max));
    }

    void killed_teams_are_those_looked_at_and_those_never_generated()
    {
        ScriptedScorer scorer(10);
        const PruningTree tree = pruned(10, {.beta = 0.3}, scorer);
        for (const TreeLevel& level : tree.levels) {
            std::uint64_t killed = 0;
            std::uint64_t never = 0;
            for (const TreeNode& node : tree.nodes) {
                const bool here = node.members.size() == level.size;
                killed += here && node.state == NodeState::Killed ? 1U : 0U;
                never += here && node.state == NodeState::NotGenerated ? 1U : 0U;
            }
            QCOMPARE(level.neverGenerated, never);
            QCOMPARE(level.killed, killed + never);
        }
        QVERIFY(tree.levels.back().neverGenerated > 0);
    }

    void every_dead_team_names_a_pruned_part_and_is_found()
    {
        ScriptedScorer scorer(9);
        const PruningTree tree = pruned(9, {.beta = 0.2}, scorer);
        for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
            const TreeNode& node = tree.nodes[i];
            QCOMPARE(tree.find(node.members), std::optional(i));
            const Members part = tree.prunedPart(node.members);
            QCOMPARE(part.empty(), node.state == NodeState::Kept);
            if (node.state == NodeState::Killed)
                QCOMPARE(part, node.killedBy);
        }
        QVERIFY(!tree.find({0, 1, 2, 3, 4, 5, 6}));
    }

    void more_than_64_models_are_told_apart()
    {
        const std::size_t models = 70; // 5 and 69 share a bit of what is compared first
        const TeamScorer flat = [&](const std::vector<Members>& teams) -> Result<TeamScores> {
            TeamScores scores{.models = models, .metrics = {Metric::GD}, .consensus = {Consensus::Soft}};
            scores.memberLists = teams;
            scores.focalBegin = {0};
            for (const Members& team : teams) {
                const bool worst = team.front() == 0 && team[1] == 5;
                scores.raw.push_back(0.5);
                scores.accuracy.push_back(0.5);
                for (std::size_t i = 0; i < team.size(); ++i)
                    scores.focal.push_back(worst ? 0.0 : 1.0 - 0.001 * static_cast<double>(team.back()));
                scores.focalBegin.push_back(scores.focal.size());
            }
            return scores;
        };
        Progress progress;
        const PruningOptions options{.maxSize = 3, .beta = 1.0 / 2415.0, .listDead = false};
        const auto tree = pruneHierarchically(models, memberAccuracies(models), flat, options, progress, {});
        QVERIFY(tree.ok());
        QCOMPARE(withState(*tree, NodeState::Pruned).size(), std::size_t(1 + 22)); // of 54,672 triples left
        QVERIFY(withState(*tree, NodeState::Pruned).contains({0, 5}));
        QVERIFY(withState(*tree, NodeState::Kept).contains({0, 4, 69}));
        QCOMPARE(tree->levels[1].killed, std::uint64_t(68));
    }

    void reference_scores_no_size_that_is_not_looked_at()
    {
        ScriptedScorer scorer(10);
        const PruningTree tree = pruned(10, {.maxSize = 3, .convention = Convention::Reference}, scorer);
        QCOMPARE(scorer.count(3), binomial(10, 3));
        QCOMPARE(scorer.count(4), std::uint64_t(0));
        QCOMPARE(tree.levels[1].scored, binomial(10, 3));
        QVERIFY(!tree.scaledOverCandidates);
    }

    void dead_nodes_can_be_left_out()
    {
        ScriptedScorer scorer(10);
        const PruningTree tree = pruned(10, {.listDead = false}, scorer);
        QVERIFY(withState(tree, NodeState::NotGenerated).empty());
    }

    void two_models_make_one_level_and_one_model_is_refused()
    {
        ScriptedScorer scorer(2);
        QCOMPARE(pruned(2, {}, scorer).nodes.size(), std::size_t(1));
        Progress progress;
        QVERIFY(!pruneHierarchically(1, memberAccuracies(1), std::ref(scorer), {}, progress, {}).ok());
    }

    void cancel_midway_stops_between_levels()
    {
        CancelSource source;
        ScriptedScorer inner(10);
        const TeamScorer scorer = [&](const std::vector<Members>& teams) {
            source.cancel();
            return inner(teams);
        };
        Progress progress;
        const auto tree = pruneHierarchically(10, memberAccuracies(10), scorer, {}, progress, source.token());
        QVERIFY(!tree.ok() && tree.error().isCancelled());
    }
};

QTEST_APPLESS_MAIN(PruningTreeTest)
#include "pruning_tree_test.moc"
