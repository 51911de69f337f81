// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/best_team.h"
#include "core/ensemble/bootstrap.h"
#include "core/ensemble/consensus_counts.h"
#include "core/ensemble/diversity_help.h"
#include "core/ensemble/focal_score.h"
#include "core/ensemble/pair_counts.h"
#include "core/ensemble/team_search.h"
#include "core/ensemble/top_teams.h"
#include "tests/core/ensemble/oracle.h"
#include "tests/core/ensemble/random_pool.h"
#include "tests/core/ensemble/scoring.h"

#include <QTest>

#include <numeric>

using namespace cobench;
using namespace cobench::ensemble;
using namespace cobench::ensemble::test;

namespace {

PreparedPtr edgePool(const QString& name)
{
    if (name == u"two models")
        return randomPool({.models = 2, .samples = 50});
    if (name == u"one class")
        return randomPool({.models = 4, .samples = 20, .classes = 1});
    if (name == u"one sample")
        return randomPool({.models = 4, .samples = 1, .classes = 3, .skill = 0.0});
    if (name == u"one sample past a word")
        return randomPool({.models = 4, .samples = 65, .classes = 3});
    if (name == u"labels only")
        return randomPool({.models = 5, .samples = 70, .skill = 1.0, .labelOnly = true});
    if (name == u"the same model four times")
        return labelPool({0, 1, 2, 0}, std::vector<std::vector<data::Label>>(4, {0, 1, 0, 2}), 3);
    if (name == u"always right")
        return labelPool({0, 1, 2, 0}, std::vector<std::vector<data::Label>>(3, {0, 1, 2, 0}), 3);
    if (name == u"never right")
        return labelPool({0, 0, 0}, {{1, 1, 2}, {2, 1, 1}, {1, 2, 2}}, 3);
    return randomPool({.models = 6, .samples = 33, .classes = 2000, .skill = 6.0, .labelOnly = true});
}

std::vector<Consensus> rulesOf(const PreparedSplit& split)
{
    return split.hasProbabilities() ? kEveryRule : kLabelRules;
}

std::vector<float> weightsOf(const PreparedSplit& split, Consensus rule)
{
    const bool weighted = rule == Consensus::WeightedSoft || rule == Consensus::WeightedPlurality;
    return weighted ? voteWeights(split) : std::vector<float>{};
}

} // namespace

/// Pools at the edge of what a pool can be: everything works, and equals the definitions.
class EdgePoolsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scoresEqualTheDefinitions_data() { pools(); }
    void scoresEqualTheDefinitions();
    void accuraciesEqualTheRules_data() { pools(); }
    void accuraciesEqualTheRules();
    void searchesReturnTeamsOfThePool_data() { pools(); }
    void searchesReturnTeamsOfThePool();
    void theBestTeamIsTheBestOfAll_data() { pools(); }
    void theBestTeamIsTheBestOfAll();
    void intervalsAreOrderedOrUndefined_data() { pools(); }
    void intervalsAreOrderedOrUndefined();
    void focalScoresAreSharesOrUndefined_data() { pools(); }
    void focalScoresAreSharesOrUndefined();
    void theQuestionWhetherDiversityHelpsHasAnAnswer_data() { pools(); }
    void theQuestionWhetherDiversityHelpsHasAnAnswer();
    void poolsBeyondSixtyFourModelsAreMeasuredAndSearched();
    void aModelBeyondTheMaskCountsLikeAnyOther();

private:
    static void pools()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"two models",
                 "one class",
                 "one sample",
                 "one sample past a word",
                 "labels only",
                 "the same model four times",
                 "always right",
                 "never right",
                 "many classes"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
};

