// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/nvml_source.h"
#include "core/trace/recorder.h"
#include "core/trace/totals.h"
#include "tests/core/trace/machine_files.h"

#include <QTest>

#include <unistd.h>

using namespace cobench;
using namespace cobench::trace;
using test::isUnknown;
using test::sample;

class TestTraceRecorder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thisMachineIsRecorded();
    void everyLaneHasAUnitAndValuesOrAReason();
    void whatCostsTooMuchIsAskedLessOften();
    void cardsWithAManagementLibraryAreRead();
    void aLibraryThatIsNotThereSaysSo();
    void aDriverThatDoesNotAnswerSaysSo();
    void totalsIntegrateOverGaps();
    void totalsLeaveOutTheTimeBetweenAttempts();
    void totalsOfNothingAreUnknown();
    void theClockOfARunOnlyGoesOn();
};

void TestTraceRecorder::thisMachineIsRecorded()
{
    Recorder recorder({.process = getpid(), .budget = 0.0});
    recorder.sample(1.0);
    const auto values = recorder.sample(2.0);
    QCOMPARE(values.size(), recorder.lanes().size());
    const auto valueOf = [&](const char* name) {
        const auto lane = std::ranges::find(recorder.lanes(), name, &data::TraceLane::name);
        return lane == recorder.lanes().end() ? kUnknown
                                              : values[static_cast<std::size_t>(lane - recorder.lanes().begin())];
    };
    QVERIFY(valueOf("process/count") >= 1.0F);
    QVERIFY(valueOf("process/rss") > 1e6F);
    QVERIFY(valueOf("process/cpu") >= 0.0F);
    QVERIFY(valueOf("memory/used") > 1e6F);
}

void TestTraceRecorder::everyLaneHasAUnitAndValuesOrAReason()
{
    Recorder recorder({.process = getpid(), .nvml = "no-such-library.so"});
    recorder.sample(1.0);
    const auto values = recorder.sample(2.0);
    for (std::size_t index = 0; index < values.size(); ++index) {
        const data::TraceLane& lane = recorder.lanes()[index];
        QVERIFY2(!lane.name.empty() && !lane.unit.empty(), lane.name.c_str());
        if (!lane.missing.empty())
            QVERIFY2(isUnknown(values[index]), lane.name.c_str());
        const bool needsNoMeaning = lane.name.starts_with("temperature/") || lane.name.starts_with("power/")
            || lane.name.starts_with("disk/") || lane.name.starts_with("network/") || lane.name.starts_with("card");
        QVERIFY2(needsNoMeaning || !meaningOf(lane.name).empty(), lane.name.c_str());
    }
}

void TestTraceRecorder::whatCostsTooMuchIsAskedLessOften()
{
    Recorder recorder({.process = getpid(), .budget = 1e-6}); // 10 µs cost 10 s of silence
    const float first = recorder.sample(1.0)[1]; // process/count
    QVERIFY(!isUnknown(first));
    QVERIFY(isUnknown(recorder.sample(1.1)[1]));
    QVERIFY(!isUnknown(recorder.sample(1e9)[1]));
}

void TestTraceRecorder::cardsWithAManagementLibraryAreRead()
{
    NvmlSource source(COBENCH_FAKE_NVML);
    QCOMPARE(source.cards(), (std::vector<std::string>{"Fake A", "Fake B"}));
    QCOMPARE(source.lanes()[0].name, std::string("gpu0/kernel_time"));
    QCOMPARE(source.lanes()[7].name, std::string("gpu1/power"));
    QCOMPARE(source.lanes()[7].missing, std::string("the card does not tell"));
    const auto values = sample(source, 1.0);
    QCOMPARE(std::vector(values.begin(), values.begin() + 5),
        (std::vector<float>{0.75F, 600.0F, 120.0F, 60.0F, 1.5e9F}));
    QVERIFY(isUnknown(values[7]));
}

void TestTraceRecorder::aLibraryThatIsNotThereSaysSo()
{
    NvmlSource source("libno-such-thing.so.1");
    QCOMPARE(source.lanes()[0].missing, std::string("there is no NVIDIA driver here (libno-such-thing.so.1)"));
    QVERIFY(isUnknown(sample(source, 1.0)[0]));
}

