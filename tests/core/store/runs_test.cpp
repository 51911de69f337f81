// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/runs.h"
#include "tests/support/raw_sqlite.h"
#include "tests/support/sample_pool.h"
#include "tests/support/verify_ok.h"

#include <QTemporaryDir>
#include <QTest>

using namespace cobench;
using namespace cobench::store;
namespace fs = std::filesystem;

class TestStoreRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aRunComesBackAsItWasStored();
    void scalarsOfManyFlushesReadAsOneSeries();
    void eventsAreNumberedWithoutGapsAcrossRunsAndSessions();
    void whatADeadEngineLeftBecomesInterrupted();
    void predictionsAreAOneModelPool();
    void aRunThatDoesNotExistIsNotFound();
    void thereIsOneWriter();
    void aReaderSeesWhatTheWriterCommitted();
    void aReaderCannotWrite();
    void readingRunsOfAProjectWithoutAnyIsNotFound();
    void aDamagedBlockIsAGapAndTheOthersStay();
    void aLostBlockIsAGap();
    void aDamagedRunLeavesTheOthersUsable();
    void aDamagedEventIsLeftOut();

private:
    std::unique_ptr<RunStore> open(RunStore::Role role = RunStore::Role::Writer);
    RunId create(RunStore& store, const std::string& name = "run", const std::string& state = "queued");
    /// Three blocks of kBlock steps each under "train/loss"; closes the store.
    RunId writeThreeBlocks();
    fs::path project() const { return fs::path(m_folder->path().toStdString()) / "P.cobench"; }
    fs::path database() const { return fs::path(project().string() + ".d") / "runs.sqlite"; }

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

constexpr std::uint64_t kBlock = 150; // enough that a block does not grow any more

void append(RunStore& store, RunId run, const std::vector<ScalarRow>& scalars, std::vector<EventRow> events = {})
{
    const auto stored = store.append(run, scalars, events);
    if (!stored)
        qFatal("%s", describe(stored.error()).c_str());
}

std::vector<std::uint64_t> steps(const std::vector<ScalarRow>& rows)
{
    std::vector<std::uint64_t> all;
    for (const ScalarRow& row : rows)
        all.push_back(row.step);
    return all;
}

} // namespace

void TestStoreRuns::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

std::unique_ptr<RunStore> TestStoreRuns::open(RunStore::Role role)
{
    auto store = RunStore::open(project(), role);
    if (!store)
        qWarning("%s", describe(store.error()).c_str());
    return store ? std::move(store).value() : nullptr;
}

RunId TestStoreRuns::create(RunStore& store, const std::string& name, const std::string& state)
{
    const auto id = store.createRun({.batch = "demo",
        .name = name,
        .configJson = "{\"seed\":1}",
        .state = state,
        .createdAt = 1.5,
        .heartbeatAt = 2.5});
    return id ? *id : RunId{};
}

RunId TestStoreRuns::writeThreeBlocks()
{
    const auto store = open();
    const RunId run = create(*store);
    for (std::uint64_t block = 0; block < 3; ++block) {
        std::vector<ScalarRow> rows;
        for (std::uint64_t step = 0; step < kBlock; ++step)
            rows.push_back({.tag = "train/loss", .step = kBlock * block + step, .value = 0.5});
        append(*store, run, rows, {{.payload = "event"}});
    }
    return run;
}

void TestStoreRuns::aRunComesBackAsItWasStored()
{
    const auto store = open();
    const RunId run = create(*store, "lenet");
    VERIFY_OK(store->setState(run, "running", "epoch 1"));
    VERIFY_OK(store->setWorker(run, 4321, 99.25));
    const auto runs = open(RunStore::Role::Reader)->runs();
    VERIFY_OK(runs);
    QCOMPARE(runs->size(), std::size_t{1});
    const RunRow& row = runs->front();
    QCOMPARE(row.id.value, run.value);
    QCOMPARE(row.batch, std::string("demo"));
    QCOMPARE(row.name, std::string("lenet"));
    QCOMPARE(row.configJson, std::string("{\"seed\":1}"));
    QCOMPARE(row.state, std::string("running"));
    QCOMPARE(row.message, std::string("epoch 1"));
    QCOMPARE(row.workerPid, std::int64_t{4321});
    QCOMPARE(row.createdAt, 1.5);
    QCOMPARE(row.heartbeatAt, 99.25);
}

