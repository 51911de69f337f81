// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/consensus_counts.h"
#include "tests/core/ensemble/oracle.h"
#include "tests/core/ensemble/random_pool.h"
#include "tests/core/ensemble/scoring.h"

#include <QTest>

using namespace cobench;
using namespace cobench::ensemble;
using namespace cobench::ensemble::test;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Three models, three samples, three classes; small enough for paper.
///             sample 0   1   2
///   truth            0   1   2
///   model 0          0   1   1     right: y y n
///   model 1          0   2   2     right: y n y
///   model 2          1   1   1     right: n y n
PreparedPtr threeByThree()
{
    return labelPool({0, 1, 2}, {{0, 1, 1}, {0, 2, 2}, {1, 1, 1}}, 3);
}

struct HandCase {
    Metric metric;
    double first; // models 0 and 1: N11 = 1, N00 = 0, N10 = 1, N01 = 1
    double second; // models 0 and 2: N11 = 1, N00 = 1, N10 = 1, N01 = 0
    double third; // models 1 and 2: N11 = 0, N00 = 0, N10 = 2, N01 = 1
    double all; // c = 2 2 1; failures per sample 1 1 2
    double onTheNegativesOfModel0; // sample 2 alone: c = 1, labels 1 2 1
};

// CK, pair by pair: p_o = 1/3 2/3 0, p_e = 1/9 2/3 0.
// FK of all: each sample has two equal labels of three, so P = 1/3; shares 2/9 5/9 2/9, so P_e = 33/81. Pairs: P_e
// = (4 + 4 + 4)/36 = 1/3; (1 + 25)/36; (1 + 9 + 4)/36. GD of all: p1 = (1 + 1 + 2)/9, p2 = 2/(3 * 6); of a pair: p1
// = (3 - accuracies)/6, p2 = N00/3.
const std::vector<HandCase> kCases{
    {Metric::CK, 1.0 / 4, 0.0, 0.0, 1.0 / 12, 0.0},
    {Metric::QS, -1.0, 1.0, -1.0, -1.0 / 3, kNaN},
    {Metric::BD, 2.0 / 3, 1.0 / 3, 1.0, 2.0 / 3, 2.0 / 3},
    {Metric::FK, 0.0, -1.0 / 5, -7.0 / 11, -1.0 / 8, -1.0 / 2},
    {Metric::KW, 1.0 / 6, 1.0 / 12, 1.0 / 4, 2.0 / 9, 2.0 / 9},
    {Metric::GD, 1.0, 1.0 / 3, 1.0, 3.0 / 4, 1.0 / 2},
    {Metric::RHO, -1.0 / 2, 1.0 / 2, -1.0, -1.0 / 3, kNaN},
    {Metric::EN, 2.0 / 3, 1.0 / 3, 1.0, 1.0, 1.0},
    {Metric::DF, 0.0, 1.0 / 3, 0.0, 1.0 / 9, 1.0 / 3},
};

} // namespace

/// Every metric against numbers worked out by hand, and the tests' oracle against the same numbers.
class HandCasesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pairsAndTheTeamOfThreeEqualTheHandComputation_data();
    void pairsAndTheTeamOfThreeEqualTheHandComputation();
    void consensusOfThreeEqualsTheHandComputation();
    void softVotesAreSumsAndTiesGoToTheSmallestClass();
    void pluralityTiesDependOnTheConvention();
    void weightsFollowTheOddsOfBeingRight();
};

void HandCasesTest::pairsAndTheTeamOfThreeEqualTheHandComputation_data()
{
    QTest::addColumn<int>("place");
    for (std::size_t i = 0; i < kCases.size(); ++i)
        QTest::newRow(info(kCases[i].metric).id.data()) << static_cast<int>(i);
}

void HandCasesTest::pairsAndTheTeamOfThreeEqualTheHandComputation()
{
    QFETCH(int, place);
    const HandCase& expected = kCases[static_cast<std::size_t>(place)];
    const auto split = threeByThree();
    const SampleSet negatives{.kind = SampleSet::Kind::Focal, .focal = 0};
    const auto check = [&](const Members& team, SampleSet set, double value) {
        QVERIFY(agree(rawOf(*split, expected.metric, team, set), value));
        QVERIFY(agree(metricBySamples(*split, samplesOf(*split, set), team, expected.metric), value));
    };
    check({0, 1}, {}, expected.first);
    check({0, 2}, {}, expected.second);
    check({1, 2}, {}, expected.third);
    check({0, 1, 2}, {}, expected.all);
    check({0, 1, 2}, negatives, expected.onTheNegativesOfModel0);
}

