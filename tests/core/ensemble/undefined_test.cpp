// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/focal_score.h"
#include "core/ensemble/pair_counts.h"
#include "core/ensemble/top_teams.h"
#include "tests/core/ensemble/random_pool.h"
#include "tests/core/ensemble/scoring.h"

#include <QTest>

using namespace cobench;
using namespace cobench::ensemble;
using namespace cobench::ensemble::test;

namespace {

constexpr double kEpsilon = std::numeric_limits<double>::epsilon();

/// How often two models are both right, only the first, only the second, neither.
struct Table {
    int n11, n10, n01, n00;
    int samples() const { return n11 + n10 + n01 + n00; }
};

/// Two label-only models with just these counts; wrong answers differ from each other, so that kappa sees them.
PreparedPtr poolOf(const Table& table)
{
    std::vector<data::Label> truth(static_cast<std::size_t>(table.samples()), 0);
    std::vector<data::Label> first;
    std::vector<data::Label> second;
    const auto add = [&](int count, data::Label a, data::Label b) {
        first.insert(first.end(), static_cast<std::size_t>(count), a);
        second.insert(second.end(), static_cast<std::size_t>(count), b);
    };
    add(table.n11, 0, 0);
    add(table.n10, 0, 1);
    add(table.n01, 2, 0);
    add(table.n00, 1, 2);
    return labelPool(std::move(truth), {first, second}, 3);
}

/// Every table with counts of 0 to 2 but the empty one.
std::vector<Table> smallTables()
{
    std::vector<Table> tables;
    for (int code = 1; code < 81; ++code)
        tables.push_back({code % 3, code / 3 % 3, code / 9 % 3, code / 27});
    return tables;
}

bool isDefined(const PreparedSplit& split, Metric metric, const Members& team = {0, 1}, SampleSet set = {})
{
    return !std::isnan(rawOf(split, metric, team, set));
}

const SampleSet kDisagreement{.kind = SampleSet::Kind::Disagreement};

} // namespace

/// The list of undefined values, complete: each case, and nothing beside it.
class UndefinedTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void qIsUndefinedJustWhereBothProductsVanish();
    void rhoIsUndefinedJustWhereAMemberIsAllRightOrAllWrong();
    void gdIsUndefinedJustWhereNobodyFails();
    void theOtherMetricsOfRightAndWrongAreAlwaysDefined();
    void kappaIsUndefinedJustWhereBothGiveOneClass();
    void fleissIsUndefinedJustWhereOneCategoryIsInAll();
    void pairsWithTheFocalModelHaveNoQAndNoRhoOnItsNegatives();
    void aFocalModelWithoutErrorsDefinesNothing();
    void aUnanimousPoolDefinesNothingOnItsDisagreement();
    void aPoolWithoutSamplesDefinesNothing();
    void theReferenceCountsAnUndefinedQAsZeroAndAddsEpsilonToRho();
    void theReferenceLeavesTheOthersUndefined();
    void aMeanRunsOverTheDefinedPairsOnly();
    void undefinedFocalValuesLeaveTheScoreAlone();
    void undefinedTeamsAreNeverAmongTheMostDiverse();
    void undefinedStaysUndefinedAsAScore();
};

void UndefinedTest::qIsUndefinedJustWhereBothProductsVanish()
{
    for (const Table& t : smallTables()) {
        const double down = t.n11 * t.n00 + t.n01 * t.n10;
        QVERIFY(agree(rawOf(*poolOf(t), Metric::QS, {0, 1}), (t.n11 * t.n00 - t.n01 * t.n10) / down)); // 0/0 = NaN
    }
}

void UndefinedTest::rhoIsUndefinedJustWhereAMemberIsAllRightOrAllWrong()
{
    for (const Table& t : smallTables()) {
        const double spread
            = std::sqrt(double((t.n11 + t.n10) * (t.n01 + t.n00) * (t.n11 + t.n01) * (t.n10 + t.n00)));
        QVERIFY(agree(rawOf(*poolOf(t), Metric::RHO, {0, 1}), (t.n11 * t.n00 - t.n01 * t.n10) / spread));
    }
}