void TestStoreRuns::scalarsOfManyFlushesReadAsOneSeries()
{
    const auto store = open();
    const RunId run = create(*store);
    const RunId other = create(*store);
    append(*store, other, {{.tag = "loss", .step = 77, .value = 7.0}});
    append(*store,
        run,
        {{.tag = "loss", .step = 1, .time = 0.125, .value = 0.1},
            {.tag = "acc", .step = 1, .time = 0.125, .value = 0.9},
            {.tag = "loss",
                .step = 2,
                .time = 0.25,
                .value = std::numeric_limits<double>::infinity(),
                .attempt = 2}});
    append(*store, run, {{.tag = "loss", .step = 3, .value = -0.0}});
    append(*store, run, {});
    const auto loss = store->scalars(run, "loss");
    VERIFY_OK(loss);
    QCOMPARE(steps(*loss), (std::vector<std::uint64_t>{1, 2, 3}));
    QCOMPARE(loss->at(0).value, 0.1);
    QCOMPARE(loss->at(0).time, 0.125);
    QCOMPARE(loss->at(1).attempt, 2U);
    QVERIFY(std::isinf(loss->at(1).value));
    QVERIFY(std::signbit(loss->at(2).value));
    QCOMPARE(*store->tags(run), (std::vector<std::string>{"acc", "loss"}));
    QVERIFY(store->scalars(run, "nothing")->empty());
    QVERIFY(store->scalarGaps(run)->empty());
}

void TestStoreRuns::eventsAreNumberedWithoutGapsAcrossRunsAndSessions()
{
    auto store = open();
    const RunId first = create(*store);
    const RunId second = create(*store);
    std::vector<EventRow> events = {{.payload = "a"}, {.payload = std::string("b\0c", 3)}};
    VERIFY_OK(store->append(first, {}, events));
    QCOMPARE(events[1].number, std::uint64_t{2});
    append(*store, second, {}, {{.payload = "d"}});
    store.reset();
    store = open();
    QCOMPARE(*store->lastEvent(), std::uint64_t{3});
    append(*store, first, {}, {{.payload = "e"}});
    const auto after = store->eventsAfter(1, 2);
    VERIFY_OK(after);
    QCOMPARE(after->size(), std::size_t{2});
    QCOMPARE(after->front().payload, std::string("b\0c", 3));
    QCOMPARE(after->back().number, std::uint64_t{3});
    QCOMPARE(store->eventsAfter(0, 100)->size(), std::size_t{4});
}

void TestStoreRuns::whatADeadEngineLeftBecomesInterrupted()
{
    auto store = open();
    for (const char* state : {"queued", "running", "paused", "finished", "failed", "cancelled"})
        create(*store, state, state);
    const auto seen = [&] {
        const std::vector<RunRow> runs = open(RunStore::Role::Reader)->runs().value();
        std::vector<std::string> states;
        std::ranges::transform(runs, std::back_inserter(states), &RunRow::state);
        return states;
    };
    QCOMPARE(seen()[1], std::string("running"));
    store.reset();
    QCOMPARE(seen(),
        (std::vector<std::string>{"interrupted", "interrupted", "interrupted", "finished", "failed", "cancelled"}));
    store = open();
    const auto interrupted = store->markInterrupted();
    VERIFY_OK(interrupted);
    QCOMPARE(interrupted->size(), std::size_t{3});
    const auto runs = *store->runs();
    QCOMPARE(runs[1].state, std::string("interrupted"));
    QCOMPARE(runs[3].state, std::string("finished"));
    QVERIFY(store->markInterrupted()->empty());
}

void TestStoreRuns::predictionsAreAOneModelPool()
{
    const auto store = open();
    const RunId run = create(*store);
    QCOMPARE(store->predictions(run).error().code, ErrorCode::NotFound);
    const data::Pool single = test::samplePool(1).withModels({0});
    VERIFY_OK(store->setPredictions(run, test::samplePool(2).withModels({0})));
    VERIFY_OK(store->setPredictions(run, single)); // the last ones count
    QCOMPARE(test::difference(single, **store->predictions(run)), std::string());
    QCOMPARE(test::difference(single, **open(RunStore::Role::Reader)->predictions(run)), std::string());
    QVERIFY(!store->setPredictions(run, test::samplePool(1)));
}