void HandCasesTest::consensusOfThreeEqualsTheHandComputation()
{
    // Plurality: 0 0 1 -> 0 right; 1 2 1 -> 1 right; 1 2 1 -> 1 wrong. Majority: the same. Of models 0 and 1 alone:
    // 0 right; tie of 1 and 2 -> 1 right; tie of 1 and 2 -> 1 wrong; a majority of two must agree.
    const auto split = threeByThree();
    const auto scores = scored(
        *split, {.consensus = {Consensus::Plurality, Consensus::Majority}, .teams = {{{0, 1, 2}, {0, 1}}}});
    QCOMPARE(scores.accuracyValue(0, 0), 2.0 / 3);
    QCOMPARE(scores.accuracyValue(1, 0), 2.0 / 3);
    QCOMPARE(scores.accuracyValue(0, 1), 2.0 / 3);
    QCOMPARE(scores.accuracyValue(1, 1), 1.0 / 3);
}

void HandCasesTest::softVotesAreSumsAndTiesGoToTheSmallestClass()
{
    auto split = std::make_shared<data::Split>();
    split->truth = std::vector<data::Label>{1, 1, 0};
    // Sums: .75 .75 .50 (tie of 0 and 1: 0, wrong) | .50 1.25 .25 (1, right) | .75 .75 .50 (0, right).
    split->members.push_back(
        {.probabilities = std::vector<float>{0.5F, 0.25F, 0.25F, 0.25F, 0.75F, 0.0F, 0.25F, 0.5F, 0.25F},
            .labels = {}});
    split->members.push_back(
        {.probabilities = std::vector<float>{0.25F, 0.5F, 0.25F, 0.25F, 0.5F, 0.25F, 0.5F, 0.25F, 0.25F},
            .labels = {}});
    const auto prepared = PreparedSplit::prepare(std::move(split), 3);
    QCOMPARE(scored(*prepared, {.consensus = {Consensus::Soft}}).accuracyValue(0, 0), 2.0 / 3);
}

void HandCasesTest::pluralityTiesDependOnTheConvention()
{
    auto split = std::make_shared<data::Split>();
    split->truth = std::vector<data::Label>{1};
    split->members.push_back({.probabilities = std::vector<float>{0.625F, 0.375F}, .labels = {}});
    split->members.push_back({.probabilities = std::vector<float>{0.125F, 0.875F}, .labels = {}});
    const auto prepared = PreparedSplit::prepare(std::move(split), 2);
    const ScoreOptions options{.consensus = {Consensus::Plurality}};
    QCOMPARE(scored(*prepared, options).accuracyValue(0, 0), 1.0); // 1.25 against .75
    ScoreOptions reference = options;
    reference.convention = Convention::Reference;
    QCOMPARE(scored(*prepared, reference).accuracyValue(0, 0), 0.0); // class 0 is the smaller one
}

void HandCasesTest::weightsFollowTheOddsOfBeingRight()
{
    // p = (right + 1)/(N + 2) = 3/5 3/5 2/5 of C = 3 classes: log(2p/(1 - p)).
    const auto weights = voteWeights(*threeByThree());
    QCOMPARE(weights.size(), std::size_t{3});
    QCOMPARE(weights[0], static_cast<float>(std::log(3.0)));
    QCOMPARE(weights[1], weights[0]);
    QCOMPARE(weights[2], static_cast<float>(std::log(4.0 / 3)));
    // Sample 1: class 1 has log 3 + log 4/3, class 2 has log 3; sample 2 the same: right, then wrong.
    const auto scores = scored(*threeByThree(), {.consensus = {Consensus::WeightedPlurality}, .minSize = 3});
    QCOMPARE(scores.accuracyValue(0, 0), 2.0 / 3);
}

QTEST_APPLESS_MAIN(HandCasesTest)
#include "hand_cases_test.moc"
