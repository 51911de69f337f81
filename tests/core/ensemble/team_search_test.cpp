// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/team_search.h"
#include "tests/core/ensemble/oracle.h"
#include "tests/core/ensemble/random_pool.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <set>

using namespace cobench;
using namespace cobench::ensemble;
using namespace cobench::ensemble::test;

namespace {

double bestOfAll(TeamEvaluator& evaluator, std::size_t minSize, std::size_t maxSize)
{
    const auto teams = everyTeam(evaluator.split().models(), minSize, maxSize);
    const auto accuracy = evaluator.accuracies(teams).value();
    return *std::ranges::max_element(accuracy);
}

bool same(const SearchResult& a, const SearchResult& b)
{
    return std::ranges::equal(a.teams, b.teams, [](const FoundTeam& x, const FoundTeam& y) {
        return x.members == y.members && x.fitness == y.fitness && x.votes == y.votes;
    });
}

} // namespace

class TeamSearchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theEvaluatorJudgesLikeTheOracleAndCountsWhatItJudged();
    void aMemberListedTwiceVotesTwice();
    void aBeamWideEnoughFindsTheBestTeam();
    void backwardStartsFromAllAndRespectsSizes();
    void forwardIsAtLeastAsGoodAsTheBestSingleOnTheSplitItFits();
    void randomTeamsAreDistinctAndInRange();
    void askingForAllRandomTeamsEnds();
    void geneticFindsTheBestTeamOfASmallPool();
    void undefinedFitnessIsWorst();
    void sameSeedSameTeamsAtAnyThreadCount();
    void anExhaustedBudgetIsSaid();
    void aBudgetLongerThanTheClockCountsIsNotSpent();
    void cancellingIsAnOutcome();
};

void TeamSearchTest::theEvaluatorJudgesLikeTheOracleAndCountsWhatItJudged()
{
    for (const bool labelOnly : {false, true}) {
        const auto split = randomPool({.models = 5, .samples = 90, .skill = 1.0, .labelOnly = labelOnly});
        TeamEvaluator evaluator(*split, Convention::Corrected, 1);
        const auto teams = everyTeam(5, 1, 5);
        const auto right = evaluator.countRight(teams).value();
        for (std::size_t t = 0; t < teams.size(); ++t)
            QCOMPARE(std::size_t{right[t]},
                rightBySamples(*split, teams[t], judgingRule(*split), Convention::Corrected));
        QCOMPARE(evaluator.evaluated(), teams.size());
    }
}

void TeamSearchTest::aMemberListedTwiceVotesTwice()
{
    const auto split = labelPool({0, 0}, {{1, 0}, {0, 0}, {0, 1}}, 2);
    TeamEvaluator evaluator(*split, Convention::Reference, 1);
    const auto right = evaluator.countRight(std::vector<Members>{{0, 1, 2}, {0, 0, 1}}).value();
    QCOMPARE(right, (std::vector<std::uint32_t>{2, 1}));
}

void TeamSearchTest::aBeamWideEnoughFindsTheBestTeam()
{
    const auto split = randomPool({.models = 8, .samples = 200, .skill = 1.0});
    TeamEvaluator evaluator(*split, Convention::Corrected, 1);
    const auto found = beamTeams(evaluator, {.width = 100}).value();
    QCOMPARE(found.teams.front().fitness, bestOfAll(evaluator, 2, 8));
    QCOMPARE(found.teams.size(), std::size_t{10});
    for (std::size_t i = 1; i < found.teams.size(); ++i)
        QVERIFY(found.teams[i - 1].fitness >= found.teams[i].fitness);
}

void TeamSearchTest::backwardStartsFromAllAndRespectsSizes()
{
    const auto split = randomPool({.models = 7, .samples = 150, .skill = 1.0});
    TeamEvaluator evaluator(*split, Convention::Corrected, 1);
    const auto found = backwardTeams(evaluator, {.minSize = 3, .maxSize = 5}).value();
    QCOMPARE(found.teams.size(), std::size_t{3}); // one of each size
    for (const FoundTeam& team : found.teams)
        QVERIFY(team.members.size() >= 3 && team.members.size() <= 5);
}

void TeamSearchTest::forwardIsAtLeastAsGoodAsTheBestSingleOnTheSplitItFits()
{
    const auto split = randomPool({.models = 7, .samples = 150, .skill = 1.0});
    TeamEvaluator evaluator(*split, Convention::Corrected, 1);
    const auto found = forwardTeam(evaluator, {.bags = 0}).value();
    QCOMPARE(found.teams.size(), std::size_t{1});
    QCOMPARE(found.teams.front().votes.size(), found.teams.front().members.size());
    QVERIFY(found.teams.front().fitness >= bestOfAll(evaluator, 1, 1));
}

