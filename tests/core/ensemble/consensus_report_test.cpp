// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/consensus_counts.h"
#include "core/ensemble/consensus_report.h"
#include "core/ensemble/score_teams.h"
#include "tests/core/ensemble/oracle.h"
#include "tests/core/ensemble/random_pool.h"

#include <QTest>

#include <cmath>

using namespace cobench;
using namespace cobench::ensemble;
using namespace cobench::ensemble::test;

namespace {

PreparedPtr twoProbableMembers()
{
    auto split = std::make_shared<data::Split>();
    split->truth = std::vector<data::Label>{0, 1};
    split->members.push_back({.probabilities = std::vector<float>{0.9F, 0.1F, 0.6F, 0.4F}, .labels = {}});
    split->members.push_back({.probabilities = std::vector<float>{0.5F, 0.5F, 0.1F, 0.9F}, .labels = {}});
    return PreparedSplit::prepare(std::move(split), 2);
}

ConsensusReport report(const PreparedPtr& split, const Members& team, const TeamRule& rule)
{
    return reportConsensus(*split, team, predictTeam(*split, team, rule));
}

} // namespace

class ConsensusReportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRuleAnswersWhatTheCountsCount();
    void votesOfBothKindsOfMembersAreCountedAlikeInEveryPlan();
    void softFiguresEqualHandComputation();
    void geometricProbabilitiesAreTheNormalisedGeometricMean();
    void majorityAbstainsWithoutMoreThanHalf();
    void votesOfferNoCalibration();
    void rescuedAndLostSamplesAreThoseAgainstTheBestMember();
    void mcnemarEqualsTheExactBinomial();
    void mcnemarStaysFiniteForManyDifferences();
};

void ConsensusReportTest::everyRuleAnswersWhatTheCountsCount()
{
    for (const bool coarse : {false, true}) {
        const auto split = randomPool({.models = 6, .samples = 150, .classes = 5, .skill = 1.0, .coarse = coarse});
        const auto weights = voteWeights(*split);
        for (const Consensus rule : kAllConsensus) {
            if (rule == Consensus::Stacking)
                continue;
            const bool weighted = rule == Consensus::WeightedSoft || rule == Consensus::WeightedPlurality;
            for (const Convention convention : {Convention::Corrected, Convention::Reference})
                for (const Members& team : {Members{0, 1}, Members{1, 3, 4}, Members{0, 1, 2, 3, 4, 5}}) {
                    const auto told
                        = report(split, team, {.rule = rule, .convention = convention, .weights = weights});
                    const auto expected
                        = rightBySamples(*split, team, rule, convention, weighted ? weights : std::vector<float>{});
                    QCOMPARE(std::llround(told.accuracy * 150.0), static_cast<long long>(expected));
                }
        }
    }
}

// Ties of votes: a label-only member's label counts as a probability of 1, whoever else is in the pool.
void ConsensusReportTest::votesOfBothKindsOfMembersAreCountedAlikeInEveryPlan()
{
    const auto split
        = randomPool({.models = 6, .samples = 150, .classes = 5, .skill = 1.0, .coarse = true, .mixed = true});
    const std::vector<Members> teams{{0, 1}, {0, 2}, {1, 3}, {1, 3, 4}, {0, 1, 2, 3, 4, 5}};
    Progress progress;
    const ScoreOptions all{.metrics = {}, .consensus = {Consensus::Plurality}};
    ScoreOptions named = all;
    named.teams = teams;
    const auto enumerated = scoreTeams(*split, all, progress, {}).value();
    const auto listed = scoreTeams(*split, named, progress, {}).value();
    for (std::size_t t = 0; t < teams.size(); ++t) {
        const auto expected = rightBySamples(*split, teams[t], Consensus::Plurality, Convention::Corrected);
        const auto told = report(split, teams[t], {.rule = Consensus::Plurality, .weights = {}});
        QCOMPARE(std::llround(told.accuracy * 150.0), static_cast<long long>(expected));
        QCOMPARE(listed.accuracyValue(0, t), told.accuracy);
        const auto order = everyTeam(6, 2, 6);
        const auto place = std::ranges::find(order, teams[t]) - order.begin();
        QCOMPARE(enumerated.accuracyValue(0, static_cast<std::size_t>(place)), told.accuracy);
    }
}

