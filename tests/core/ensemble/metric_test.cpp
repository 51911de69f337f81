// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/metric.h"
#include "tests/core/ensemble/random_pool.h"
#include "tests/core/ensemble/scoring.h"

#include <QTest>

#include <cmath>

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

void near(double value, double expected)
{
    QVERIFY2(std::abs(value - expected) <= 1e-12, qPrintable(QString::number(value, 'g', 17)));
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
    void oneMemberHasNoPairs();
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
    QVERIFY(std::isnan(diversityScore(Metric::QS, std::nan(""))));
}

void MetricTest::rawValuesOfThreeMembersEqualHandCounts()
{
    // Each pair: N11 = N10 = N01 = N00 = 2. Right per sample: 3 2 2 1 2 1 1 0.
    const auto split = threeByEight();
    const Members team{0, 1, 2};
    near(rawOf(*split, Metric::QS, team), 0.0);
    near(rawOf(*split, Metric::RHO, team), 0.0);
    near(rawOf(*split, Metric::BD, team), 0.5);
    near(rawOf(*split, Metric::DF, team), 0.25);
    near(rawOf(*split, Metric::KW, team), 6.0 * 2.0 / (8.0 * 9.0)); // six samples with c (3 - c) = 2
    near(rawOf(*split, Metric::EN, team), 6.0 / 8.0); // six samples with a minority of one
    near(rawOf(*split, Metric::GD, team), 0.5); // p1 = 12 / 24; p2 = (3 * 2 + 6) / 48
}

void MetricTest::kappaOfThreeByThreeEqualsHandComputation()
{
    // Confusion of the two raters [[2,1,0],[0,2,1],[1,0,2]]: p_o = 6/9, p_e = 3 * (1/3)^2.
    const auto split
        = labelPool({0, 0, 0, 0, 0, 0, 0, 0, 0}, {{0, 0, 0, 1, 1, 1, 2, 2, 2}, {0, 0, 1, 1, 1, 2, 0, 2, 2}}, 3);
    near(rawOf(*split, Metric::CK, {0, 1}), 0.5);
    near(rawOf(*split, Metric::FK, {0, 1}), 0.5); // same marginals, so the same chance agreement
}

void MetricTest::oneMemberHasNoPairs()
{
    const auto split = threeByEight();
    for (const Metric metric : kAllMetrics)
        if (metric != Metric::KW)
            QVERIFY(std::isnan(rawOf(*split, metric, {1})));
    QCOMPARE(rawOf(*split, Metric::KW, {1}), 0.0);
}

void MetricTest::focalQOfTheReferenceIsDilutedByTheFocalPairs()
{
    const auto split = randomPool({.models = 5, .samples = 400, .skill = 1.0});
    const SampleSet negatives{.kind = SampleSet::Kind::Focal, .focal = 1};
    QVERIFY(std::isnan(rawOf(*split, Metric::QS, {0, 1}, negatives)));
    for (const Members& team : {Members{0, 1, 2}, Members{0, 1, 2, 3}, Members{0, 1, 2, 3, 4}}) {
        const double size = static_cast<double>(team.size());
        near(rawOf(*split, Metric::QS, team, negatives),
            rawOf(*split, Metric::QS, team, negatives, Convention::Reference) * size / (size - 2.0));
    }
}

void MetricTest::referenceConventionDiffersOnlyWhereStated()
{
    const auto split = randomPool({.models = 5, .samples = 200});
    for (const Metric metric : kAllMetrics)
        near(rawOf(*split, metric, {0, 2, 4}, {}, Convention::Reference), rawOf(*split, metric, {0, 2, 4}));
}

QTEST_APPLESS_MAIN(MetricTest)
#include "metric_test.moc"