void TeamSearchTest::randomTeamsAreDistinctAndInRange()
{
    const auto split = randomPool({.models = 12, .samples = 40});
    TeamEvaluator evaluator(*split, Convention::Corrected, 1);
    const auto found = randomTeams(evaluator, {.minSize = 3, .maxSize = 6, .count = 30}).value();
    std::set<Members> distinct;
    for (const FoundTeam& team : found.teams) {
        QVERIFY(team.members.size() >= 3 && team.members.size() <= 6);
        distinct.insert(team.members);
    }
    QCOMPARE(distinct.size(), std::size_t{30});
}

void TeamSearchTest::askingForAllRandomTeamsEnds()
{
    const auto split = randomPool({.models = 3, .samples = 20});
    TeamEvaluator evaluator(*split, Convention::Corrected, 1);
    QVERIFY(randomTeams(evaluator, {.count = 1000}).value().teams.size() <= 4);
    const auto pair = randomPool({.models = 2, .samples = 20});
    TeamEvaluator two(*pair, Convention::Corrected, 1);
    QCOMPARE(randomTeams(two, {}).value().teams.size(), std::size_t{1});
}

void TeamSearchTest::geneticFindsTheBestTeamOfASmallPool()
{
    const auto split = randomPool({.models = 7, .samples = 150, .skill = 1.0});
    TeamEvaluator evaluator(*split, Convention::Corrected, 1);
    const Fitness accuracy = [&](std::span<const Members> teams) { return evaluator.accuracies(teams); };
    const auto found = geneticTeams(7, accuracy, {.seed = 3}).value();
    QCOMPARE(found.teams.front().fitness, bestOfAll(evaluator, 2, 7));
    QVERIFY(evaluator.evaluated() <= 2 * everyTeam(7, 2, 7).size()); // each team is rated once
}

void TeamSearchTest::undefinedFitnessIsWorst()
{
    const Fitness onlyTriples = [](std::span<const Members> teams) -> Result<std::vector<double>> {
        std::vector<double> ratings;
        for (const Members& team : teams)
            ratings.push_back(team.size() == 3 ? 0.1 : std::nan(""));
        return ratings;
    };
    const auto found = geneticTeams(6, onlyTriples, {.count = 5}).value();
    for (const FoundTeam& team : found.teams)
        QCOMPARE(team.members.size(), std::size_t{3});
}

void TeamSearchTest::sameSeedSameTeamsAtAnyThreadCount()
{
    const auto split = randomPool({.models = 9, .samples = 120, .skill = 1.0});
    TeamEvaluator one(*split, Convention::Corrected, 1);
    TeamEvaluator three(*split, Convention::Corrected, 3);
    const SearchOptions options{.bags = 4, .seed = 11};
    QVERIFY(same(randomTeams(one, options).value(), randomTeams(three, options).value()));
    QVERIFY(same(forwardTeam(one, options).value(), forwardTeam(three, options).value()));
    QVERIFY(same(beamTeams(one, options).value(), beamTeams(three, options).value()));
}

void TeamSearchTest::anExhaustedBudgetIsSaid()
{
    const auto split = randomPool({.models = 9, .samples = 50});
    TeamEvaluator evaluator(*split, Convention::Corrected, 1);
    const SearchOptions options{.budget = std::chrono::duration<double>(-1.0)};
    QVERIFY(beamTeams(evaluator, options).value().outOfTime);
    QVERIFY(forwardTeam(evaluator, options).value().outOfTime);
}

void TeamSearchTest::aBudgetLongerThanTheClockCountsIsNotSpent()
{
    const auto split = randomPool({.models = 9, .samples = 50});
    TeamEvaluator evaluator(*split, Convention::Corrected, 1);
    for (const double seconds : {9.3e9, 1e300, std::numeric_limits<double>::infinity()}) {
        const SearchOptions options{.budget = std::chrono::duration<double>(seconds)};
        QVERIFY(!beamTeams(evaluator, options).value().outOfTime);
        QVERIFY(!forwardTeam(evaluator, options).value().outOfTime);
        QVERIFY(!backwardTeams(evaluator, options).value().outOfTime);
    }
}

void TeamSearchTest::cancellingIsAnOutcome()
{
    const auto split = randomPool({.models = 9, .samples = 50});
    CancelSource source;
    TeamEvaluator evaluator(*split, Convention::Corrected, 1, source.token());
    source.cancel();
    QVERIFY(beamTeams(evaluator, {}).error().isCancelled());
}

QTEST_APPLESS_MAIN(TeamSearchTest)
#include "team_search_test.moc"
