// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/consensus_counts.h"
#include "core/ensemble/consensus_report.h"
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

} // namespace

class ConsensusReportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRuleAnswersWhatTheCountsCount();
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
                    const auto report = reportConsensus(*split, team, rule, convention, weights);
                    const auto expected
                        = rightBySamples(*split, team, rule, convention, weighted ? weights : std::vector<float>{});
                    QCOMPARE(std::llround(report.accuracy * 150.0), static_cast<long long>(expected));
                }
        }
    }
}

void ConsensusReportTest::softFiguresEqualHandComputation()
{
    // Means (.7, .3) and (.35, .65): right twice, confidence .7 and .65.
    const auto report = reportConsensus(*twoProbableMembers(), {0, 1}, Consensus::Soft, Convention::Corrected);
    QCOMPARE(report.accuracy, 1.0);
    QVERIFY(std::abs(report.nll + (std::log(0.7) + std::log(0.65)) / 2.0) < 1e-6);
    QVERIFY(std::abs(report.ece - (0.3 + 0.35) / 2.0) < 1e-6);
    QCOMPARE(report.recall, (std::vector<double>{1.0, 1.0}));
}

void ConsensusReportTest::geometricProbabilitiesAreTheNormalisedGeometricMean()
{
    const auto prediction = predictTeam(*twoProbableMembers(), {0, 1}, Consensus::Geometric, Convention::Corrected);
    const double a = std::sqrt(0.9 * 0.5);
    const double b = std::sqrt(0.1 * 0.5);
    QVERIFY(std::abs(prediction.probabilities[0] - a / (a + b)) < 1e-6);
    QVERIFY(std::abs(prediction.probabilities[1] - b / (a + b)) < 1e-6);
}

void ConsensusReportTest::majorityAbstainsWithoutMoreThanHalf()
{
    // Two against two abstains, three of four answers, four different classes abstain.
    const auto split = labelPool({0, 0, 0}, {{0, 0, 0}, {0, 0, 1}, {1, 0, 2}, {1, 1, 3}}, 4);
    const auto report = reportConsensus(*split, {0, 1, 2, 3}, Consensus::Majority, Convention::Corrected);
    QVERIFY(std::abs(report.coverage - 1.0 / 3.0) < 1e-12);
    QVERIFY(std::abs(report.accuracy - 1.0 / 3.0) < 1e-12);
}

void ConsensusReportTest::votesOfferNoCalibration()
{
    const auto split = labelPool({0, 1}, {{0, 1}, {0, 0}}, 2);
    const auto report = reportConsensus(*split, {0, 1}, Consensus::Plurality, Convention::Corrected);
    QVERIFY(std::isnan(report.top5) && std::isnan(report.nll) && std::isnan(report.ece));
    QCOMPARE(report.coverage, 1.0);
}

void ConsensusReportTest::rescuedAndLostSamplesAreThoseAgainstTheBestMember()
{
    const auto split = labelPool({0, 0, 0, 0, 0}, {{0, 0, 0, 0, 1}, {0, 0, 1, 1, 0}, {0, 1, 0, 1, 0}}, 2);
    const auto report = reportConsensus(*split, {0, 1, 2}, Consensus::Plurality, Convention::Reference);
    QCOMPARE(report.bestMember, 0U);
    QCOMPARE(report.rescued, (std::vector<std::uint32_t>{4}));
    QCOMPARE(report.lost, (std::vector<std::uint32_t>{3}));
    QCOMPARE(report.againstBest.p, 1.0);
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
