// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/trace_block.h"
#include "tests/core/store/run_store_kit.h"
#include "tests/support/raw_sqlite.h"
#include "tests/support/sample_pool.h"

#include <QTest>

using namespace cobench;
using namespace cobench::store;
using test::append;
namespace fs = std::filesystem;

class TestStoreRunParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void samplesComeBackAsTheyWereStored();
    void manySmallFlushesOfSamplesMakeFewBlocks();
    void aLaneThatComesLaterIsUnknownBefore();
    void aDamagedBlockOfSamplesIsLeftOut();
    void aBlockThatClaimsTooMuchIsRefused();
    void textsAboutARunAreKeptChangedAndRemoved();
    void aDeletedRunLeavesNothingButItsNumber();
    void aDamagedRunCanBeDeleted();
    void aFileOfTheFirstVersionIsBroughtUpToDate();

private:
    RunId create() { return m_store->createRun({.name = "run", .state = "finished"}).value(); }

    std::unique_ptr<test::RunStoreFolder> m_folder;
    std::unique_ptr<RunStore> m_store;
};

namespace {

/// `count` samples of two lanes, from time `first` on.
data::Trace samples(std::size_t count, double first = 0.0)
{
    data::Trace trace{.lanes = {{"cpu/total", "1", ""}, {"gpu", "", "there is no GPU"}}, .times = {}, .values = {}};
    for (std::size_t i = 0; i < count; ++i)
        trace.add(first + 0.1 * static_cast<double>(i), std::vector{0.5F * static_cast<float>(i)});
    return trace;
}

} // namespace

void TestStoreRunParts::init()
{
    m_store.reset();
    m_folder = std::make_unique<test::RunStoreFolder>();
    m_store = m_folder->open();
}

void TestStoreRunParts::samplesComeBackAsTheyWereStored()
{
    const RunId run = create();
    const data::Trace stored = samples(150);
    append(*m_store, run, {}, stored);
    const auto trace = m_folder->open(RunStore::Role::Reader)->trace(run);
    VERIFY_OK(trace);
    QCOMPARE(trace->lanes, stored.lanes);
    QCOMPARE(trace->times, stored.times);
    QCOMPARE(trace->value(149, 0), 74.5F);
    QVERIFY(std::isnan(trace->value(149, 1)));
    QVERIFY(m_store->trace(create())->lanes.empty());
}

void TestStoreRunParts::manySmallFlushesOfSamplesMakeFewBlocks()
{
    const RunId run = create();
    for (int flush = 0; flush < 50; ++flush)
        append(*m_store, run, {}, samples(3, flush));
    QCOMPARE(m_store->trace(run)->times.size(), std::size_t{150});
    QCOMPARE(test::rawText(m_folder->database(), "SELECT count(*) FROM trace_block"), std::string("3"));
}

void TestStoreRunParts::aLaneThatComesLaterIsUnknownBefore()
{
    const RunId run = create();
    append(*m_store, run, {}, samples(2));
    data::Trace later{.lanes = {{"disk/read", "B/s", ""}, {"cpu/total", "1", ""}}, .times = {}, .values = {}};
    later.add(9.0, std::vector{7.0F, 0.25F});
    append(*m_store, run, {}, later);
    const auto trace = *m_store->trace(run);
    QCOMPARE(trace.lanes.size(), std::size_t{3});
    QCOMPARE(trace.lanes[2].name, std::string("disk/read"));
    QVERIFY(std::isnan(trace.value(1, 2)));
    QCOMPARE(trace.value(2, 2), 7.0F);
    QCOMPARE(trace.value(2, 0), 0.25F);
}

void TestStoreRunParts::aDamagedBlockOfSamplesIsLeftOut()
{
    const RunId run = create();
    for (int flush = 0; flush < 3; ++flush)
        append(*m_store, run, {}, samples(64, flush * 10.0));
    test::runRawSql(m_folder->database(), "UPDATE trace_block SET last_time = 5.0 WHERE sequence = 1");
    QCOMPARE(m_store->trace(run)->times.size(), std::size_t{128});
    append(*m_store, run, {}, samples(1, 99.0));
    QCOMPARE(m_store->trace(run)->times.back(), 99.0);
}

