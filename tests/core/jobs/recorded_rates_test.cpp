// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/error.h"
#include "core/jobs/recorded_range_tests.h"
#include "core/jobs/recorded_rankings.h"
#include "core/lr/policy_text.h"
#include "core/store/runs.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace cobench;
using namespace cobench::jobs;

namespace {

/// A run to record: `accuracies` after each epoch of ten iterations, `attempts` seconds until the end of each.
struct Recorded {
    std::string batch;
    std::string policy;
    std::uint64_t seed = 1;
    std::vector<double> accuracies;
    std::string state = "finished";
    std::vector<double> attempts{20.0};
    std::string model = "lenet5";
    std::vector<double> losses{}; // of training, step by step
};

RunId write(store::RunStore& store, const Recorded& given)
{
    const train::TrainConfig config{
        .name = "r", .model = given.model, .learningRate = given.policy, .epochs = 2, .seed = given.seed};
    const RunId id = store
                         .createRun({.batch = given.batch,
                             .name = config.name,
                             .configJson = train::toJson(config),
                             .state = "queued",
                             .createdAt = 1000.0})
                         .value();
    std::vector<store::ScalarRow> scalars;
    for (std::size_t i = 0; i < given.losses.size(); ++i)
        scalars.push_back({"train/loss", i + 1, 1000.0, given.losses[i]});
    for (std::size_t i = 0; i < given.accuracies.size(); ++i)
        scalars.push_back({"val/accuracy", 10 * (i + 1), 1000.0 + double(i), given.accuracies[i]});
    for (std::size_t i = 0; i < given.attempts.size(); ++i)
        scalars.push_back({"run/seconds", 20, 1000.0, given.attempts[i], std::uint32_t(i + 1)});
    std::vector<store::EventRow> none;
    if (!store.append(id, scalars, none).ok() || !store.setState(id, given.state, {}).ok())
        qFatal("could not write a run");
    return id;
}

} // namespace

