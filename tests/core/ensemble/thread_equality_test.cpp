// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/best_team.h"
#include "core/ensemble/bootstrap.h"
#include "core/ensemble/consensus_counts.h"
#include "core/ensemble/diversity_help.h"
#include "core/ensemble/pruning_tree.h"
#include "core/ensemble/team_search.h"
#include "core/ensemble/top_teams.h"
#include "tests/core/ensemble/random_pool.h"
#include "tests/core/ensemble/scoring.h"

#include <QTest>

using namespace cobench;
using namespace cobench::ensemble;
using namespace cobench::ensemble::test;

namespace {

const PreparedPtr& pool()
{
    static const PreparedPtr made
        = randomPool({.models = 11, .samples = 250, .classes = 6, .skill = 1.0, .seed = 5});
    return made;
}

/// Calls same(make(1), make(n)) for the thread counts to compare.
template <typename Make, typename Same>
void compareThreads(Make make, Same same)
{
    const auto one = make(1U);
    for (const unsigned threads : {2U, 3U, 8U})
        QVERIFY2(same(one, make(threads)), qPrintable(QStringLiteral("%1 threads").arg(threads)));
}

bool sameResult(const SearchResult& a, const SearchResult& b)
{
    return a.outOfTime == b.outOfTime && std::ranges::equal(a.teams, b.teams, [](const auto& x, const auto& y) {
        return x.members == y.members && x.votes == y.votes && sameBits({&x.fitness, 1}, {&y.fitness, 1});
    });
}

template <typename Search>
void compareSearch(Search search)
{
    compareThreads(
        [&](unsigned threads) {
            TeamEvaluator evaluator(*pool(), Convention::Corrected, threads);
            return search(evaluator, SearchOptions{.bags = 5, .population = 30, .generations = 12, .seed = 17})
                .value();
        },
        sameResult);
}

} // namespace

/// The same bits at 1, 2, 3 and 8 threads, for everything that takes threads.
class ThreadEqualityTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scoresOfAllTeams();
    void scoresOfNamedTeams();
    void scoresTakenInParts();
    void bootstrapIntervals();
    void searchesForTeams();
    void geneticSearch();
    void mostDiverseTeamsOfAll();
    void whetherDiversityHelps();
    void prunedTree();
};

void ThreadEqualityTest::scoresOfAllTeams()
{
    for (const Convention convention : {Convention::Corrected, Convention::Reference})
        compareThreads(
            [&](unsigned threads) {
                return scored(*pool(),
                    {.metrics = kEveryMetric,
                        .focal = true,
                        .consensus = kEveryRule,
                        .convention = convention,
                        .threads = threads});
            },
            [](const TeamScores& a, const TeamScores& b) {
                return a.masks == b.masks && sameBits(a.raw, b.raw) && sameBits(a.focal, b.focal)
                    && sameBits(a.accuracy, b.accuracy);
            });
}

void ThreadEqualityTest::scoresOfNamedTeams()
{
    compareThreads(
        [&](unsigned threads) {
            return scored(*pool(),
                {.metrics = kEveryMetric,
                    .focal = true,
                    .consensus = kEveryRule,
                    .teams = {{{3}, {0, 5, 9}, {1, 2}, {0, 5, 9}}},
                    .threads = threads});
        },
        [](const TeamScores& a, const TeamScores& b) {
            return sameBits(a.raw, b.raw) && sameBits(a.focal, b.focal) && sameBits(a.accuracy, b.accuracy);
        });
}

/// As with pools whose table does not fit: in parts of at least 1,024 samples.
void ThreadEqualityTest::scoresTakenInParts()
{
    const auto split = randomPool({.models = 8, .samples = 2500, .classes = 5, .skill = 1.0, .seed = 6});
    const TeamPlan plan = planAll(8, 2, 8);
    for (const Consensus rule : kEveryRule) {
        const auto countedIn = [&](unsigned threads, std::size_t tableFloats) {
            Progress progress;
            const ConsensusOptions options{
                .rule = rule, .weights = voteWeights(*split), .threads = threads, .tableFloats = tableFloats};
            return countRight(*split, plan, options, progress, {}).value();
        };
        const auto whole = countedIn(1, std::size_t{1} << 30);
        compareThreads([&](unsigned threads) { return countedIn(threads, 1); },
            [&](const auto& a, const auto& b) { return a == whole && b == whole; });
    }
}

