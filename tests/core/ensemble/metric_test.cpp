// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/metric.h"
#include "core/ensemble/pair_counts.h"
#include "core/ensemble/score_teams.h"
#include "tests/core/ensemble/oracle.h"
#include "tests/core/ensemble/random_pool.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace cobench;
using namespace cobench::ensemble;
using namespace cobench::ensemble::test;

namespace {

/// Three members, eight samples; rights: a 11110000, b 11001100, c 10101010 (sample 0 first).
PreparedPtr threeByEight()
{
    return labelPool({0, 1, 2, 0, 1, 2, 0, 1},
        {{0, 1, 2, 0, 2, 0, 1, 2}, {0, 1, 0, 1, 1, 2, 2, 2}, {0, 2, 2, 2, 1, 1, 0, 0}},
        3);
}

double raw(const PreparedSplit& split,
    Metric metric,
    const Members& team,
    SampleSet set = {},
    Convention convention = Convention::Corrected)
{
    Progress progress;
    const auto scores = scoreTeams(
        split, {.metrics = {metric}, .samples = set, .teams = {{team}}, .convention = convention}, progress, {});
    return scores->rawValue(0, 0);
}

double meanAccuracy(const PreparedSplit& split, const Members& team)
{
    double sum = 0.0;
    for (const std::uint32_t m : team)
        sum += split.accuracy(m);
    return sum / static_cast<double>(team.size());
}

void near(double value, double expected)
{
    QVERIFY2(std::abs(value - expected) <= 1e-12, qPrintable(QString::number(value, 'g', 17)));
}

bool isUndefined(double value)
{
    return std::isnan(value);
}

} // namespace

class MetricTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void idsAreReadInAnyCase();
    void scoresPointUpwardsAndKeepUndefined();
    void rawValuesOfThreeMembersEqualHandCounts();
    void kappaOfThreeByThreeEqualsHandComputation();
    void kohaviWolpertIsDisagreementTimesAFactor();
    void generalizedDiversityIsDisagreementOverTwiceTheErrorRate();
    void errorRateIsDoubleFaultPlusHalfTheDisagreement();
    void entropyIsDisagreementForTwoAndOneAndAHalfTimesForThree();
    void valuesStayInTheirRanges();
    void valuesDoNotDependOnTheOrderOfModels();
    void qIsUndefinedWhenNothingIsCrossed();
    void rhoIsUndefinedForAMemberThatIsAllRightOrAllWrong();
    void kappasAreUndefinedWithOneCategory();
    void generalizedDiversityIsUndefinedWhenNobodyFails();
    void oneMemberHasNoPairs();
    void nothingIsDefinedOnAnEmptySampleSet();
    void meansRunOverTheDefinedPairs();
    void focalQOfTheReferenceIsDilutedByTheFocalPairs();
    void referenceConventionDiffersOnlyWhereStated();
};

void MetricTest::idsAreReadInAnyCase()
{
    for (const Metric metric : kAllMetrics) {
        QVERIFY(info(metric).metric == metric);
        QCOMPARE(metricFromId(info(metric).id), std::optional(metric));
    }
    QCOMPARE(metricFromId("gd"), std::optional(Metric::GD));
    QVERIFY(!metricFromId("xx"));
    QVERIFY(!metricFromId(""));
}

void MetricTest::scoresPointUpwardsAndKeepUndefined()
{
    QCOMPARE(diversityScore(Metric::CK, 0.25), 0.75);
    QCOMPARE(diversityScore(Metric::DF, 0.25), 0.75);
    QCOMPARE(diversityScore(Metric::BD, 0.25), 0.25);
    QVERIFY(isUndefined(diversityScore(Metric::QS, std::nan(""))));
}

void MetricTest::rawValuesOfThreeMembersEqualHandCounts()
{
    // Each pair: N11 = N10 = N01 = N00 = 2. Right per sample: 3 2 2 1 2 1 1 0.
    const auto split = threeByEight();
    const Members team{0, 1, 2};
    near(raw(*split, Metric::QS, team), 0.0);
    near(raw(*split, Metric::RHO, team), 0.0);
    near(raw(*split, Metric::BD, team), 0.5);
    near(raw(*split, Metric::DF, team), 0.25);
    near(raw(*split, Metric::KW, team), 6.0 * 2.0 / (8.0 * 9.0)); // six samples with c (3 - c) = 2
    near(raw(*split, Metric::EN, team), 6.0 / 8.0); // six samples with a minority of one
    near(raw(*split, Metric::GD, team), 0.5); // p1 = 12 / 24; p2 = (3 * 2 + 6) / 48
}