void TestStoreRunParts::aBlockThatClaimsTooMuchIsRefused()
{
    std::vector<std::byte> block = packTrace(samples(4));
    data::Trace trace{.lanes = samples(0).lanes, .times = {}, .values = {}};
    QVERIFY(unpackTrace(block, trace));
    QCOMPARE(trace.times.size(), std::size_t{4});
    for (const auto& [at, value] : std::vector<std::pair<std::size_t, int>>{{3, 0x7f}, {7, 0x7f}, {0, 5}, {4, 1}}) {
        std::vector<std::byte> bad = block;
        bad[at] = static_cast<std::byte>(value);
        QVERIFY(!unpackTrace(bad, trace));
    }
    QVERIFY(!unpackTrace(std::span(block).first(7), trace));
    QVERIFY(!unpackTrace(std::span(block).first(block.size() - 1), trace));
    QCOMPARE(trace.times.size(), std::size_t{4});
}

void TestStoreRunParts::textsAboutARunAreKeptChangedAndRemoved()
{
    const RunId run = create();
    VERIFY_OK(m_store->setText(run, "note", "first"));
    VERIFY_OK(m_store->setText(run, "note", "second"));
    VERIFY_OK(m_store->setText(run, "source", "log.csv"));
    VERIFY_OK(m_store->setText(run, "source", ""));
    QCOMPARE(*m_store->texts(run), (std::map<std::string, std::string>{{"note", "second"}}));
    QCOMPARE(m_store->setText(RunId{9}, "note", "x").error().code, ErrorCode::NotFound);
}

void TestStoreRunParts::aDeletedRunLeavesNothingButItsNumber()
{
    const RunId kept = create();
    const RunId run = create();
    VERIFY_OK(m_store->setPredictions(run, test::samplePool(1).withModels({0})));
    append(*m_store, run, {{.tag = "loss", .step = 1}}, samples(3), {{.payload = "a"}, {.payload = "b"}});
    VERIFY_OK(m_store->setText(run, "note", "gone soon"));
    VERIFY_OK(m_store->deleteRun(run));
    QCOMPARE(m_store->runs()->size(), std::size_t{1});
    QCOMPARE(m_store->runs()->front().id, kept);
    QCOMPARE(m_store->trace(run).error().code, ErrorCode::NotFound);
    QCOMPARE(m_store->deleteRun(run).error().code, ErrorCode::NotFound);
    QVERIFY(m_store->summaries()->empty());
    for (const char* table : {"series", "scalar_block", "trace_block", "run_text", "pool", "prediction"})
        QCOMPARE(
            test::rawText(m_folder->database(), std::string("SELECT count(*) FROM ") + table), std::string("0"));
    QVERIFY(fs::is_empty(m_folder->folder() / "P.cobench.d" / "run-arrays"));
    // Numbers go on.
    QCOMPARE(create(), RunId{3});
    QCOMPARE(*m_store->lastEvent(), std::uint64_t{2});
}

void TestStoreRunParts::aDamagedRunCanBeDeleted()
{
    const RunId run = create();
    append(*m_store, run, {{.tag = "loss", .step = 1}});
    test::runRawSql(m_folder->database(), "UPDATE run SET name = 'other'");
    VERIFY_OK(m_store->deleteRun(run));
    QVERIFY(m_store->runs()->empty());
}

void TestStoreRunParts::aFileOfTheFirstVersionIsBroughtUpToDate()
{
    const RunId run = create();
    append(*m_store, run, {{.tag = "loss", .step = 3, .value = 0.5}});
    m_store.reset();
    test::runRawSql(m_folder->database(),
        "DROP TABLE series_summary; DROP TABLE trace; DROP TABLE trace_lane; DROP TABLE trace_block;"
        "DROP TABLE run_text; PRAGMA user_version = 1;");
    QCOMPARE(m_folder->open(RunStore::Role::Reader)->summaries()->front().last, 0.5);
    m_store = m_folder->open();
    append(*m_store, run, {{.tag = "loss", .step = 4, .value = 0.25}}, samples(1));
    QCOMPARE(m_store->summaries()->front().points, std::uint64_t{2});
    QCOMPARE(m_store->summaries()->front().low, 0.25);
    QCOMPARE(m_store->trace(run)->times.size(), std::size_t{1});
}

QTEST_APPLESS_MAIN(TestStoreRunParts)
#include "run_parts_test.moc"
