// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/queue_history.h"
#include "tests/core/detect/pipeline_kit.h"
#include "tests/support/verify_ok.h"

#include <QTest>

#include <algorithm>

using namespace cobench;
using namespace cobench::detect;
using std::chrono::milliseconds;

class TestDetectQueueHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void framesWaitFromCaptureToTheirStartOrEnd();
    void nothingWaitsWhereDevicesAreFree();
    void noMoreWaitThanTheRunSaw();
};

// By hand: frame 0 starts at once; 1 waits 10 … 40 ms; 2 waits 20 … 30 ms and is dropped; 3 comes at 30 ms, so what
// happens after that is not known.
void TestDetectQueueHistory::framesWaitFromCaptureToTheirStartOrEnd()
{
    const std::vector<Outcome> outcomes{
        {.number = 0, .captured = milliseconds(0), .started = milliseconds(0), .finished = milliseconds(40)},
        {.number = 1, .captured = milliseconds(10), .started = milliseconds(40), .finished = milliseconds(80)},
        {.number = 2, .captured = milliseconds(20), .dropped = DropCause::Queue, .finished = milliseconds(30)},
        {.number = 3, .captured = milliseconds(30), .started = milliseconds(80), .finished = milliseconds(120)}};
    const auto steps = queueHistory(outcomes);
    QCOMPARE(steps.size(), std::size_t{3});
    QCOMPARE(steps[0].at, Time(milliseconds(10)));
    QCOMPARE(steps[0].waiting, std::size_t{1});
    QCOMPARE(steps[1].at, Time(milliseconds(20)));
    QCOMPARE(steps[1].waiting, std::size_t{2});
    QCOMPARE(steps[2].at, Time(milliseconds(30))); // frame 2 leaves, frame 3 comes
    QCOMPARE(steps[2].waiting, std::size_t{2});
}

void TestDetectQueueHistory::nothingWaitsWhereDevicesAreFree()
{
    QVERIFY(queueHistory({}).empty());
    const std::vector<Outcome> outcomes{{.number = 0, .finished = milliseconds(5)}};
    QVERIFY(queueHistory(outcomes).empty());
}

void TestDetectQueueHistory::noMoreWaitThanTheRunSaw()
{
    test::CountedSource source(500);
    auto devices = test::emulatedDevices({10.0, 7.0}, 0.3);
    const auto run = test::runPipeline(
        runSimulated, source, devices, {.dispatch = {.drop = DropPolicy::Oldest, .buffer = 5}, .rate = 20.0});
    VERIFY_OK(run);
    const auto steps = queueHistory(run->outcomes);
    QVERIFY(!steps.empty());
    const auto most = std::ranges::max(steps, {}, &QueueStep::waiting).waiting;
    QCOMPARE(most, run->result.longestQueue);
}

QTEST_APPLESS_MAIN(TestDetectQueueHistory)
#include "queue_history_test.moc"
