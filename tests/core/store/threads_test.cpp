// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project.h"
#include "core/store/runs.h"
#include "tests/support/open_project.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace cobench;
using namespace cobench::store;

/// One connection per thread, and one connection that wanders from thread to thread.
class TestStoreThreads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readersSeeWholeBatchesWhileTheWriterAppends();
    void ofManyThreadsThatOpenExactlyOneWrites();
    void aProjectMayWanderAndItsArraysBeSharedBetweenThreads();
};

void TestStoreThreads::readersSeeWholeBatchesWhileTheWriterAppends()
{
    constexpr std::uint64_t kBatches = 60;
    test::OpenProject project;
    const auto writer = RunStore::open(project.path(), RunStore::Role::Writer);
    VERIFY_OK(writer);
    const RunId run = *(*writer)->createRun({.name = "run", .state = "running"});
    std::atomic<int> torn = 0;
    const auto follow = [&] {
        const auto reader = RunStore::open(project.path(), RunStore::Role::Reader);
        for (std::uint64_t seen = 0; reader.ok() && seen < 2 * kBatches;) {
            const auto events = (*reader)->eventsAfter(seen, 1000);
            const auto losses = (*reader)->scalars(run, "loss");
            if (!events || events->size() % 2 != 0 || !losses || 2 * losses->size() < seen + events->size())
                ++torn;
            seen += events ? events->size() : 1;
        }
    };
    std::thread first(follow);
    std::thread second(follow);
    int failed = 0;
    for (std::uint64_t step = 0; step < kBatches; ++step) {
        std::vector<EventRow> events = {{.payload = "x"}, {.payload = "y"}};
        failed += (*writer)->append(run, {{.tag = "loss", .step = step}}, events).ok() ? 0 : 1;
    }
    first.join();
    second.join();
    QCOMPARE(failed, 0);
    QCOMPARE(torn.load(), 0);
}

void TestStoreThreads::ofManyThreadsThatOpenExactlyOneWrites()
{
    test::OpenProject project;
    project.close();
    std::atomic<int> opened = 0;
    std::atomic<int> locked = 0;
    std::atomic<int> tried = 0;
    const auto attempt = [&] {
        const auto mine = Project::open(project.path(), OpenMode::ReadWrite);
        (mine ? opened : locked) += 1;
        ++tried;
        while (tried < 4) // the winner holds on until all have tried
            std::this_thread::yield();
    };
    std::vector<std::thread> threads;
    for (int index = 0; index < 4; ++index)
        threads.emplace_back(attempt);
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(opened.load(), 1);
    QCOMPARE(locked.load(), 3);
}

void TestStoreThreads::aProjectMayWanderAndItsArraysBeSharedBetweenThreads()
{
    test::OpenProject project;
    const data::Pool pool = test::samplePool(1);
    PoolId id;
    std::thread([&] { id = project.add(pool, "one"); }).join();
    std::shared_ptr<const data::Pool> loaded;
    std::thread([&] { loaded = *project->loadPool(id); }).join();
    std::atomic<int> different = 0;
    std::vector<std::thread> threads;
    for (int index = 0; index < 3; ++index)
        threads.emplace_back([&, mine = loaded] { different += test::difference(pool, *mine).empty() ? 0 : 1; });
    loaded.reset();
    project.close();
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(different.load(), 0);
}

QTEST_APPLESS_MAIN(TestStoreThreads)
#include "threads_test.moc"