void TestStoreRuns::aRunThatDoesNotExistIsNotFound()
{
    const auto store = open();
    std::vector<EventRow> events;
    QCOMPARE(store->append(RunId{5}, {}, events).error().code, ErrorCode::NotFound);
    QCOMPARE(store->setState(RunId{5}, "running", {}).error().code, ErrorCode::NotFound);
    QCOMPARE(store->tags(RunId{5}).error().code, ErrorCode::NotFound);
}

void TestStoreRuns::thereIsOneWriter()
{
    const auto store = open();
    const auto second = RunStore::open(project(), RunStore::Role::Writer);
    QVERIFY(!second && second.error().code == ErrorCode::Locked);
}

void TestStoreRuns::aReaderSeesWhatTheWriterCommitted()
{
    const auto writer = open();
    const RunId run = create(*writer);
    const auto reader = open(RunStore::Role::Reader);
    for (std::uint64_t step = 0; step < 5; ++step) {
        append(*writer, run, {{.tag = "loss", .step = step}}, {{.payload = "x"}});
        QCOMPARE(reader->scalars(run, "loss")->size(), step + 1);
        QCOMPARE(*reader->lastEvent(), step + 1);
    }
}

void TestStoreRuns::aReaderCannotWrite()
{
    const RunId run = writeThreeBlocks();
    const auto reader = open(RunStore::Role::Reader);
    std::vector<EventRow> events;
    QCOMPARE(reader->append(run, {}, events).error().code, ErrorCode::ReadOnly);
    QCOMPARE(reader->setPredictions(run, test::samplePool(1)).error().code, ErrorCode::ReadOnly);
}

void TestStoreRuns::readingRunsOfAProjectWithoutAnyIsNotFound()
{
    const auto reader = RunStore::open(project(), RunStore::Role::Reader);
    QVERIFY(!reader && reader.error().code == ErrorCode::NotFound);
    QVERIFY(!fs::exists(database()));
}

void TestStoreRuns::aDamagedBlockIsAGapAndTheOthersStay()
{
    const RunId run = writeThreeBlocks();
    test::runRawSql(database(), "UPDATE scalar_block SET data = zeroblob(4200) WHERE sequence = 1");
    const auto store = open();
    QCOMPARE(store->scalars(run, "train/loss")->size(), 2 * kBlock);
    QCOMPARE(store->scalars(run, "train/loss")->at(kBlock).step, 2 * kBlock);
    QCOMPARE(*store->scalarGaps(run),
        (std::vector<ScalarGap>{{.tag = "train/loss", .firstStep = kBlock, .lastStep = 2 * kBlock - 1}}));
    append(*store, run, {{.tag = "train/loss", .step = 3 * kBlock}});
    QCOMPARE(store->scalars(run, "train/loss")->size(), 2 * kBlock + 1);
}

void TestStoreRuns::aLostBlockIsAGap()
{
    for (const int lost : {0, 1, 2}) {
        init();
        const RunId run = writeThreeBlocks();
        test::runRawSql(database(), "DELETE FROM scalar_block WHERE sequence = " + std::to_string(lost));
        const auto store = open();
        QCOMPARE(store->scalars(run, "train/loss")->size(), 2 * kBlock);
        QCOMPARE(*store->scalarGaps(run), (std::vector<ScalarGap>{{.tag = "train/loss"}}));
    }
}

void TestStoreRuns::aDamagedRunLeavesTheOthersUsable()
{
    const RunId bad = writeThreeBlocks();
    const RunId good = writeThreeBlocks();
    test::runRawSql(database(), "UPDATE run SET config = '{}' WHERE id = 1");
    const auto store = open();
    const auto runs = store->runs();
    VERIFY_OK(runs);
    QCOMPARE(runs->at(0).state, std::string("failed"));
    QVERIFY(runs->at(0).message.find("checksum") != std::string::npos);
    QCOMPARE(runs->at(1).state, std::string("queued"));
    QCOMPARE(store->scalars(bad, "train/loss").error().code, ErrorCode::Corrupt);
    QCOMPARE(store->scalars(good, "train/loss")->size(), 3 * kBlock);
}

void TestStoreRuns::aDamagedEventIsLeftOut()
{
    writeThreeBlocks();
    test::runRawSql(database(), "UPDATE event SET payload = x'00' WHERE number = 2");
    const auto events = open(RunStore::Role::Reader)->eventsAfter(0, 10);
    VERIFY_OK(events);
    QCOMPARE(events->size(), std::size_t{2});
    QCOMPARE(events->back().number, std::uint64_t{3});
}

QTEST_APPLESS_MAIN(TestStoreRuns)
#include "runs_test.moc"