void EdgePoolsTest::scoresEqualTheDefinitions()
{
    QFETCH(QString, name);
    const auto split = edgePool(name);
    for (const SampleSet& set : {SampleSet{}, SampleSet{.kind = SampleSet::Kind::Disagreement}}) {
        const auto samples = samplesOf(*split, set);
        const auto scores = scored(*split, {.metrics = kEveryMetric, .samples = set, .focal = true, .minSize = 1});
        for (std::size_t t = 0; t < scores.size(); ++t) {
            const Members team = scores.members(t);
            for (std::size_t k = 0; k < kEveryMetric.size(); ++k)
                QVERIFY(agree(scores.rawValue(k, t), metricBySamples(*split, samples, team, kEveryMetric[k])));
            const double* cell = scores.focal.data() + scores.focalBegin[t];
            for (const std::uint32_t f : team) {
                const auto negatives = samplesOf(*split, {.kind = SampleSet::Kind::Focal, .focal = f});
                for (const Metric metric : kEveryMetric)
                    QVERIFY(agree(*cell++, metricBySamples(*split, negatives, team, metric)));
            }
        }
    }
}

void EdgePoolsTest::accuraciesEqualTheRules()
{
    QFETCH(QString, name);
    const auto split = edgePool(name);
    const auto rules = rulesOf(*split);
    for (const Convention convention : {Convention::Corrected, Convention::Reference}) {
        const auto scores = scored(*split, {.consensus = rules, .minSize = 1, .convention = convention});
        for (std::size_t t = 0; t < scores.size(); ++t)
            for (std::size_t r = 0; r < rules.size(); ++r) {
                const auto right
                    = rightBySamples(*split, scores.members(t), rules[r], convention, weightsOf(*split, rules[r]));
                QCOMPARE(
                    scores.accuracyValue(r, t), static_cast<double>(right) / static_cast<double>(split->samples()));
            }
    }
}

void EdgePoolsTest::searchesReturnTeamsOfThePool()
{
    QFETCH(QString, name);
    const auto split = edgePool(name);
    TeamEvaluator evaluator(*split, Convention::Corrected, 2);
    const Fitness accuracy = [&](std::span<const Members> teams) { return evaluator.accuracies(teams); };
    const SearchOptions options{.bags = 3, .population = 10, .generations = 5};
    for (const auto& found : {randomTeams(evaluator, options),
             forwardTeam(evaluator, options),
             backwardTeams(evaluator, options),
             beamTeams(evaluator, options),
             geneticTeams(split->models(), accuracy, options)}) {
        QVERIFY(found.ok());
        QVERIFY(!found->teams.empty());
        for (const FoundTeam& team : found->teams) {
            QVERIFY(!team.members.empty() && team.members.back() < split->models());
            QVERIFY(std::ranges::adjacent_find(team.members, std::greater_equal<>{}) == team.members.end());
            QVERIFY(team.fitness >= 0.0 && team.fitness <= 1.0);
        }
    }
}

void EdgePoolsTest::theBestTeamIsTheBestOfAll()
{
    QFETCH(QString, name);
    const auto split = edgePool(name);
    TeamEvaluator evaluator(*split, Convention::Corrected, 1);
    for (std::size_t size = 1; size <= split->models(); ++size) {
        Progress progress;
        const auto best = findBestTeam(*split, {.size = size}, progress, {}).value();
        const auto right = evaluator.countRight(everyTeam(split->models(), size, size)).value();
        QCOMPARE(best.right, std::size_t{*std::ranges::max_element(right)});
        QVERIFY(best.proven);
    }
}

void EdgePoolsTest::intervalsAreOrderedOrUndefined()
{
    QFETCH(QString, name);
    const auto split = edgePool(name);
    Members all(split->models());
    std::iota(all.begin(), all.end(), 0U);
    const std::vector<Members> teams{{0, 1}, all};
    const std::vector<Metric> metrics{
        Metric::CK, Metric::QS, Metric::BD, Metric::FK, Metric::KW, Metric::GD, Metric::RHO, Metric::DF};
    const auto intervals = bootstrapMetrics(*split, {}, teams, metrics, {.draws = 30}, {});
    for (const auto& row : *intervals)
        for (const Interval& interval : row) {
            QCOMPARE(interval.defined == 0, std::isnan(interval.low));
            QVERIFY(interval.defined == 0 || interval.low <= interval.high);
        }
}

