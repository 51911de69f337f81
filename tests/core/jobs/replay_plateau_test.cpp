// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/replay_plateau.h"
#include "core/store/runs.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace cobench;
using namespace cobench::jobs;

class ReplayPlateauTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void what_was_measured_before_the_first_epoch_is_no_epoch()
    {
        const RunPoints points{.run = RunId{1},
            .points = {{.step = 0, .value = 9.0}, {.step = 5, .value = 3.0}, {.step = 10, .value = 2.0}}};
        const MonitoredCurve curve = monitored(points, 2.0);
        QCOMPARE(curve.start, 9.0);
        QCOMPARE(curve.values, (std::vector<double>{3.0, 2.0}));
        QCOMPARE(curve.iterationsPerEpoch, std::uint64_t(5));
    }

    void a_log_that_counts_its_epochs_from_0_keeps_all_of_them()
    {
        const RunPoints points{.run = RunId{1}, .points = {{.step = 0, .value = 3.0}, {.step = 1, .value = 2.0}}};
        const MonitoredCurve curve = monitored(points, std::nan(""));
        QVERIFY(std::isnan(curve.start));
        QCOMPARE(curve.values, (std::vector<double>{3.0, 2.0}));
        QCOMPARE(curve.iterationsPerEpoch, std::uint64_t(1));
    }

    void the_direction_follows_what_is_monitored()
    {
        const auto direction = [](const char* monitor) {
            const auto policy = parseReplayed(std::string("lrPlateau_REDUCE+k0_1+monitor_") + monitor);
            return std::get<lr::ReduceOnPlateauOptions>(policy->options).direction;
        };
        QCOMPARE(direction("val_acc"), lr::Direction::Higher);
        QCOMPARE(direction("test/accuracy"), lr::Direction::Higher);
        QCOMPARE(direction("valid_loss"), lr::Direction::Lower);
    }

    // Losses 1, 1, 1 with patience 1: the third halves the rate of the one run that recorded the value.
    void runs_are_replayed_from_their_store()
    {
        QTemporaryDir dir;
        const std::filesystem::path project = dir.filePath(QStringLiteral("p.cobench")).toStdString();
        RunId stalls;
        RunId other;
        {
            const auto store = store::RunStore::open(project, store::RunStore::Role::Writer);
            QVERIFY(store.ok());
            stalls = (*store)->createRun({.name = "stalls", .configJson = "{\"epochs\":3}"}).value();
            other = (*store)->createRun({.name = "other", .configJson = "{}"}).value();
            std::vector<store::EventRow> none;
            QVERIFY((*store)
                        ->append(stalls,
                            {{"val/loss", 10, 1.0, 1.0}, {"val/loss", 20, 2.0, 1.0}, {"val/loss", 30, 3.0, 1.0}},
                            none)
                        .ok());
            QVERIFY((*store)->append(other, {{"loss", 10, 1.0, 1.0}}, none).ok());
        }
        const auto curves = readMonitored(project, {other, stalls}, "val/loss", {});
        QVERIFY(curves.ok());
        QCOMPARE(curves->size(), std::size_t(1));
        const auto replays
            = replayRuns(parseReplayed("lrPlateau_REDUCE+k0_1+factor_0.5+patience_1").value(), *curves, 100, {});
        QVERIFY(replays.ok());
        QCOMPARE(replays->front().run, stalls);
        QCOMPARE(replays->front().epochs.back().action, lr::PlateauAction::Smaller);
        QCOMPARE(replays->front().epochs.back().nextRate, 0.5);
        QCOMPARE(replays->front().rates.back().t, 30.0);
    }
};

QTEST_APPLESS_MAIN(ReplayPlateauTest)
#include "replay_plateau_test.moc"
