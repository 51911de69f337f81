// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/bootstrap.h"
#include "core/ensemble/score_teams.h"
#include "core/ensemble/team_plan.h"
#include "core/ensemble/top_teams.h"
#include "tests/core/ensemble/oracle.h"
#include "tests/core/ensemble/random_pool.h"

#include <QTest>

#include <cmath>

using namespace cobench;
using namespace cobench::ensemble;
using namespace cobench::ensemble::test;

class LargePoolsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void topTeamsAreTheBestOfAllTeams();
    void topTeamsDoNotDependOnThreads();
    void topTeamsRefuseWhatTheyCannotWalk();
    void bootstrapIntervalsHoldTheValueAndIgnoreThreads();
    void bootstrapOfUndefinedValuesIsUndefined();
    void bootstrapShareHasTheBinomialWidth();
};

void LargePoolsTest::topTeamsAreTheBestOfAllTeams()
{
    const auto split = randomPool({.models = 14, .samples = 150, .skill = 1.0, .labelOnly = true});
    Progress progress;
    const auto top = mostDiverseTeams(*split, {.keep = 50}, progress, {}).value();
    const auto all = scoreTeams(*split, {}, progress, {}).value();
    QCOMPARE(top.scored, std::uint64_t{all.size()});
    for (std::size_t k = 0; k < all.metrics.size(); ++k) {
        std::vector<std::pair<double, TeamMask>> expected;
        for (std::size_t t = 0; t < all.size(); ++t)
            if (const double score = diversityScore(all.metrics[k], all.rawValue(k, t)); !std::isnan(score))
                expected.emplace_back(-score, all.masks[t]);
        std::ranges::sort(expected);
        QCOMPARE(top.best[k].size(), std::size_t{50});
        for (std::size_t i = 0; i < 50; ++i) {
            QCOMPARE(top.best[k][i].team, expected[i].second);
            QCOMPARE(top.best[k][i].score, -expected[i].first);
        }
    }
}

void LargePoolsTest::topTeamsDoNotDependOnThreads()
{
    const auto split = randomPool({.models = 15, .samples = 80, .labelOnly = true});
    Progress progress;
    const auto one = mostDiverseTeams(*split, {.keep = 20, .maxSize = 6, .threads = 1}, progress, {}).value();
    const auto four = mostDiverseTeams(*split, {.keep = 20, .maxSize = 6, .threads = 4}, progress, {}).value();
    QCOMPARE(one.scored, four.scored);
    QCOMPARE(one.scored, std::uint64_t{countTeams(15, 2, 6)});
    for (std::size_t k = 0; k < one.best.size(); ++k)
        for (std::size_t i = 0; i < 20; ++i)
            QCOMPARE(one.best[k][i].team, four.best[k][i].team);
}

void LargePoolsTest::topTeamsRefuseWhatTheyCannotWalk()
{
    Progress progress;
    const auto wide = randomPool({.models = 41, .samples = 5});
    QCOMPARE(mostDiverseTeams(*wide, {}, progress, {}).error().code, ErrorCode::Usage);
    const auto small = randomPool({.models = 4, .samples = 5});
    QCOMPARE(mostDiverseTeams(*small, {.metrics = {Metric::EN}}, progress, {}).error().code, ErrorCode::Usage);
    CancelSource source;
    source.cancel();
    QVERIFY(mostDiverseTeams(*small, {}, progress, source.token()).error().isCancelled());
}

void LargePoolsTest::bootstrapIntervalsHoldTheValueAndIgnoreThreads()
{
    const auto split = randomPool({.models = 4, .samples = 300, .skill = 1.0});
    const std::vector<Members> teams{{0, 1}, {0, 1, 2, 3}};
    BootstrapOptions options{.draws = 200};
    const auto one = bootstrapMetrics(*split, {}, teams, kAllMetrics, options, {}).value();
    options.threads = 3;
    const auto three = bootstrapMetrics(*split, {}, teams, kAllMetrics, options, {}).value();
    for (std::size_t k = 0; k < kAllMetrics.size(); ++k)
        for (std::size_t t = 0; t < teams.size(); ++t) {
            const double value = metricBySamples(*split, samplesOf(*split, {}), teams[t], kAllMetrics[k]);
            QVERIFY(one[k][t].low <= value && value <= one[k][t].high);
            QCOMPARE(one[k][t].defined, 200U);
            QCOMPARE(one[k][t].low, three[k][t].low);
            QCOMPARE(one[k][t].high, three[k][t].high);
        }
}

void LargePoolsTest::bootstrapOfUndefinedValuesIsUndefined()
{
    const auto split = labelPool({0, 1, 1}, {{0, 1, 1}, {0, 1, 1}}, 2);
    const std::vector<Members> teams{{0, 1}};
    const std::vector<Metric> metrics{Metric::GD};
    const auto interval = bootstrapMetrics(*split, {}, teams, metrics, {.draws = 20}, {}).value()[0][0];
    QVERIFY(std::isnan(interval.low) && std::isnan(interval.high));
    QCOMPARE(interval.defined, 0U);
}

void LargePoolsTest::bootstrapShareHasTheBinomialWidth()
{
    std::vector<std::vector<std::uint8_t>> right(2, std::vector<std::uint8_t>(400, 0));
    std::fill_n(right[0].begin(), 300, 1);
    std::fill_n(right[1].begin(), 300, 1);
    const auto intervals = bootstrapShares(right, {}, {}).value();
    const Interval interval = intervals[0];
    QCOMPARE(intervals[1].low, interval.low); // the same samples are drawn for every team
    const double width = 2.0 * 1.96 * std::sqrt(0.75 * 0.25 / 400.0);
    QVERIFY(interval.low < 0.75 && interval.high > 0.75);
    QVERIFY(std::abs(interval.high - interval.low - width) < 0.2 * width);
    right.resize(1);
    right[0].clear();
    QVERIFY(std::isnan(bootstrapShares(right, {}, {}).value()[0].low));
    CancelSource source;
    source.cancel();
    right[0].assign(10, 1);
    QVERIFY(bootstrapShares(right, {}, source.token()).error().isCancelled());
}

QTEST_APPLESS_MAIN(LargePoolsTest)
#include "large_pools_test.moc"
