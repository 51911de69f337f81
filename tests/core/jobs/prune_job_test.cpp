// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/prune_job.h"
#include "tests/core/ensemble/random_pool.h"

#include <QTest>

#include <cmath>
#include <thread>

using namespace cobench;
using namespace cobench::ensemble;
using jobs::PruneSession;

namespace {

PruningTree pruned(PruneSession& session, const PruningOptions& options)
{
    Progress progress;
    return session.prune(options, progress, {}).value();
}

void compare(const PruningTree& actual, const PruningTree& expected)
{
    QCOMPARE(actual.levels.size(), expected.levels.size());
    for (std::size_t level = 0; level < expected.levels.size(); ++level) {
        QCOMPARE(actual.levels[level].candidates, expected.levels[level].candidates);
        QCOMPARE(actual.levels[level].scored, expected.levels[level].scored);
        QCOMPARE(actual.levels[level].pruned, expected.levels[level].pruned);
    }
    QCOMPARE(actual.nodes.size(), expected.nodes.size());
    for (std::size_t node = 0; node < expected.nodes.size(); ++node) {
        QCOMPARE(actual.nodes[node].members, expected.nodes[node].members);
        QCOMPARE(actual.nodes[node].state, expected.nodes[node].state);
        QCOMPARE(std::isnan(actual.nodes[node].score), std::isnan(expected.nodes[node].score));
        if (!std::isnan(expected.nodes[node].score))
            QCOMPARE(actual.nodes[node].score, expected.nodes[node].score);
    }
}

} // namespace

class PruneJobTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void what_was_asked_before_changes_no_answer()
    {
        const auto split = test::randomPool({.models = 8});
        PruneSession session(split, Metric::GD);
        for (const double beta : {0.5, 0.1, 0.3, 0.1}) {
            PruneSession fresh(split, Metric::GD);
            compare(pruned(session, {.beta = beta}), pruned(fresh, {.beta = beta}));
        }
    }

    void what_was_scored_ahead_changes_no_answer_and_is_not_scored_again()
    {
        const auto split = test::randomPool({.models = 8});
        PruneSession session(split, Metric::GD);
        Progress progress;
        compare(pruned(session, {.maxSize = 8}), pruned(session, {.maxSize = 8}));
        QVERIFY(session.scored() < 247U);
        QVERIFY(session.scoreAhead({.maxSize = 8}, progress, {}).ok());
        QCOMPARE(session.scored(), std::size_t{247}); // 2^8 - 8 - 1
        for (const double beta : {0.0, 0.3}) {
            PruneSession fresh(split, Metric::GD);
            compare(pruned(session, {.maxSize = 8, .beta = beta}), pruned(fresh, {.maxSize = 8, .beta = beta}));
        }
        QCOMPARE(session.scored(), std::size_t{247});
    }

    void only_new_candidates_are_scored_while_the_counts_stay_those_of_the_tree()
    {
        PruneSession session(test::randomPool({.models = 8}), Metric::GD);
        const PruningTree first = pruned(session, {.beta = 0.2});
        std::uint64_t candidates = 0;
        for (const TreeLevel& level : first.levels) {
            QCOMPARE(level.scored, level.candidates);
            candidates += level.candidates;
        }
        QCOMPARE(session.scored(), static_cast<std::size_t>(candidates));
        const PruningTree again = pruned(session, {.beta = 0.2});
        QCOMPARE(session.scored(), static_cast<std::size_t>(candidates));
        QCOMPARE(again.levels.back().scored, first.levels.back().scored);
        pruned(session, {.beta = 0.0});
        QCOMPARE(session.scored(), std::size_t(28 + 56 + 70 + 56));
    }

    void conventions_do_not_share_scores()
    {
        PruneSession session(test::randomPool({.models = 6}), Metric::QS);
        pruned(session, {});
        const PruningTree reference = pruned(session, {.convention = Convention::Reference});
        QVERIFY(!reference.scaledOverCandidates);
        PruneSession fresh(test::randomPool({.models = 6}), Metric::QS);
        compare(reference, pruned(fresh, {.convention = Convention::Reference}));
    }

    void two_threads_get_their_own_answers()
    {
        const auto split = test::randomPool({.models = 7});
        PruneSession session(split, Metric::BD);
        std::vector<PruningTree> trees(2);
        std::thread other([&] { trees[0] = pruned(session, {.beta = 0.4}); });
        trees[1] = pruned(session, {.beta = 0.1});
        other.join();
        for (const std::size_t i : {0U, 1U}) {
            PruneSession fresh(split, Metric::BD);
            compare(trees[i], pruned(fresh, {.beta = i == 0 ? 0.4 : 0.1}));
        }
    }

    void two_models_one_sample_and_nobody_wrong_are_no_special_cases()
    {
        for (const test::PoolShape& shape : {test::PoolShape{.models = 2},
                 test::PoolShape{.models = 3, .samples = 1},
                 test::PoolShape{.models = 3, .samples = 20, .classes = 1},
                 test::PoolShape{.models = 3, .labelOnly = true}}) {
            PruneSession session(test::randomPool(shape), Metric::QS);
            const PruningTree tree = pruned(session, {.beta = 1.0});
            QCOMPARE(tree.levels.size(), shape.models - 1);
            for (const TreeNode& node : tree.nodes)
                QVERIFY(!std::isnan(node.score) || node.state != NodeState::Pruned);
        }
    }
};

QTEST_APPLESS_MAIN(PruneJobTest)
#include "prune_job_test.moc"