/// Rankings and range tests read back from the runs that they were.
class RecordedRatesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_project = m_dir->filePath(QStringLiteral("p.cobench")).toStdString();
        m_store = store::RunStore::open(m_project, store::RunStore::Role::Writer).value();
    }

    void cleanup()
    {
        m_store.reset();
        m_dir.reset();
    }

    void a_project_without_runs_has_none()
    {
        m_store.reset();
        QVERIFY(listRankings(m_dir->filePath(QStringLiteral("other.cobench")).toStdString()).value().empty());
    }

    void runs_submitted_together_are_a_ranking_where_their_policies_differ()
    {
        const RunId first = write(*m_store, {"a", "lrPolicy_FIX+k0_0.01", 1, {0.5, 0.6}});
        const RunId second = write(*m_store, {"a", "lrPolicy_FIX+k0_0.1", 1, {0.5, 0.7}});
        write(*m_store, {"a", "lrPolicy_FIX+k0_0.1", 2, {0.5, 0.8}});
        write(*m_store, {.batch = "a", .policy = "lrPolicy_FIX+k0_0.2", .model = "mlp"}); // another network
        write(*m_store, {"b", "lrPolicy_FIX+k0_0.1", 1, {0.5}}); // alone
        write(*m_store, {"range test", "lrPolicy_FIX+k0_0.1", 1, {0.5}});
        write(*m_store, {"range test", "lrPolicy_FIX+k0_0.2", 1, {0.5}});
        const auto rankings = listRankings(m_project).value();
        QCOMPARE(rankings.size(), std::size_t(1));
        QCOMPARE(rankings[0].batch, "a");
        QCOMPARE(rankings[0].policies, std::size_t(2));
        QCOMPARE(rankings[0].seeds, std::size_t(2));
        QCOMPARE(rankings[0].runs.size(), std::size_t(3));
        QCOMPARE(rankings[0].runs[0], first);
        QVERIFY(m_store->setText(second, "archived", "1").ok());
        QVERIFY(m_store->setText(RunId{3}, "archived", "1").ok());
        QVERIFY(listRankings(m_project).value().empty());
    }

    void a_ranking_is_read_with_all_attempts_and_ordered_by_what_is_asked()
    {
        const std::vector<RunId> runs{
            write(*m_store, {"a", "lrPolicy_FIX+k0_0.01", 1, {0.5, 0.62}, "finished", {20.0, 50.0}}),
            write(*m_store, {"a", "lrPolicy_FIX+k0_0.1", 1, {0.65, 0.7}}),
            write(*m_store, {"a", "lrPolicy_FIX+k0_0.1", 2, {0.6, 0.8}}),
            write(*m_store, {"a", "lrPolicy_FIX+k0_0.5", 1, {0.1}, "cancelled"})};
        Progress progress;
        auto ranking = readRanking(m_project, runs, progress, {});
        QVERIFY(ranking.ok());
        setTarget(*ranking, 0.62);
        orderRanking(*ranking, {.by = findRankMetric("val_accuracy"), .cost = findRankMetric("iterations")});
        QCOMPARE(lr::format(ranking->policies[0].schedule), "lrPolicy_FIX+k0_0.1");
        QCOMPARE(lr::format(ranking->policies[2].schedule), "lrPolicy_FIX+k0_0.5");
        QVERIFY(!ranking->policies[2].isFinished);
        QCOMPARE(ranking->policies[2].rung, 0U);
        QCOMPARE(ranking->policies[0].rung, 1U);
        QCOMPARE(ranking->rungs.size(), std::size_t(2));
        QCOMPARE(ranking->policies[1].runs[0].seconds, 50.0);
        QCOMPARE(ranking->policies[0].runs[0].iterationsToTarget, 10.0);
        QCOMPARE(ranking->policies[0].runs[0].secondsToTarget, 10.0); // half of 20 s
        QCOMPARE(ranking->policies[0].reachedWithin(10.0), std::size_t(1));
        QCOMPARE(ranking->policies[0].reachedWithin(20.0), std::size_t(2));
        QCOMPARE(ranking->policies[0].runs[0].samples, 20.0 * 64.0);
        QCOMPARE(ranking->policies[1].againstBest.n, std::size_t(1)); // the seed they share
        QVERIFY(std::abs(ranking->policies[1].againstBest.difference - 0.08) < 1e-12);
        QCOMPARE(ranking->iterations, std::uint64_t(70));
    }

    void runs_at_other_scales_belong_to_their_policies()
    {
        const std::vector<RunId> runs{write(*m_store, {"a", "lrPolicy_FIX+k0_0.01", 1, {0.5, 0.6}}),
            write(*m_store, {"a", "lrPolicy_FIX+k0_0.1", 1, {0.5, 0.7}}),
            write(*m_store, {scalesBatch("a"), "lrPolicy_FIX+k0_0.05", 1, {0.5, 0.65}})};
        const auto rankings = listRankings(m_project).value();
        QCOMPARE(rankings.size(), std::size_t(1));
        QCOMPARE(rankings[0].policies, std::size_t(2));
        QCOMPARE(rankings[0].runs, runs);
        Progress progress;
        const auto ranking = readRanking(m_project, runs, progress, {});
        QVERIFY(ranking.ok());
        QCOMPARE(ranking->policies.size(), std::size_t(2));
        QCOMPARE(ranking->policies[0].scaled.size(), std::size_t(1)); // five times 0.01
        QCOMPARE(ranking->policies[0].scaled[0].scale, 5.0);
        QCOMPARE(ranking->policies[1].scaled.size(), std::size_t(1)); // half of 0.1
    }

    void runs_that_differ_in_more_than_rate_and_seed_are_no_ranking()
    {
        const std::vector<RunId> runs{write(*m_store, {"a", "lrPolicy_FIX+k0_0.01", 1, {0.5}}),
            write(*m_store, {.batch = "a", .policy = "lrPolicy_FIX+k0_0.1", .model = "mlp"})};
        Progress progress;
        QCOMPARE(readRanking(m_project, runs, progress, {}).error().code, ErrorCode::Conflict);
        QCOMPARE(readRanking(m_project, {runs[0]}, progress, {}).error().code, ErrorCode::NotFound);
        QCOMPARE(readRanking(m_project, {}, progress, {}).error().code, ErrorCode::NotFound);
    }

    void reading_stops_when_cancelled()
    {
        const std::vector<RunId> runs{write(*m_store, {"a", "lrPolicy_FIX+k0_0.01", 1, {0.5}}),
            write(*m_store, {"a", "lrPolicy_FIX+k0_0.1", 1, {0.5}})};
        Progress progress;
        CancelSource cancel;
        cancel.cancel();
        QVERIFY(readRanking(m_project, runs, progress, cancel.token()).error().isCancelled());
    }

    void a_sweep_is_read_as_it_was_seen()
    {
        study::SweepWatch watch(4);
        const double growth = std::pow(1000.0, 1.0 / 3.0);
        const std::vector<double> losses{2.0, 1.0, 0.5, 60.0, 900.0};
        for (std::size_t i = 0; i < 4; ++i)
            watch.add(0.01 * std::pow(growth, double(i)), losses[i]);
        write(*m_store,
            {.batch = "range test",
                .policy = lr::format(sweepSchedule(0.01, 10.0, 4)),
                .state = "cancelled",
                .losses = losses});
        Progress progress;
        const auto tests = readRangeTests(m_project, progress, {});
        QVERIFY(tests.ok());
        QCOMPARE(tests->size(), std::size_t(1));
        const RecordedRangeTest& read = tests->front();
        QCOMPARE(read.options.points, 4U);
        QCOMPARE(read.options.lowest, 0.01);
        QCOMPARE(read.options.highest, 10.0);
        QCOMPARE(read.test.points.size(), watch.points().size());
        QCOMPARE(read.test.points.back().smoothed, watch.points().back().smoothed);
        QVERIFY(read.test.hasDiverged);
        QCOMPARE(read.test.runs, std::vector<RunId>{{1}});
    }

    void a_grid_is_one_test_with_a_point_for_each_of_its_rates()
    {
        write(*m_store, {"range test", "lrPolicy_FIX+k0_0.1", 1, {0.5, 0.8}});
        write(*m_store, {"range test", "lrPolicy_FIX+k0_0.01", 1, {0.5, 0.7}});
        write(*m_store, {"range test", "lrPolicy_FIX+k0_1", 1, {0.1}, "cancelled"});
        write(*m_store, {"range test", "lrPolicy_FIX+k0_0.1", 2, {0.5, 0.8}}); // another seed: another test
        write(*m_store, {"range test", "lrPolicy_FIX+k0_0.1", 3, {0.5}, "running"});
        Progress progress;
        const auto tests = readRangeTests(m_project, progress, {});
        QVERIFY(tests.ok());
        QCOMPARE(tests->size(), std::size_t(2));
        const RangeTest& grid = tests->front().test;
        QCOMPARE(grid.points.size(), std::size_t(3));
        QCOMPARE(grid.points[0].rate, 0.01);
        QCOMPARE(grid.points[1].accuracy, 0.8);
        QVERIFY(std::isnan(grid.points[2].accuracy));
        QVERIFY(grid.hasDiverged);
        QCOMPARE(grid.runs[0], RunId{2});
        QCOMPARE(tests->front().options.highest, 1.0);
    }

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    std::filesystem::path m_project;
    std::unique_ptr<store::RunStore> m_store;
};

QTEST_APPLESS_MAIN(RecordedRatesTest)
#include "recorded_rates_test.moc"
