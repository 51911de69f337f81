// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/rate_sweep.h"
#include "core/study/sweep_groups.h"

#include <QTest>

#include <cmath>

using namespace cobench;
using namespace cobench::study;

namespace {

const double kNaN = std::nan("");
const SweepMetric kLast{.tag = "test/accuracy", .statistic = Statistic::Last};
const SweepMetric kBest{.tag = "test/accuracy", .statistic = Statistic::Best};

Curve curve(std::vector<double> values)
{
    Curve made;
    for (const double value : values) {
        made.x.push_back(double(made.x.size()));
        made.y.push_back(value);
    }
    return made;
}

/// A run whose accuracy ends at `accuracy`, with a loss that falls.
SweptRun good(std::int64_t id, double rate, double accuracy)
{
    return {.run = RunId{id}, .rate = rate, .metric = curve({0.1, accuracy}), .loss = curve({2.0, 1.0})};
}

Run described(std::int64_t id, std::map<std::string, Value> config)
{
    return {.id = RunId{id}, .name = "r", .state = "finished", .config = std::move(config)};
}

/// A run of network m on data set d.
Run swept(std::int64_t id, const char* optimizer, double rate, double seed)
{
    return described(id,
        {{"dataset", "d"},
            {"model", "m"},
            {"batch", 8.0},
            {"epochs", 2.0},
            {"optimizer", optimizer},
            {"learning_rate", rate},
            {"seed", seed}});
}

} // namespace

class RateSweepTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_run_ends_with_its_last_or_its_best_value()
    {
        const SweptRun run{.metric = curve({0.1, 0.8, 0.9, 0.85}), .loss = curve({2.0, 1.0, 0.5, 0.6})};
        QCOMPARE(endOf(run, kLast).value, 0.85);
        QCOMPARE(endOf(run, kLast).epoch, 3.0);
        QCOMPARE(endOf(run, kBest).value, 0.9);
        QCOMPARE(endOf(run, kBest).epoch, 2.0);
        QVERIFY(!endOf(run, kLast).hasDiverged());
    }

    void a_run_whose_loss_is_lost_has_diverged_from_there_on()
    {
        const SweptRun run{.metric = curve({0.1, 0.5, 0.1, 0.1}), .loss = curve({2.0, 1.0, kNaN, kNaN})};
        QCOMPARE(endOf(run, kLast).divergedAt, 2.0);
    }

    void a_run_that_ends_above_where_it_began_has_diverged()
    {
        QCOMPARE(endOf({.metric = curve({0.1, 0.5, 0.1}), .loss = curve({2.0, 3.0, 2.5})}, kLast).divergedAt, 1.0);
        QVERIFY(!endOf({.metric = curve({0.1, 0.5, 0.1}), .loss = curve({2.0, 3.0, 1.9})}, kLast).hasDiverged());
        QCOMPARE(endOf({.metric = curve({0.1, 0.5}), .loss = curve({2.0, INFINITY})}, kLast).divergedAt, 1.0);
    }

    void without_a_loss_the_metric_decides()
    {
        QCOMPARE(endOf({.metric = curve({0.1, 0.2, 0.05})}, kLast).divergedAt, 2.0);
        QVERIFY(!endOf({.metric = curve({0.1, 0.2, 0.1})}, kLast).hasDiverged());
        const SweepMetric loss{.tag = "test/loss"};
        QCOMPARE(endOf({.metric = curve({2.0, 2.5})}, loss).divergedAt, 1.0);
        QVERIFY(!endOf({.metric = curve({2.0})}, loss).hasDiverged());
    }

    // At 0.1: mean 0.8, squares 0.01 + 0 + 0.01 over n - 1 = 2: deviation 0.1.
    void a_rate_has_mean_and_deviation_of_its_runs()
    {
        const std::vector<SweptRun> runs{
            good(1, 0.1, 0.7), good(2, 0.1, 0.8), good(3, 0.1, 0.9), good(4, 0.01, 0.5)};
        const RateSweep sweep = sweepRates(runs, kLast);
        QCOMPARE(sweep.rates.size(), std::size_t(2));
        QCOMPARE(sweep.rates[0].rate, 0.01);
        QVERIFY(std::isnan(sweep.rates[0].deviation));
        const SweptRate& rate = sweep.rates[1];
        QCOMPARE(rate.n, std::size_t(3));
        QVERIFY(std::abs(rate.mean - 0.8) < 1e-12);
        QVERIFY(std::abs(rate.deviation - 0.1) < 1e-12);
        QCOMPARE(rate.low, 0.7);
        QCOMPARE(rate.high, 0.9);
        QCOMPARE(rate.epoch, 1.0);
        QCOMPARE(rate.runs, (std::vector<RunId>{RunId{1}, RunId{2}, RunId{3}}));
    }

    void rates_that_differ_by_rounding_are_one()
    {
        const std::vector<SweptRun> runs{good(1, 0.00039810717055, 0.7), good(2, 0.0003981071705534972, 0.8)};
        QCOMPARE(sweepRates(runs, kLast).rates.size(), std::size_t(1));
    }

    // Best 0.84 at 0.1, once; repeated 0.80 and 0.84 at 0.03: deviation sqrt(2) * 0.02 = 0.0283. So 0.82 is within
    // the noise, 0.81 is not.
    void what_is_worse_by_no_more_than_the_noise_is_not_told_apart()
    {
        const std::vector<SweptRun> runs{
            good(1, 0.1, 0.84), good(2, 0.03, 0.80), good(3, 0.03, 0.84), good(4, 0.3, 0.81), good(5, 1.0, 0.815)};
        const RateSweep sweep = sweepRates(runs, kLast);
        QCOMPARE(*sweep.tuned, std::size_t(0));
        QCOMPARE(*sweep.best, std::size_t(1));
        QVERIFY(std::abs(sweep.noise - 0.02 * std::sqrt(2.0)) < 1e-12);
        QVERIFY(sweep.rates[0].isWithinNoise);
        QVERIFY(sweep.rates[1].isWithinNoise);
        QVERIFY(!sweep.rates[2].isWithinNoise);
        QVERIFY(sweep.rates[3].isWithinNoise);
    }

    void what_diverged_is_counted_and_left_out_of_the_mean()
    {
        const std::vector<SweptRun> runs{good(1, 0.1, 0.8),
            {.run = RunId{2}, .rate = 0.1, .metric = curve({0.1, 0.1}), .loss = curve({2.0, kNaN})},
            {.run = RunId{3}, .rate = 1.0, .metric = curve({0.1, 0.1}), .loss = curve({2.0, 9.0})}};
        const RateSweep sweep = sweepRates(runs, kLast);
        QCOMPARE(sweep.diverged, std::size_t(2));
        QCOMPARE(sweep.rates[0].mean, 0.8);
        QCOMPARE(sweep.rates[0].diverged, std::size_t(1));
        QCOMPARE(sweep.rates[0].divergedAt, 1.0);
        QVERIFY(std::isnan(sweep.rates[1].mean));
        QVERIFY(!sweep.tuned && std::isnan(sweep.noise));
        QVERIFY(!sweep.rates[0].isWithinNoise);
    }

    void a_sweep_that_diverged_everywhere_has_no_best()
    {
        const std::vector<SweptRun> runs{{.rate = 1.0, .metric = curve({1.0, kNaN})}};
        QVERIFY(!sweepRates(runs, kLast).best);
        QVERIFY(sweepRates({}, kLast).rates.empty());
    }

    // The same sweep for any order of its runs.
    void the_order_of_the_runs_does_not_matter()
    {
        std::vector<SweptRun> runs;
        for (int i = 0; i < 12; ++i)
            runs.push_back(good(i, std::pow(10.0, -(i % 4)), 0.5 + 0.03 * double(i * i % 7)));
        const RateSweep forward = sweepRates(runs, kBest);
        std::ranges::reverse(runs);
        const RateSweep backward = sweepRates(runs, kBest);
        QCOMPARE(forward.best, backward.best);
        QCOMPARE(forward.tuned, backward.tuned);
        for (std::size_t i = 0; i < forward.rates.size(); ++i)
            QVERIFY(std::abs(forward.rates[i].mean - backward.rates[i].mean) < 1e-12);
    }

    void a_constant_rate_is_a_number_or_a_fix_policy()
    {
        const auto rateOf = [](const Value& told) { return constantRate(described(1, {{"learning_rate", told}})); };
        QCOMPARE(rateOf(0.1), std::optional(0.1));
        QCOMPARE(rateOf("0.01"), std::optional(0.01));
        QCOMPARE(rateOf("lrPolicy_FIX+k0_0.5"), std::optional(0.5));
        QVERIFY(!rateOf("lrPolicy_EXP+k0_0.5+gamma_0.9"));
        QVERIFY(!rateOf(0.0) && !rateOf("inf") && !rateOf("-1"));
        QVERIFY(!constantRate(described(1, {})));
    }

    void runs_that_differ_in_rate_and_seed_alone_are_a_series()
    {
        std::vector<Run> runs{swept(1, "sgd", 0.1, 1),
            swept(2, "sgd", 0.2, 1),
            swept(3, "sgd", 0.2, 2),
            swept(4, "adam", 0.1, 1), // one rate only
            swept(5, "sgd", 0.1, 1),
            swept(6, "sgd", 0.2, 1),
            swept(7, "sgd", 0.4, 1)};
        runs[4].config["momentum"] = runs[5].config["momentum"] = 0.9;
        runs[6].state = "running";
        const auto groups = sweepGroups(runs);
        QCOMPARE(groups.size(), std::size_t(1));
        QCOMPARE(groups[0].name, std::string("d m, batch 8, 2 epochs"));
        QCOMPARE(groups[0].series.size(), std::size_t(2));
        QCOMPARE(groups[0].series[0].name, std::string("sgd, momentum = 0.9"));
        QCOMPARE(groups[0].series[1].name, std::string("sgd, momentum = –"));
        QCOMPARE(groups[0].series[1].runs, (std::vector<std::size_t>{0, 1, 2}));
        runs[1].isArchived = runs[2].isArchived = true;
        QCOMPARE(sweepGroups(runs)[0].series.size(), std::size_t(1));
    }
};

QTEST_APPLESS_MAIN(RateSweepTest)
#include "rate_sweep_test.moc"
