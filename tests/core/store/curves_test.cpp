// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/run_store_kit.h"
#include "tests/support/raw_sqlite.h"

#include <QTest>

using namespace cobench;
using namespace cobench::store;
using test::append;

class TestStoreCurves : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aSeriesIsSummedUpWhileItGrows();
    void whatIsNotANumberIsNeitherLowNorHigh();
    void aDamagedSummaryIsMadeAgainFromTheBlocks();
    void manySmallFlushesMakeFewBlocks();
    void aShortCurveComesWhole();
    void aLongCurveKeepsItsExtremesAndEnds();
    void theLastAttemptReplacesWhatItRepeats();
    void stepsThatCameOutOfOrderAreSorted();
    void curvesOfOneTagOfAllRuns();

private:
    RunId create() { return m_store->createRun({.name = "run", .state = "finished"}).value(); }
    std::vector<CurvePoint> curve(std::size_t parts) { return m_store->curves({.parts = parts})->front().points; }

    std::unique_ptr<test::RunStoreFolder> m_folder;
    std::unique_ptr<RunStore> m_store;
};

void TestStoreCurves::init()
{
    m_store.reset();
    m_folder = std::make_unique<test::RunStoreFolder>();
    m_store = m_folder->open();
}

void TestStoreCurves::aSeriesIsSummedUpWhileItGrows()
{
    const RunId run = create();
    append(*m_store, run, {{.tag = "loss", .step = 1, .value = 0.5}, {.tag = "loss", .step = 2, .value = 0.75}});
    append(*m_store, run, {{.tag = "loss", .step = 3, .value = 0.25}, {.tag = "acc", .step = 3, .value = 0.9}});
    append(*m_store, run, {{.tag = "loss", .step = 4, .value = 0.3}});
    const auto all = m_store->summaries();
    VERIFY_OK(all);
    QCOMPARE(all->size(), std::size_t{2});
    const SeriesSummary& loss = all->at(1);
    QCOMPARE(loss.tag, std::string("loss"));
    QCOMPARE(loss.run, run);
    QCOMPARE(loss.points, std::uint64_t{4});
    QCOMPARE(loss.lastStep, std::uint64_t{4});
    QCOMPARE(loss.last, 0.3);
    QCOMPARE(loss.low, 0.25);
    QCOMPARE(loss.high, 0.75);
}

void TestStoreCurves::whatIsNotANumberIsNeitherLowNorHigh()
{
    append(*m_store, create(), {{.tag = "a", .step = 1, .value = test::kNone}});
    append(*m_store, RunId{1}, {{.tag = "a", .step = 2, .value = 3.0}});
    append(*m_store, RunId{1}, {{.tag = "a", .step = 3, .value = test::kNone}});
    const SeriesSummary sum = m_store->summaries()->front();
    QCOMPARE(sum.low, 3.0);
    QCOMPARE(sum.high, 3.0);
    QVERIFY(std::isnan(sum.last));
}

void TestStoreCurves::aDamagedSummaryIsMadeAgainFromTheBlocks()
{
    append(*m_store, create(), {{.tag = "a", .step = 1, .value = 2.0}, {.tag = "a", .step = 5, .value = 1.0}});
    append(*m_store, RunId{1}, {{.tag = "b", .step = 9, .value = 4.0}});
    test::runRawSql(m_folder->database(),
        "UPDATE series_summary SET high = 7.0 WHERE series = 1; DELETE FROM series_summary WHERE series = 2");
    const auto all = *m_store->summaries();
    QCOMPARE(all.at(0).high, 2.0);
    QCOMPARE(all.at(0).lastStep, std::uint64_t{5});
    QCOMPARE(all.at(1).last, 4.0);
    QCOMPARE(all.at(1).points, std::uint64_t{1});
}

void TestStoreCurves::manySmallFlushesMakeFewBlocks()
{
    const RunId run = create();
    for (std::uint64_t step = 0; step < 400; ++step)
        append(*m_store, run, {{.tag = "loss", .step = step, .value = 1.0}});
    QCOMPARE(m_store->scalars(run, "loss")->size(), std::size_t{400});
    QVERIFY(m_store->scalarGaps(run)->empty());
    const std::string blocks = test::rawText(m_folder->database(), "SELECT count(*) FROM scalar_block");
    QCOMPARE(blocks, std::string("3")); // 147 records of 28 bytes reach 4096
}

void TestStoreCurves::aShortCurveComesWhole()
{
    append(*m_store,
        create(),
        {{.tag = "a", .step = 1, .time = 0.5, .value = 2.0}, {.tag = "a", .step = 7, .time = 1.5}});
    QCOMPARE(curve(512), (std::vector<CurvePoint>{{1, 0.5, 2.0}, {7, 1.5, 0.0}}));
}

void TestStoreCurves::aLongCurveKeepsItsExtremesAndEnds()
{
    std::vector<ScalarRow> rows;
    for (std::uint64_t step = 0; step < 1000; ++step)
        rows.push_back({.tag = "a", .step = step, .value = static_cast<double>(step % 10)});
    rows[333].value = -5.0;
    rows[777].value = 50.0;
    rows[500].value = test::kNone;
    append(*m_store, create(), rows);
    const auto reduced = curve(10);
    QVERIFY(reduced.size() <= 41);
    QCOMPARE(reduced.front().step, std::uint64_t{0});
    QCOMPARE(reduced.back().step, std::uint64_t{999});
    const auto has = [&](std::uint64_t step, double value) {
        return std::ranges::any_of(
            reduced, [&](const CurvePoint& p) { return p.step == step && p.value == value; });
    };
    QVERIFY(has(333, -5.0));
    QVERIFY(has(777, 50.0));
    QVERIFY(std::ranges::is_sorted(reduced, {}, &CurvePoint::step));
    QCOMPARE(curve(0).size(), std::size_t{1000});
}

void TestStoreCurves::theLastAttemptReplacesWhatItRepeats()
{
    append(*m_store,
        create(),
        {{.tag = "a", .step = 1, .value = 1.0},
            {.tag = "a", .step = 2, .value = 2.0},
            {.tag = "a", .step = 3, .value = 3.0},
            {.tag = "a", .step = 2, .value = 20.0, .attempt = 2}});
    QCOMPARE(curve(0), (std::vector<CurvePoint>{{1, 0.0, 1.0}, {2, 0.0, 20.0}}));
}

void TestStoreCurves::stepsThatCameOutOfOrderAreSorted()
{
    append(*m_store, create(), {{.tag = "a", .step = 3}, {.tag = "a", .step = 1}, {.tag = "a", .step = 2}});
    QCOMPARE(curve(0), (std::vector<CurvePoint>{{1}, {2}, {3}}));
}

void TestStoreCurves::curvesOfOneTagOfAllRuns()
{
    for (int run = 0; run < 3; ++run)
        append(*m_store, create(), {{.tag = "a", .step = 1, .value = 1.0 * run}, {.tag = "b", .step = 1}});
    VERIFY_OK(m_store->deleteRun(RunId{2}));
    const auto curves = *m_store->curves({.tag = "a"});
    QCOMPARE(curves.size(), std::size_t{2});
    QCOMPARE(curves[1].run, RunId{3});
    QCOMPARE(curves[1].points.front().value, 2.0);
    QCOMPARE(m_store->curves({.runs = {RunId{1}}})->size(), std::size_t{2});
    QCOMPARE(m_store->curves({})->size(), std::size_t{4});
}

QTEST_APPLESS_MAIN(TestStoreCurves)
#include "curves_test.moc"