void ConsensusReportTest::softFiguresEqualHandComputation()
{
    // Means (.7, .3) and (.35, .65): right twice, confidence .7 and .65.
    const auto told = report(twoProbableMembers(), {0, 1}, {.weights = {}});
    QCOMPARE(told.accuracy, 1.0);
    QVERIFY(std::abs(told.nll + (std::log(0.7) + std::log(0.65)) / 2.0) < 1e-6);
    QVERIFY(std::abs(told.ece - (0.3 + 0.35) / 2.0) < 1e-6);
    QCOMPARE(told.recall, (std::vector<double>{1.0, 1.0}));
}

void ConsensusReportTest::geometricProbabilitiesAreTheNormalisedGeometricMean()
{
    const auto prediction
        = predictTeam(*twoProbableMembers(), {0, 1}, {.rule = Consensus::Geometric, .weights = {}});
    const double a = std::sqrt(0.9 * 0.5);
    const double b = std::sqrt(0.1 * 0.5);
    QVERIFY(std::abs(prediction.probabilities[0] - a / (a + b)) < 1e-6);
    QVERIFY(std::abs(prediction.probabilities[1] - b / (a + b)) < 1e-6);
}

void ConsensusReportTest::majorityAbstainsWithoutMoreThanHalf()
{
    // Two against two abstains, three of four answers, four different classes abstain.
    const auto split = labelPool({0, 0, 0}, {{0, 0, 0}, {0, 0, 1}, {1, 0, 2}, {1, 1, 3}}, 4);
    const auto told = report(split, {0, 1, 2, 3}, {.rule = Consensus::Majority, .weights = {}});
    QVERIFY(std::abs(told.coverage - 1.0 / 3.0) < 1e-12);
    QVERIFY(std::abs(told.accuracy - 1.0 / 3.0) < 1e-12);
}

void ConsensusReportTest::votesOfferNoCalibration()
{
    const auto split = labelPool({0, 1}, {{0, 1}, {0, 0}}, 2);
    const auto told = report(split, {0, 1}, {.rule = Consensus::Plurality, .weights = {}});
    QVERIFY(std::isnan(told.top5) && std::isnan(told.nll) && std::isnan(told.ece));
    QCOMPARE(told.coverage, 1.0);
}

void ConsensusReportTest::rescuedAndLostSamplesAreThoseAgainstTheBestMember()
{
    const auto split = labelPool({0, 0, 0, 0, 0}, {{0, 0, 0, 0, 1}, {0, 0, 1, 1, 0}, {0, 1, 0, 1, 0}}, 2);
    const auto told = report(
        split, {0, 1, 2}, {.rule = Consensus::Plurality, .convention = Convention::Reference, .weights = {}});
    QCOMPARE(told.bestMember, 0U);
    QCOMPARE(told.rescued, (std::vector<std::uint32_t>{4}));
    QCOMPARE(told.lost, (std::vector<std::uint32_t>{3}));
    QCOMPARE(told.againstBest.p, 1.0);
}

void ConsensusReportTest::mcnemarEqualsTheExactBinomial()
{
    QCOMPARE(mcnemar(0, 0).p, 1.0);
    QVERIFY(std::abs(mcnemar(10, 2).p - 2.0 * (1.0 + 12.0 + 66.0) / 4096.0) < 1e-12);
    QVERIFY(std::abs(mcnemar(2, 10).p - mcnemar(10, 2).p) < 1e-15);
    QVERIFY(std::abs(mcnemar(5, 0).p - 2.0 / 32.0) < 1e-12);
    QCOMPARE(mcnemar(7, 7).p, 1.0);
}

void ConsensusReportTest::mcnemarStaysFiniteForManyDifferences()
{
    const double p = mcnemar(26000, 24000).p;
    QVERIFY(p > 0.0 && p < 1e-15);
    QVERIFY(std::isfinite(mcnemar(50000, 0).p));
}

QTEST_APPLESS_MAIN(ConsensusReportTest)
#include "consensus_report_test.moc"