void EdgePoolsTest::focalScoresAreSharesOrUndefined()
{
    QFETCH(QString, name);
    const auto split = edgePool(name);
    const auto scores = scored(*split, {.metrics = kEveryMetric, .focal = true});
    std::vector<double> accuracy;
    for (std::size_t m = 0; m < split->models(); ++m)
        accuracy.push_back(split->accuracy(m));
    for (std::size_t k = 0; k < kEveryMetric.size(); ++k)
        for (const double fq : focalScores(scores, k, accuracy, Convention::Corrected).fq)
            QVERIFY(std::isnan(fq) || (fq >= -1e-12 && fq <= 1.0 + 1e-12));
}

void EdgePoolsTest::theQuestionWhetherDiversityHelpsHasAnAnswer()
{
    QFETCH(QString, name);
    const auto split = edgePool(name);
    Progress progress;
    const HelpOptions options{.consensus = Consensus::Plurality, .permutations = 5};
    const auto report = doesDiversityHelp(*split, options, progress, {});
    QVERIFY(report.ok());
    QVERIFY(std::isnan(report->overall) || std::abs(report->overall) <= 1.0 + 1e-12);
}

void EdgePoolsTest::poolsBeyondSixtyFourModelsAreMeasuredAndSearched()
{
    const auto split = randomPool({.models = 70, .samples = 60, .classes = 4, .skill = 1.0, .labelOnly = true});
    const PairCounts counts = countPairs(*split, select(*split, {}));
    for (const Metric metric : kAllMetrics) {
        const auto matrix = diversityMatrix(counts, metric);
        QVERIFY(agree(matrix[3 * 70 + 68], metricBySamples(*split, samplesOf(*split, {}), {3, 68}, metric)));
        QCOMPARE(clusteredOrder(matrix, 70, metric).size(), std::size_t{70});
    }
    TeamEvaluator evaluator(*split, Convention::Corrected, 2);
    const auto beam = beamTeams(evaluator, {.maxSize = 3, .width = 8}).value().teams.front();
    Progress progress;
    const auto best = findBestTeam(*split, {.size = 2}, progress, {}).value();
    QVERIFY(best.proven);
    const TeamPlan plan = planAll(70, 2, 2);
    std::vector<Members> pairs(plan.teams);
    forEachTeam(plan, [&](std::size_t team, const Members& members) { pairs[team] = members; });
    const auto right = evaluator.countRight(pairs).value();
    QCOMPARE(best.right, std::size_t{*std::ranges::max_element(right)});
    QVERIFY(beam.members.size() <= 3 && beam.fitness >= static_cast<double>(best.right) / 60.0 - 0.1);
}

void EdgePoolsTest::aModelBeyondTheMaskCountsLikeAnyOther()
{
    const auto split = randomPool({.models = 67, .samples = 90, .skill = 1.0});
    const Members team{2, 40, 63, 64, 66};
    const auto scores
        = scored(*split, {.metrics = kEveryMetric, .samples = {}, .consensus = kEveryRule, .teams = {{team}}});
    QCOMPARE(scores.members(0), team);
    for (std::size_t k = 0; k < kEveryMetric.size(); ++k)
        QVERIFY(
            agree(scores.rawValue(k, 0), metricBySamples(*split, samplesOf(*split, {}), team, kEveryMetric[k])));
    for (std::size_t r = 0; r < kEveryRule.size(); ++r) {
        // The weights are taken from the part of the pool that is scored: the same members, the same figures.
        const auto right
            = rightBySamples(*split, team, kEveryRule[r], Convention::Corrected, weightsOf(*split, kEveryRule[r]));
        QCOMPARE(scores.accuracyValue(r, 0), static_cast<double>(right) / 90.0);
    }
}

QTEST_APPLESS_MAIN(EdgePoolsTest)
#include "edge_pools_test.moc"