void TestTraceRecorder::aDriverThatDoesNotAnswerSaysSo()
{
    qputenv("COBENCH_FAKE_NVML_CARDS", "none");
    QCOMPARE(NvmlSource(COBENCH_FAKE_NVML).lanes()[0].missing,
        std::string("the NVIDIA driver does not answer (NVML error 9)"));
    qputenv("COBENCH_FAKE_NVML_CARDS", "0");
    QCOMPARE(NvmlSource(COBENCH_FAKE_NVML).lanes()[0].missing, std::string("the NVIDIA driver finds no card"));
    qunsetenv("COBENCH_FAKE_NVML_CARDS");
}

void TestTraceRecorder::totalsIntegrateOverGaps()
{
    data::Trace trace{.lanes = {{"process/cpu", "cores", ""},
                          {"process/rss", "B", ""},
                          {"process/read", "B/s", ""},
                          {"power/package-0", "W", ""},
                          {"power/psys", "W", ""},
                          {"gpu0/kernel_time", "1", ""},
                          {"gpu0/power", "W", ""}},
        .times = {},
        .values = {}};
    trace.add(10.0, std::vector{kUnknown, 100.0F, kUnknown, kUnknown, kUnknown, 0.0F, 50.0F});
    trace.add(11.0, std::vector{1.0F, 300.0F, 10.0F, kUnknown, 99.0F, 1.0F, 50.0F});
    trace.add(12.0, std::vector{3.0F, 200.0F, 20.0F, 5.0F, 99.0F, 0.5F, 50.0F});
    const TraceTotals totals = totalsOf(trace);
    QCOMPARE(totals.seconds, 2.0);
    QCOMPARE(totals.samples, std::size_t{3});
    QCOMPARE(totals.cpuMean, 2.0);
    QCOMPARE(totals.cpuMax, 3.0);
    QCOMPARE(totals.rssPeak, 300.0);
    QCOMPARE(totals.read, 30.0);
    QVERIFY(std::isnan(totals.written));
    QCOMPARE(totals.cards.size(), std::size_t{1});
    QCOMPARE(totals.cards[0].kernelTimeMean, 0.75);
    QCOMPARE(totals.cards[0].energy, 100.0);
    QCOMPARE(totals.energy, 110.0); // 5 W over both seconds, and the card
    QCOMPARE(energyUntil(trace), (std::vector<double>{0.0, 50.0, 110.0})); // the packages tell at the end only
}

/// Resumed ten minutes later, and once more after the clock was set back. What needs an earlier sample is unknown
/// in the first of each attempt.
void TestTraceRecorder::totalsLeaveOutTheTimeBetweenAttempts()
{
    data::Trace trace{.lanes = {{"process/cpu", "cores", ""},
                          {"process/read", "B/s", ""},
                          {"power/package-0", "W", ""},
                          {"gpu0/kernel_time", "1", ""},
                          {"gpu0/power", "W", ""}},
        .times = {},
        .values = {}};
    for (const double start : {10.0, 610.0, 310.0}) {
        trace.add(start, std::vector{kUnknown, kUnknown, kUnknown, 1.0F, 50.0F});
        trace.add(start + 1.0, std::vector{2.0F, 10.0F, 5.0F, 1.0F, 50.0F});
    }
    const TraceTotals totals = totalsOf(trace);
    QCOMPARE(totals.cpuMean, 2.0);
    QCOMPARE(totals.read, 30.0);
    QCOMPARE(totals.cards[0].energy, 150.0);
    QCOMPARE(totals.energy, 165.0);
    QCOMPARE(energyUntil(trace), (std::vector<double>{0.0, 55.0, 55.0, 110.0, 110.0, 165.0}));
}

void TestTraceRecorder::totalsOfNothingAreUnknown()
{
    const TraceTotals totals = totalsOf({});
    QVERIFY(std::isnan(totals.cpuMean) && std::isnan(totals.energy) && totals.cards.empty());
    QVERIFY(energyUntil({}).empty());
}

void TestTraceRecorder::theClockOfARunOnlyGoesOn()
{
    const RunClock clock;
    const double first = clock.now();
    QVERIFY(first > 1.7e9);
    QVERIFY(clock.now() >= first);
}

QTEST_APPLESS_MAIN(TestTraceRecorder)
#include "recorder_test.moc"