void UndefinedTest::gdIsUndefinedJustWhereNobodyFails()
{
    for (const Table& t : smallTables()) {
        const double failures = t.n10 + t.n01 + 2 * t.n00;
        QVERIFY(agree(rawOf(*poolOf(t), Metric::GD, {0, 1}), (t.n10 + t.n01) / failures));
    }
}

void UndefinedTest::theOtherMetricsOfRightAndWrongAreAlwaysDefined()
{
    for (const Table& t : smallTables()) {
        const auto split = poolOf(t);
        const double differing = double(t.n10 + t.n01) / t.samples();
        QVERIFY(agree(rawOf(*split, Metric::BD, {0, 1}), differing));
        QVERIFY(agree(rawOf(*split, Metric::EN, {0, 1}), differing));
        QVERIFY(agree(rawOf(*split, Metric::KW, {0, 1}), differing / 4));
        QVERIFY(agree(rawOf(*split, Metric::DF, {0, 1}), double(t.n00) / t.samples()));
    }
}

void UndefinedTest::kappaIsUndefinedJustWhereBothGiveOneClass()
{
    for (const Table& t : smallTables()) {
        // Only "both right" gives both models one label, and the same one.
        const bool oneClass = t.samples() == t.n11;
        QCOMPARE(isDefined(*poolOf(t), Metric::CK), !oneClass);
        QCOMPARE(isDefined(*poolOf(t), Metric::FK), !oneClass);
    }
    const auto constant = labelPool({0, 1}, {{0, 0}, {1, 1}}, 2); // each one class, but not the same
    QCOMPARE(rawOf(*constant, Metric::CK, {0, 1}), 0.0);
}

void UndefinedTest::fleissIsUndefinedJustWhereOneCategoryIsInAll()
{
    const auto split = labelPool({0, 1, 0}, {{0, 0, 0}, {0, 0, 0}, {0, 0, 1}}, 2);
    QVERIFY(!isDefined(*split, Metric::FK, {0, 1}));
    QVERIFY(isDefined(*split, Metric::FK, {0, 1, 2}));
}

void UndefinedTest::pairsWithTheFocalModelHaveNoQAndNoRhoOnItsNegatives()
{
    const auto split = randomPool({.models = 4, .samples = 200, .skill = 1.0});
    const SampleSet negatives{.kind = SampleSet::Kind::Focal, .focal = 2};
    for (const std::uint32_t other : {0U, 1U, 3U})
        for (const Metric metric : kAllMetrics) {
            const bool needsBothSides = metric == Metric::QS || metric == Metric::RHO;
            QCOMPARE(
                isDefined(*split, metric, {std::min(other, 2U), std::max(other, 2U)}, negatives), !needsBothSides);
        }
    QVERIFY(isDefined(*split, Metric::QS, {0, 1, 2}, negatives)); // over the pair 0, 1
}

void UndefinedTest::aFocalModelWithoutErrorsDefinesNothing()
{
    const auto split = labelPool({0, 1, 0}, {{0, 1, 0}, {0, 1, 1}, {1, 1, 0}}, 2);
    const auto scores = scored(*split, {.metrics = kEveryMetric, .focal = true, .minSize = 3});
    for (std::size_t k = 0; k < kEveryMetric.size(); ++k)
        QVERIFY(std::isnan(scores.focal[k])); // model 0 is the first member
}

void UndefinedTest::aUnanimousPoolDefinesNothingOnItsDisagreement()
{
    const auto split = labelPool({0, 1, 1}, {{0, 1, 0}, {0, 1, 0}, {0, 1, 0}}, 2);
    for (const Metric metric : kAllMetrics)
        for (const Members& team : {Members{0, 1}, Members{0, 1, 2}, Members{1}})
            QVERIFY(!isDefined(*split, metric, team, kDisagreement));
}

void UndefinedTest::aPoolWithoutSamplesDefinesNothing()
{
    const auto split = labelPool({}, {{}, {}, {}}, 2);
    for (const Metric metric : kAllMetrics)
        QVERIFY(!isDefined(*split, metric, {0, 1, 2}));
    const auto scores = scored(*split, {.focal = true, .consensus = kLabelRules});
    for (std::size_t rule = 0; rule < kLabelRules.size(); ++rule)
        QCOMPARE(scores.accuracyValue(rule, 0), 0.0);
}

