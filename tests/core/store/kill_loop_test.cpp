// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project.h"
#include "core/store/runs.h"
#include "tests/support/child_process.h"
#include "tests/support/patience.h"
#include "tests/support/sample_pool.h"
#include "tests/support/verify_ok.h"

#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace cobench;
using namespace cobench::store;
namespace fs = std::filesystem;

/// kill -9 at random moments, again and again on the same project.
class TestStoreKillLoop : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anImportingProcess();
    void aRecordingEngine();

private:
    std::mt19937_64 m_random{7};
    Progress m_progress;
};

namespace {

constexpr int kKills = 50;
constexpr std::size_t kMostPools = 10; // keeps the loop short
constexpr test::SampleShape kShape = {.models = 3, .samples = 4000, .classes = 10};

data::Pool poolNumber(std::uint64_t number)
{
    return test::samplePool(number % 5, kShape);
}

} // namespace

void TestStoreKillLoop::anImportingProcess()
{
    const QTemporaryDir folder;
    const fs::path path = fs::path(folder.path().toStdString()) / "P.cobench";
    std::size_t reported = 0;
    std::size_t imports = 0;
    std::uint64_t longest = test::patient(60000); // microseconds
    for (int kill = 0; kill < kKills; ++kill) {
        test::ChildProcess importer([&](const auto& tell) {
            const auto project = Project::open(path, OpenMode::Create);
            for (auto number = (*project)->pools()->size();; ++number) {
                const auto id = (*project)->addPool(
                    poolNumber(number), std::to_string(number), {}, m_progress, CancelToken());
                tell(id ? std::to_string(number) : describe(id.error()));
            }
        });
        const auto lines = importer.linesUntilKilledAfter(std::chrono::microseconds(500 + m_random() % longest));
        imports += lines.size();
        if (imports == 0) // the machine is busy
            longest += longest / 4;
        if (!lines.empty())
            reported = std::stoul(lines.back()) + 1;

        const auto project = Project::open(path, OpenMode::Create);
        VERIFY_OK(project);
        const auto pools = (*project)->pools();
        VERIFY_OK(pools);
        QVERIFY(pools->size() == reported || pools->size() == reported + 1); // the last may not have been told
        for (const PoolEntry& entry : *pools) {
            const auto loaded = (*project)->loadPool(entry.id);
            VERIFY_OK(loaded);
            QCOMPARE(test::difference(poolNumber(std::stoul(entry.name)), **loaded), std::string());
            if (pools->size() > kMostPools)
                VERIFY_OK((*project)->deletePool(entry.id));
        }
        VERIFY_OK((*project)->cleanUp());
        QVERIFY((*project)->damage(m_progress, CancelToken())->empty());
        reported = (*project)->pools()->size();
    }
    QVERIFY(imports > 0);
}

void TestStoreKillLoop::aRecordingEngine()
{
    const QTemporaryDir folder;
    const fs::path path = fs::path(folder.path().toStdString()) / "P.cobench";
    std::uint64_t reported = 0;
    std::uint64_t longest = test::patient(40000); // microseconds
    for (int kill = 0; kill < kKills; ++kill) {
        test::ChildProcess engine([&](const auto& tell) {
            const auto store = RunStore::open(path, RunStore::Role::Writer);
            const auto run = (*store)->createRun({.name = "run", .state = "running"});
            for (std::uint64_t step = 0;; ++step) {
                std::vector<EventRow> events = {{.payload = "x"}, {.payload = "y"}};
                const auto stored = (*store)->append(*run, {{.tag = "loss", .step = step}}, events);
                tell(stored ? std::to_string(events.back().number) : describe(stored.error()));
            }
        });
        const auto lines = engine.linesUntilKilledAfter(std::chrono::microseconds(500 + m_random() % longest));
        if (reported == 0 && lines.empty()) // the machine is busy
            longest += longest / 4;
        if (!lines.empty())
            reported = std::stoul(lines.back());

        const auto store = RunStore::open(path, RunStore::Role::Writer);
        VERIFY_OK(store);
        VERIFY_OK((*store)->markInterrupted());
        const std::uint64_t last = *(*store)->lastEvent();
        QVERIFY(last == reported || last == reported + 2);
        const auto events = (*store)->eventsAfter(0, std::numeric_limits<std::int64_t>::max());
        QCOMPARE(events->size(), last);
        std::size_t scalars = 0;
        const auto runs = (*store)->runs();
        VERIFY_OK(runs);
        for (const RunRow& run : *runs) {
            QCOMPARE(run.state, std::string("interrupted"));
            QVERIFY((*store)->scalarGaps(run.id)->empty());
            scalars += (*store)->scalars(run.id, "loss")->size();
        }
        QCOMPARE(2 * scalars, events->size()); // both halves of a batch, or none
        reported = last;
    }
    QVERIFY(reported > 0);
}

QTEST_APPLESS_MAIN(TestStoreKillLoop)
#include "kill_loop_test.moc"