void MetricTest::kappaOfThreeByThreeEqualsHandComputation()
{
    // Confusion of the two raters [[2,1,0],[0,2,1],[1,0,2]]: p_o = 6/9, p_e = 3 * (1/3)^2.
    const auto split
        = labelPool({0, 0, 0, 0, 0, 0, 0, 0, 0}, {{0, 0, 0, 1, 1, 1, 2, 2, 2}, {0, 0, 1, 1, 1, 2, 0, 2, 2}}, 3);
    near(raw(*split, Metric::CK, {0, 1}), 0.5);
    near(raw(*split, Metric::FK, {0, 1}), 0.5); // same marginals, so the same chance agreement
}

void MetricTest::kohaviWolpertIsDisagreementTimesAFactor()
{
    const auto split = randomPool({.models = 8, .samples = 333, .classes = 5});
    for (const Members& team : everyTeam(8, 2, 8)) {
        const double size = static_cast<double>(team.size());
        near(raw(*split, Metric::KW, team), raw(*split, Metric::BD, team) * (size - 1.0) / (2.0 * size));
    }
}

void MetricTest::generalizedDiversityIsDisagreementOverTwiceTheErrorRate()
{
    const auto split = randomPool({.models = 8, .samples = 333, .classes = 5});
    for (const Members& team : everyTeam(8, 2, 8))
        near(raw(*split, Metric::GD, team),
            raw(*split, Metric::BD, team) / (2.0 * (1.0 - meanAccuracy(*split, team))));
}

void MetricTest::errorRateIsDoubleFaultPlusHalfTheDisagreement()
{
    const auto split = randomPool({.models = 8, .samples = 333, .classes = 5});
    for (const Members& team : everyTeam(8, 2, 8))
        near(1.0 - meanAccuracy(*split, team), raw(*split, Metric::DF, team) + raw(*split, Metric::BD, team) / 2.0);
}

void MetricTest::entropyIsDisagreementForTwoAndOneAndAHalfTimesForThree()
{
    const auto split = randomPool({.models = 6, .samples = 200, .classes = 5});
    for (const Members& team : everyTeam(6, 2, 3))
        near(raw(*split, Metric::EN, team), raw(*split, Metric::BD, team) * (team.size() == 2 ? 1.0 : 1.5));
}

void MetricTest::valuesStayInTheirRanges()
{
    const auto split = randomPool({.models = 7, .samples = 90, .classes = 3, .skill = 0.5});
    Progress progress;
    const auto scores = scoreTeams(*split, {.metrics = {kAllMetrics.begin(), kAllMetrics.end()}}, progress, {});
    for (std::size_t k = 0; k < kAllMetrics.size(); ++k)
        for (std::size_t t = 0; t < scores->size(); ++t)
            QVERIFY(scores->rawValue(k, t) >= info(kAllMetrics[k]).low - 1e-12
                && scores->rawValue(k, t) <= info(kAllMetrics[k]).high + 1e-12);
}

void MetricTest::valuesDoNotDependOnTheOrderOfModels()
{
    const auto split = randomPool({.models = 6, .samples = 150});
    const std::vector<std::uint32_t> turned{5, 4, 3, 2, 1, 0};
    const auto reversed = split->withModels(turned);
    for (const Metric metric : kAllMetrics)
        near(raw(*reversed, metric, {0, 2, 3, 5}), raw(*split, metric, {0, 2, 3, 5}));
}

void MetricTest::qIsUndefinedWhenNothingIsCrossed()
{
    const auto split = labelPool({0, 0, 0}, {{0, 0, 0}, {0, 0, 1}}, 2); // N00 = 0 and N01 = 0
    QVERIFY(isUndefined(raw(*split, Metric::QS, {0, 1})));
    QCOMPARE(raw(*split, Metric::QS, {0, 1}, {}, Convention::Reference), 0.0);
}