void UndefinedTest::theReferenceCountsAnUndefinedQAsZeroAndAddsEpsilonToRho()
{
    for (const Table& t : smallTables()) {
        const auto split = poolOf(t);
        const auto reference = [&](Metric metric) {
            return rawOf(*split, metric, {0, 1}, {}, Convention::Reference);
        };
        const double q = rawOf(*split, Metric::QS, {0, 1});
        const double rho = rawOf(*split, Metric::RHO, {0, 1});
        QVERIFY(agree(reference(Metric::QS), std::isnan(q) ? 0.0 : q));
        QCOMPARE(reference(Metric::RHO), (std::isnan(rho) ? 0.0 : rho) + kEpsilon);
    }
}

void UndefinedTest::theReferenceLeavesTheOthersUndefined()
{
    const auto split = poolOf({.n11 = 2, .n10 = 0, .n01 = 0, .n00 = 0});
    for (const Metric metric : {Metric::CK, Metric::FK, Metric::GD})
        QVERIFY(std::isnan(rawOf(*split, metric, {0, 1}, {}, Convention::Reference)));
    for (const Metric metric : kAllMetrics)
        QVERIFY(std::isnan(rawOf(*split, metric, {0, 1}, kDisagreement, Convention::Reference)));
}

void UndefinedTest::aMeanRunsOverTheDefinedPairsOnly()
{
    // Model 0 is always right and always says 0; model 3 repeats model 0.
    const auto split = labelPool({0, 0, 0, 0}, {{0, 0, 0, 0}, {0, 1, 1, 0}, {0, 1, 0, 1}, {0, 0, 0, 0}}, 2);
    QVERIFY(agree(rawOf(*split, Metric::RHO, {0, 1, 2, 3}), rawOf(*split, Metric::RHO, {1, 2})));
    QVERIFY(agree(rawOf(*split, Metric::QS, {0, 1, 2, 3}), rawOf(*split, Metric::QS, {1, 2})));
    // Kappa: only the pair 0, 3 is undefined; the four mixed pairs are 0.
    QVERIFY(agree(rawOf(*split, Metric::CK, {0, 1, 2, 3}), rawOf(*split, Metric::CK, {1, 2}) / 5.0));
    QVERIFY(!isDefined(*split, Metric::RHO, {0, 1, 3}));
}

void UndefinedTest::undefinedFocalValuesLeaveTheScoreAlone()
{
    // On every member's negatives QS of a pair is undefined: no pair has a focal score, larger teams have one.
    const auto split = randomPool({.models = 4, .samples = 300, .skill = 1.0});
    const auto scores = scored(*split, {.metrics = {Metric::QS}, .focal = true});
    const std::vector<double> accuracy{0.5, 0.6, 0.7, 0.8};
    const FocalScores focal = focalScores(scores, 0, accuracy, Convention::Corrected);
    for (std::size_t t = 0; t < scores.size(); ++t)
        QCOMPARE(std::isnan(focal.fq[t]), scores.members(t).size() == 2);
}

void UndefinedTest::undefinedTeamsAreNeverAmongTheMostDiverse()
{
    // Models 0 and 1 never fail: {0,1} has no GD.
    const auto split = labelPool({0, 0, 0}, {{0, 0, 0}, {0, 0, 0}, {0, 1, 0}}, 2);
    Progress progress;
    const auto top = mostDiverseTeams(*split, {.metrics = {Metric::GD}, .samples = {}}, progress, {}).value();
    QCOMPARE(top.scored, std::uint64_t{4});
    QCOMPARE(top.best[0].size(), std::size_t{3});
    for (const RankedTeam& team : top.best[0])
        QVERIFY(team.team != 0b011);
}

void UndefinedTest::undefinedStaysUndefinedAsAScore()
{
    for (const Metric metric : kAllMetrics)
        for (const Convention convention : {Convention::Corrected, Convention::Reference}) {
            QVERIFY(std::isnan(diversityScore(metric, std::nan(""))));
            QVERIFY(std::isnan(focalValue(metric, std::nan(""), convention)));
        }
}

QTEST_APPLESS_MAIN(UndefinedTest)
#include "undefined_test.moc"
