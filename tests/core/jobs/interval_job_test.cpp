// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/help_job.h"
#include "core/jobs/interval_job.h"
#include "tests/core/ensemble/random_pool.h"
#include "tests/support/verify_ok.h"

#include <QTest>

using namespace cobench;
using namespace cobench::ensemble;

/// Bootstrap intervals of teams, and what a pool decides about "does diversity help".
class IntervalJobTest : public QObject
{
    Q_OBJECT

private slots:
    void intervals_hold_what_scoring_gives_whatever_the_threads()
    {
        const auto split = test::randomPool({.models = 5, .skill = 1.0});
        const std::vector<Members> teams{{0, 1}, {1, 2, 3, 4}};
        jobs::IntervalOptions options{.metrics = {kAllMetrics.begin(), kAllMetrics.end()},
            .consensus = {Consensus::Soft, Consensus::Majority},
            .bootstrap = {.draws = 200}};
        const auto one = jobs::bootstrapTeams(*split, teams, options, {});
        VERIFY_OK(one);
        options.bootstrap.threads = 3;
        const auto three = jobs::bootstrapTeams(*split, teams, options, {});
        VERIFY_OK(three);
        Progress progress;
        const auto scores = scoreTeams(
            *split, {.metrics = options.metrics, .consensus = options.consensus, .teams = teams}, progress, {});
        VERIFY_OK(scores);
        const auto holds = [](const Interval& interval, double value) {
            return interval.low <= value && value <= interval.high;
        };
        for (std::size_t team = 0; team < teams.size(); ++team) {
            for (std::size_t rule = 0; rule < options.consensus.size(); ++rule)
                QVERIFY(holds((*one)[team].accuracy[rule], scores->accuracyValue(rule, team)));
            for (std::size_t metric = 0; metric < options.metrics.size(); ++metric) {
                QVERIFY(holds((*one)[team].raw[metric], scores->rawValue(metric, team)));
                QCOMPARE((*one)[team].raw[metric].low, (*three)[team].raw[metric].low);
            }
        }
    }

    void a_team_that_is_always_right_has_no_width()
    {
        const auto split = test::labelPool({0, 1, 1, 0}, {{0, 1, 1, 0}, {0, 1, 1, 1}}, 2);
        const std::vector<Members> teams{{0}};
        const auto intervals = jobs::bootstrapTeams(
            *split, teams, {.metrics = {}, .consensus = {Consensus::Plurality}, .bootstrap = {.draws = 50}}, {});
        VERIFY_OK(intervals);
        QCOMPARE((*intervals)[0].accuracy[0].low, 1.0);
        QCOMPARE((*intervals)[0].accuracy[0].high, 1.0);
    }

    void cancelling_stops_it()
    {
        CancelSource source;
        source.cancel();
        const std::vector<Members> teams{{0, 1}};
        const auto intervals = jobs::bootstrapTeams(*test::randomPool({}),
            teams,
            {.metrics = {Metric::GD}, .consensus = {Consensus::Soft}, .bootstrap = {}},
            source.token());
        QVERIFY(!intervals.ok() && intervals.error().isCancelled());
    }

    void the_pool_decides_rule_and_sizes_of_the_question()
    {
        const auto labels = test::randomPool({.models = 4, .labelOnly = true});
        const HelpOptions fitted = jobs::fitHelpOptions({}, *labels);
        QCOMPARE(fitted.consensus, Consensus::Plurality);
        QCOMPARE(fitted.maxSize, std::size_t(4));
        QCOMPARE(jobs::fitHelpOptions({.maxSize = 3}, *labels).maxSize, std::size_t(3));
        QCOMPARE(jobs::fitHelpOptions({.maxSize = 9}, *labels).maxSize, std::size_t(4));
        const auto many = test::randomPool({.models = 20, .samples = 20}); // 2^20 teams are too many
        QCOMPARE(jobs::fitHelpOptions({}, *many).maxSize, std::size_t(6));
        QCOMPARE(jobs::fitHelpOptions({}, *many).consensus, Consensus::Soft);
    }
};

QTEST_APPLESS_MAIN(IntervalJobTest)
#include "interval_job_test.moc"
