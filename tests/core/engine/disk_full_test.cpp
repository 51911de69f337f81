// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/supervisor.h"

#include "tests/core/engine/fake_worker.h"
#include "tests/core/engine/run_watch.h"
#include "tests/support/patience.h"
#include "tests/support/small_disk.h"
#include "tests/support/verify_ok.h"

#include <QTest>

using namespace cobench;
using namespace cobench::engine;
using namespace std::chrono_literals;

namespace {

bool hasSmallDisk = false;

std::uint64_t lastStep(const test::RunWatch& watch, RunId run)
{
    const auto losses = watch.store().scalars(run, "train/loss");
    return losses && !losses->empty() ? losses->back().step : 0;
}

} // namespace

class DiskFullTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_full_disk_pauses_the_run_with_a_message_and_it_goes_on_when_there_is_space()
    {
        if (!hasSmallDisk)
            QSKIP("cannot mount a small file system here");
        const std::filesystem::path project = std::filesystem::path(test::kSmallDisk) / "p.cobench";
        const std::filesystem::path filler = std::filesystem::path(test::kSmallDisk) / "filler";
        EventFeed feed;
        Supervisor supervisor({.worker = COBENCH_FAKE_WORKER, .cores = 1}, feed);
        auto config = test::scripted(test::kTrainSlowly);
        config.epochs = 200; // 800 iterations of 5 ms
        config.recordEvery = 1;
        const auto ids = supervisor.submit(project, {config}, {});
        VERIFY_OK(ids);
        const RunId run = ids->front();
        test::RunWatch watch(feed, project);
        QVERIFY(watch.waitForScalar(run, "val/loss"));

        test::fillDisk(filler);
        const auto filled = std::chrono::steady_clock::now();
        const auto trouble = [&] { return feed.trouble(projectKey(project)); };
        QTRY_VERIFY(trouble().starts_with("waiting for space"));
        const auto told = std::chrono::steady_clock::now() - filled;
        QVERIFY(told < test::patient(4s));
        QCOMPARE(supervisor.runs(project)->front().state, RunState::Running);
        const std::uint64_t before = lastStep(watch, run);

        std::filesystem::remove(filler);
        const auto freed = std::chrono::steady_clock::now();
        QTRY_VERIFY(lastStep(watch, run) > before);
        const auto wentOn = std::chrono::steady_clock::now() - freed;
        QVERIFY(wentOn < test::patient(10s));
        qInfo("told after %lld ms, went on after %lld ms",
            static_cast<long long>(std::chrono::duration_cast<std::chrono::milliseconds>(told).count()),
            static_cast<long long>(std::chrono::duration_cast<std::chrono::milliseconds>(wentOn).count()));
        QCOMPARE(watch.waitForEnd(run), RunState::Finished);
        QCOMPARE(lastStep(watch, run), std::uint64_t{800});
        QVERIFY(trouble().empty());
    }
};

int main(int argc, char** argv)
{
    hasSmallDisk = test::mountSmallDisk("16m");
    DiskFullTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "disk_full_test.moc"