void ThreadEqualityTest::bootstrapIntervals()
{
    const std::vector<Members> teams{{0, 1}, {2, 4, 7}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}};
    const std::vector<Metric> metrics{Metric::CK, Metric::QS, Metric::GD, Metric::RHO};
    compareThreads(
        [&](unsigned threads) {
            std::vector<double> ends;
            const auto intervals
                = bootstrapMetrics(*pool(), {}, teams, metrics, {.draws = 60, .seed = 4, .threads = threads}, {});
            for (const auto& row : intervals.value())
                for (const Interval& interval : row)
                    ends.insert(ends.end(), {interval.low, interval.high, double(interval.defined)});
            return ends;
        },
        [](const auto& a, const auto& b) { return sameBits(a, b); });
}

void ThreadEqualityTest::searchesForTeams()
{
    compareSearch(randomTeams);
    compareSearch(forwardTeam);
    compareSearch(backwardTeams);
    compareSearch(beamTeams);
}

void ThreadEqualityTest::geneticSearch()
{
    compareSearch([](TeamEvaluator& evaluator, const SearchOptions& options) {
        const Fitness fitness = [&](std::span<const Members> teams) { return evaluator.accuracies(teams); };
        return geneticTeams(evaluator.split().models(), fitness, options);
    });
}

void ThreadEqualityTest::mostDiverseTeamsOfAll()
{
    compareThreads(
        [&](unsigned threads) {
            Progress progress;
            return mostDiverseTeams(*pool(), {.keep = 40, .threads = threads}, progress, {}).value();
        },
        [](const TopTeams& a, const TopTeams& b) {
            return a.scored == b.scored && std::ranges::equal(a.best, b.best, [](const auto& x, const auto& y) {
                return std::ranges::equal(x, y, [](const RankedTeam& p, const RankedTeam& q) {
                    return p.team == q.team && sameBits({&p.score, 1}, {&q.score, 1});
                });
            });
        });
}

void ThreadEqualityTest::whetherDiversityHelps()
{
    compareThreads(
        [&](unsigned threads) {
            Progress progress;
            return doesDiversityHelp(
                *pool(), {.maxSize = 4, .permutations = 12, .seed = 8, .threads = threads}, progress, {})
                .value();
        },
        [](const HelpReport& a, const HelpReport& b) {
            return sameBits({&a.overall, 1}, {&b.overall, 1}) && sameBits({&a.partial, 1}, {&b.partial, 1})
                && sameBits(a.nullPartials, b.nullPartials) && a.verdict == b.verdict;
        });
}

void ThreadEqualityTest::prunedTree()
{
    std::vector<double> accuracies;
    for (std::size_t m = 0; m < pool()->models(); ++m)
        accuracies.push_back(pool()->accuracy(m));
    compareThreads(
        [&](unsigned threads) {
            const TeamScorer scorer = [&](const std::vector<Members>& teams) -> Result<TeamScores> {
                return scored(*pool(),
                    {.metrics = {Metric::GD},
                        .focal = true,
                        .consensus = {Consensus::Soft},
                        .teams = teams,
                        .threads = threads});
            };
            Progress progress;
            return pruneHierarchically(pool()->models(), accuracies, scorer, {.maxSize = 4}, progress, {}).value();
        },
        [](const PruningTree& a, const PruningTree& b) {
            return std::ranges::equal(a.nodes, b.nodes, [](const TreeNode& x, const TreeNode& y) {
                return x.members == y.members && x.state == y.state && x.killedBy == y.killedBy
                    && sameBits({&x.score, 1}, {&y.score, 1}) && sameBits({&x.accuracy, 1}, {&y.accuracy, 1});
            });
        });
}

QTEST_APPLESS_MAIN(ThreadEqualityTest)
#include "thread_equality_test.moc"