void MetricTest::rhoIsUndefinedForAMemberThatIsAllRightOrAllWrong()
{
    const auto split = labelPool({0, 0, 0}, {{0, 0, 0}, {0, 0, 1}, {1, 1, 1}}, 2);
    QVERIFY(isUndefined(raw(*split, Metric::RHO, {0, 1})));
    QVERIFY(isUndefined(raw(*split, Metric::RHO, {1, 2})));
    QCOMPARE(raw(*split, Metric::RHO, {0, 1}, {}, Convention::Reference), 2.220446049250313e-16);
}

void MetricTest::kappasAreUndefinedWithOneCategory()
{
    const auto split = labelPool({0, 1, 0}, {{0, 0, 0}, {0, 0, 0}, {0, 1, 0}}, 2);
    QVERIFY(isUndefined(raw(*split, Metric::CK, {0, 1})));
    QVERIFY(isUndefined(raw(*split, Metric::FK, {0, 1})));
    near(raw(*split, Metric::CK, {0, 2}), 0.0);
    QVERIFY(!isUndefined(raw(*split, Metric::FK, {0, 1, 2})));
}

void MetricTest::generalizedDiversityIsUndefinedWhenNobodyFails()
{
    const auto split = labelPool({0, 1, 0}, {{0, 1, 0}, {0, 1, 0}, {0, 1, 1}}, 2);
    QVERIFY(isUndefined(raw(*split, Metric::GD, {0, 1})));
    near(raw(*split, Metric::GD, {0, 2}), 1.0);
}

void MetricTest::oneMemberHasNoPairs()
{
    const auto split = threeByEight();
    for (const Metric metric : kAllMetrics)
        if (metric != Metric::KW)
            QVERIFY(isUndefined(raw(*split, metric, {1})));
    QCOMPARE(raw(*split, Metric::KW, {1}), 0.0);
}

void MetricTest::nothingIsDefinedOnAnEmptySampleSet()
{
    const auto unanimous = labelPool({0, 1, 1}, {{0, 1, 1}, {0, 1, 1}}, 2);
    for (const Metric metric : kAllMetrics) {
        QVERIFY(isUndefined(raw(*unanimous, metric, {0, 1}, {.kind = SampleSet::Kind::Disagreement})));
        QVERIFY(isUndefined(raw(*unanimous, metric, {0, 1}, {.kind = SampleSet::Kind::Focal, .focal = 0})));
        QVERIFY(isUndefined(
            raw(*unanimous, metric, {0, 1}, {.kind = SampleSet::Kind::Disagreement}, Convention::Reference)));
    }
}

void MetricTest::meansRunOverTheDefinedPairs()
{
    // Member 0 is always right: only the pair 1,2 has a correlation.
    const auto split = labelPool({0, 0, 0, 0}, {{0, 0, 0, 0}, {0, 1, 1, 0}, {0, 1, 0, 1}}, 2);
    near(raw(*split, Metric::RHO, {0, 1, 2}), raw(*split, Metric::RHO, {1, 2}));
}

void MetricTest::focalQOfTheReferenceIsDilutedByTheFocalPairs()
{
    const auto split = randomPool({.models = 5, .samples = 400, .skill = 1.0});
    const SampleSet negatives{.kind = SampleSet::Kind::Focal, .focal = 1};
    QVERIFY(isUndefined(raw(*split, Metric::QS, {0, 1}, negatives)));
    for (const Members& team : {Members{0, 1, 2}, Members{0, 1, 2, 3}, Members{0, 1, 2, 3, 4}}) {
        const double size = static_cast<double>(team.size());
        near(raw(*split, Metric::QS, team, negatives),
            raw(*split, Metric::QS, team, negatives, Convention::Reference) * size / (size - 2.0));
    }
}

void MetricTest::referenceConventionDiffersOnlyWhereStated()
{
    const auto split = randomPool({.models = 5, .samples = 200});
    for (const Metric metric : kAllMetrics)
        near(raw(*split, metric, {0, 2, 4}, {}, Convention::Reference), raw(*split, metric, {0, 2, 4}));
}

QTEST_APPLESS_MAIN(MetricTest)
#include "metric_test.moc"
