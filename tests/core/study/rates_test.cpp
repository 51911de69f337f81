// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/evaluate.h"
#include "core/lr/policy_text.h"
#include "core/study/compose.h"
#include "core/study/confidence.h"
#include "core/study/intervals.h"
#include "core/study/policy_candidates.h"
#include "core/study/range_test.h"

#include <QTest>

#include <cmath>

using namespace cobench;
using namespace cobench::study;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

bool near(double a, double b, double tolerance)
{
    return std::abs(a - b) <= tolerance;
}

ComposedFrom curve(std::int64_t run, const char* policy, std::vector<double> values)
{
    ComposedFrom from{.run = {run}, .schedule = lr::parse(policy).value()};
    for (std::size_t i = 0; i < values.size(); ++i)
        from.points.push_back({.step = 100.0 * double(i + 1), .value = values[i]});
    return from;
}

} // namespace

/// Statistics, figures and rules of studies of learning rates.
class RatesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Quantiles of Student's t from tables: t(0.975; 4) = 2.776445, t(0.975; 1) = 12.706205, t(0.975; 30)
    // = 2.042272.
    void student_quantiles_are_those_of_the_tables()
    {
        QVERIFY(near(studentQuantile(0.05, 4), 2.776445, 1e-6));
        QVERIFY(near(studentQuantile(0.05, 1), 12.706205, 1e-6));
        QVERIFY(near(studentQuantile(0.05, 30), 2.042272, 1e-6));
        QVERIFY(near(studentTwoSided(2.776445, 4), 0.05, 1e-7));
    }

    // By hand: mean 3, sample deviation sqrt(2.5), five values: half width 2.776445 * sqrt(0.5) = 1.963243.
    void an_interval_of_five_values_is_as_worked_out_by_hand()
    {
        const double values[]{1, 2, 3, 4, 5};
        const MeanInterval interval = meanInterval(values);
        QCOMPARE(interval.mean, 3.0);
        QVERIFY(near(interval.high - 3.0, 1.963243, 1e-6) && near(3.0 - interval.low, 1.963243, 1e-6));
        const double gap[]{1.0, kNaN, 3.0};
        QCOMPARE(meanInterval(gap).n, std::size_t(2));
        QVERIFY(std::isnan(meanInterval({}).mean));
    }

    // By hand: differences 1, 2, 3: mean 2, error 1/sqrt(3), t = 3.4641; two degrees: p = 1 - t/sqrt(t^2 + 2) =
    // 0.074180.
    void a_paired_test_is_as_worked_out_by_hand()
    {
        const double a[]{2, 4, 6};
        const double b[]{1, 2, 3};
        const PairedTest test = pairedTest(a, b);
        QCOMPARE(test.difference, 2.0);
        QVERIFY(near(test.t, 2.0 * std::sqrt(3.0), 1e-12));
        QVERIFY(near(test.p, 0.0741799, 1e-6));
        QCOMPARE(pairedTest(a, a).p, 1.0);
        QVERIFY(std::isnan(pairedTest({}, {}).p));
    }

    // Four samples, three classes: right are the first (0.8), second (0.6) and fourth (0.5): class 0 has mean 0.7,
    // class 2 has 0.5, class 1 no hit.
    void confidence_is_that_of_correct_samples()
    {
        const float probabilities[]{0.8F, 0.1F, 0.1F, 0.6F, 0.3F, 0.1F, 0.7F, 0.2F, 0.1F, 0.25F, 0.25F, 0.5F};
        const data::Label truth[]{0, 0, 1, 2};
        const PredictionFigures figures = predictionFigures(probabilities, truth, 3);
        QCOMPARE(figures.accuracy, 0.75);
        QVERIFY(near(figures.averageConfidence, (0.8 + 0.6 + 0.5) / 3, 1e-7));
        QVERIFY(
            near(figures.confidenceDeviation, std::sqrt((0.64 + 0.36 + 0.25) / 3 - std::pow(1.9 / 3, 2)), 1e-7));
        QVERIFY(near(figures.cdac, 0.1, 1e-7));
        QCOMPARE(figures.classesWithoutHit, std::vector<std::uint32_t>{1});
        QCOMPARE(figures.top5, 1.0);
    }

    void a_run_that_hits_nothing_has_no_confidence()
    {
        const float probabilities[]{0.9F, 0.1F};
        const data::Label truth[]{1};
        const PredictionFigures figures = predictionFigures(probabilities, truth, 2);
        QCOMPARE(figures.accuracy, 0.0);
        QVERIFY(std::isnan(figures.averageConfidence) && std::isnan(figures.cdac));
    }

    void a_sweep_stops_at_four_times_its_smallest_loss()
    {
        SweepWatch watch(20, 4.0); // a twentieth of it is one step: no smoothing
        QVERIFY(watch.add(0.001, 2.0));
        QVERIFY(watch.add(0.01, 1.0));
        QVERIFY(watch.add(0.1, 4.0));
        QVERIFY(!watch.add(1.0, 4.1));
        QVERIFY(watch.hasDiverged());
        QCOMPARE(watch.points().size(), std::size_t(4));
        SweepWatch lost(20);
        QVERIFY(!lost.add(0.1, kNaN));
    }

    void smoothing_has_no_bias_at_its_start()
    {
        SweepWatch watch(1000);
        for (int i = 0; i < 100; ++i)
            watch.add(1.0, 2.5);
        QVERIFY(near(watch.points().front().smoothed, 2.5, 1e-12) && near(watch.bestLoss(), 2.5, 1e-12));
    }

    // Falls by 0.1 a step from 2 to 1 and then rises: a tenth of the fall is step 1, nine tenths step 9.
    void a_sweep_suggests_from_a_tenth_to_nine_tenths_of_its_fall()
    {
        std::vector<RatePoint> points;
        for (int i = 0; i <= 12; ++i)
            points.push_back({.rate = std::pow(10.0, i - 6), .smoothed = i <= 10 ? 2.0 - 0.1 * i - 1e-9 * i : 3.0});
        const RateInterval interval = suggestFromSweep(points);
        QVERIFY(near(std::log10(interval.low), -5.0, 1e-9) && near(std::log10(interval.high), 3.0, 1e-9));
        QVERIFY(!interval.rule.empty());
        points.resize(1);
        QVERIFY(std::isnan(suggestFromSweep(points).low));
    }

    void a_grid_suggests_the_rates_around_the_best()
    {
        const std::vector<RatePoint> points{{.rate = 1e-4, .accuracy = 0.5},
            {.rate = 1e-3, .accuracy = 0.86},
            {.rate = 1e-2, .accuracy = 0.9},
            {.rate = 1e-1, .accuracy = 0.7},
            {.rate = 1, .accuracy = 0.89},
            {.rate = 10, .accuracy = kNaN}};
        const RateInterval interval = suggestFromGrid(points);
        QCOMPARE(interval.low, 1e-3);
        QCOMPARE(interval.high, 1e-2);
        QVERIFY(std::isnan(suggestFromGrid({}).low));
    }

    void candidates_are_valid_and_stay_inside_the_interval()
    {
        std::vector<lr::Family> all;
        for (const lr::FamilyInfo& family : lr::allFamilies())
            all.push_back(family.family);
        const auto candidates = policyCandidates(0.001, 0.1, 4000, all);
        QCOMPARE(candidates.size(), lr::kAllFamilies - 2); // not LINEAR, not EXPR
        for (const lr::Schedule& schedule : candidates) {
            QVERIFY2(lr::validate(schedule).ok(), lr::format(schedule).c_str());
            const auto summary = lr::summarize(schedule, 4000).value();
            QVERIFY2(summary.maximum <= 0.1 * (1 + 1e-12), lr::format(schedule).c_str());
            QVERIFY2(summary.minimum >= 0.0, lr::format(schedule).c_str());
        }
        QCOMPARE(policyCandidates(0.001, 0.1, 4000, usualFamilies()).size(), usualFamilies().size());
    }

    void a_shifted_policy_goes_on_where_the_other_is()
    {
        for (const char* text : {"lrPolicy_FIX+k0_0.1",
                 "lrPolicy_EXP+k0_0.1+gamma_0.99",
                 "lrPolicy_STEP+k0_0.1+gamma_0.5+l_20",
                 "lrPolicy_NSTEP+k0_0.1+gamma_0.5+l_10+70",
                 "lrPolicy_INV+k0_0.1+gamma_0.01+p_0.75",
                 "lrPolicy_POLY+k0_0.01+k1_0.1+p_2+l_100",
                 "lrPolicy_SIG+k0_0.1+gamma_-0.05+l_100",
                 "lrPolicy_TRI2+k0_0.01+k1_0.1+l_20",
                 "lrPolicy_DTRI2+k0_0.01+k1_0.1+l_20",
                 "lrPolicy_SINRSWEXP+k0_0.01+k1_0.1+gamma_0.99+l_20",
                 "lrPolicy_LINEAR+k0_0+k1_0.1+l_100"}) {
            const lr::Policy policy = lr::parse(text)->policies[0];
            const auto moved = shifted(policy, 40.0);
            QVERIFY2(moved.has_value(), text);
            for (const double t : {0.0, 1.0, 25.0, 61.0})
                QVERIFY2(near(lr::valueAt(*moved, t), lr::valueAt(policy, t + 40.0), 1e-12), text);
        }
        QVERIFY(!shifted(lr::parse("lrPolicy_TRI+k0_0+k1_1+l_30")->policies[0], 40.0).has_value());
    }

    void a_composition_takes_each_interval_from_its_best_policy()
    {
        const std::vector<ComposedFrom> runs{curve(1, "lrPolicy_FIX+k0_0.1", {0.5, 0.6, 0.62}),
            curve(2, "lrPolicy_FIX+k0_0.1", {0.7, 0.6, 0.62}),
            curve(3, "lrPolicy_EXP+k0_0.1+gamma_0.99", {0.4, 0.61, 0.8})};
        const auto composed = compose(runs, 3, true);
        QVERIFY(composed.ok());
        QCOMPARE(composed->intervals.size(), std::size_t(2));
        QCOMPARE(composed->intervals[0].end, 100.0);
        QVERIFY(near(composed->intervals[0].score, 0.6, 1e-12));
        QCOMPARE(composed->schedule.boundaries, std::vector<double>{100.0});
        QVERIFY(near(lr::valueAt(composed->schedule, 150.0), 0.1 * std::pow(0.99, 150.0), 1e-12));
        QVERIFY(composed->isShifted);
        QVERIFY(!compose(std::span(runs).first(2), 3, true).ok());
    }
};

QTEST_APPLESS_MAIN(RatesTest)
#include "rates_test.moc"
