// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/sources.h"
#include "tests/core/detect/pipeline_kit.h"
#include "tests/support/verify_ok.h"

#include <QTest>

using namespace cobench;
using namespace cobench::detect;

/// The real clock. What it takes is told by the machine, so these tests look at accounts, order and ends, not at
/// rates.
class TestDetectLiveRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFrameIsProcessedInOrder_data();
    void everyFrameIsProcessedInOrder();
    void overloadIsDroppedAndAccountedFor();
    void aDetectorThatFailsIsStartedAgain();
    void aRunWithoutDevicesLeftEnds();
    void anEmulatedFailurePutsFramesOnOthers();
    void aCancelEndsADetectorThatHangs();
    void anErrorOfTheSourceIsToldAfterWhatItGave();
    void anErrorOfTheSinkEndsTheRun();
    void everyOutcomeCarriesItsPicture();
    void rateAndSchedulerChangeAtTheirTime();
    void aRunWhoseDevicesAreAllUnpluggedEndsWithItsSource();
};

namespace {

/// Works until it is interrupted.
class HangingDetector final : public Detector
{
public:
    Result<SharedDetections> detect(const Frame&) override
    {
        m_interruption.wait();
        return Error{.code = ErrorCode::Disconnected};
    }
    void interrupt() override { m_interruption.interrupt(); }

private:
    test::Interruption m_interruption;
};

/// Fails once at a frame, then works.
class OnceFailingDetector final : public Detector
{
public:
    Result<SharedDetections> detect(const Frame& frame) override
    {
        if (frame.number == 5 && !std::exchange(m_hasFailed, true))
            return Error{.code = ErrorCode::Disconnected, .detail = "died"};
        return m_inner.detect(frame);
    }
    Result<void> restart() override { return {}; }

private:
    test::NumberDetector m_inner;
    bool m_hasFailed = false;
};

class BreakingSource final : public FrameSource
{
public:
    Result<std::optional<SourcedFrame>> next() override
    {
        if (m_given++ == 3)
            return Error{.code = ErrorCode::Truncated, .detail = "ends too early"};
        return std::optional(SourcedFrame());
    }

private:
    int m_given = 0;
};

} // namespace

void TestDetectLiveRun::everyFrameIsProcessedInOrder_data()
{
    QTest::addColumn<int>("schedule");
    for (int schedule = 0; schedule < 5; ++schedule)
        QTest::newRow(kSchedules[schedule].data()) << schedule;
}

void TestDetectLiveRun::everyFrameIsProcessedInOrder()
{
    QFETCH(int, schedule);
    test::CountedSource source(2000);
    auto devices = test::instantDevices(3);
    const auto run
        = test::runPipeline(runLive, source, devices, {.dispatch = {.schedule = static_cast<Schedule>(schedule)}});
    VERIFY_OK(run);
    QCOMPARE(run->result.figures.counts.processed, std::uint64_t{2000});
    QVERIFY(test::isInOrder(run->outcomes));
}

void TestDetectLiveRun::overloadIsDroppedAndAccountedFor()
{
    test::CountedSource source(200);
    auto devices = test::emulatedDevices({100.0, 50.0}, 0.2);
    const auto run = test::runPipeline(
        runLive, source, devices, {.dispatch = {.drop = DropPolicy::Oldest, .buffer = 1}, .rate = 1000.0});
    VERIFY_OK(run);
    const auto& counts = run->result.figures.counts;
    QCOMPARE(counts.read, std::uint64_t{200});
    QCOMPARE(counts.processed + counts.droppedInAll(), counts.read);
    QVERIFY(counts.processed > 0 && counts.droppedInAll() > 0);
    QVERIFY(test::isInOrder(run->outcomes));
    QVERIFY(run->result.longestQueue <= 1);
}

void TestDetectLiveRun::aDetectorThatFailsIsStartedAgain()
{
    test::CountedSource source(50);
    std::vector<Device> devices;
    devices.push_back({.name = "once", .detector = std::make_unique<OnceFailingDetector>()});
    const auto run = test::runPipeline(runLive, source, devices, {});
    VERIFY_OK(run);
    QCOMPARE(run->result.figures.counts.processed, std::uint64_t{50});
    QCOMPARE(run->result.losses.size(), std::size_t{1});
    QCOMPARE(run->result.losses[0].reason.detail, std::string("died"));
}

void TestDetectLiveRun::aRunWithoutDevicesLeftEnds()
{
    test::CountedSource source(50);
    std::vector<Device> devices;
    devices.push_back(
        {.name = "fails", .detector = std::make_unique<test::NumberDetector>(std::set<std::uint64_t>{3})});
    const auto run = test::runPipeline(runLive, source, devices, {});
    VERIFY_OK(run);
    QVERIFY(run->result.isAbandoned);
    const auto& counts = run->result.figures.counts;
    QCOMPARE(counts.processed, std::uint64_t{3});
    QCOMPARE(counts.dropped[static_cast<std::size_t>(DropCause::DeviceLost)], counts.read - 3);
    QVERIFY(test::isInOrder(run->outcomes));
}

void TestDetectLiveRun::anEmulatedFailurePutsFramesOnOthers()
{
    test::CountedSource source(60);
    std::vector<Device> devices;
    devices.push_back(test::emulated({.rate = 100.0, .outages = {{.from = std::chrono::milliseconds(55)}}}));
    devices.push_back(test::emulated({.rate = 200.0}));
    const auto run = test::runPipeline(runLive, source, devices, {});
    VERIFY_OK(run);
    QCOMPARE(run->result.figures.counts.processed, std::uint64_t{60});
    QCOMPARE(run->result.losses.size(), std::size_t{1});
    QVERIFY(test::isInOrder(run->outcomes));
}

void TestDetectLiveRun::aCancelEndsADetectorThatHangs()
{
    test::CountedSource source(10);
    std::vector<Device> devices;
    devices.push_back({.name = "hangs", .detector = std::make_unique<HangingDetector>()});
    CancelSource cancel;
    cancel.cancel();
    Progress progress;
    const auto run = runLive(
        source, devices, {}, [](const Outcome&) { return Result<void>(); }, progress, cancel.token());
    QVERIFY(!run && run.error().isCancelled());
}

void TestDetectLiveRun::anErrorOfTheSourceIsToldAfterWhatItGave()
{
    BreakingSource source;
    auto devices = test::instantDevices(1);
    Progress progress;
    std::uint64_t seen = 0;
    const auto run
        = runLive(source, devices, {}, [&](const Outcome&) { return ++seen, Result<void>(); }, progress, {});
    QVERIFY(!run && run.error().code == ErrorCode::Truncated);
    QCOMPARE(seen, std::uint64_t{3});
}

void TestDetectLiveRun::anErrorOfTheSinkEndsTheRun()
{
    test::CountedSource source(1U << 30);
    auto devices = test::instantDevices(2);
    Progress progress;
    const auto run = runLive(source,
        devices,
        {},
        [&](const Outcome& outcome) -> Result<void> {
            if (outcome.number == 10)
                return Error{.code = ErrorCode::DiskFull};
            return {};
        },
        progress,
        {});
    QVERIFY(!run && run.error().code == ErrorCode::DiskFull);
}

void TestDetectLiveRun::everyOutcomeCarriesItsPicture()
{
    const auto picture = std::make_shared<const data::Image>(noisePicture(8, 8));
    SyntheticSource source(picture);
    auto devices = test::emulatedDevices({100.0});
    const auto run = test::runPipeline(runLive,
        source,
        devices,
        {.dispatch = {.drop = DropPolicy::Newest, .buffer = 1},
            .rate = 1000.0,
            .maxFrames = Synchroniser::kHeldPictures}); // no more can wait
    VERIFY_OK(run);
    QVERIFY(run->result.figures.counts.droppedInAll() > 0);
    for (const Outcome& outcome : run->outcomes)
        QCOMPARE(outcome.picture, picture);
}

void TestDetectLiveRun::rateAndSchedulerChangeAtTheirTime()
{
    const PipelineConfig config{.rate = 100.0,
        .changes = {{.at = fromSeconds(0.2), .change = {.kind = RunChange::Kind::Rate, .rate = 1000.0}},
            {.at = fromSeconds(0.2),
                .change = {.kind = RunChange::Kind::Schedule, .schedule = Schedule::RoundRobin}}}};
    for (const auto runner : {runLive, runSimulated}) {
        test::CountedSource frames(400);
        auto used = test::emulatedDevices({1000.0, 1000.0});
        const auto run = test::runPipeline(*runner, frames, used, config);
        VERIFY_OK(run);
        QCOMPARE(run->result.figures.counts.processed, std::uint64_t{400});
        QCOMPARE(run->result.events.size(), std::size_t{2});
        QVERIFY(run->outcomes[15].captured >= fromSeconds(0.15));
        QVERIFY(run->outcomes.back().captured < fromSeconds(3.0)); // 3.99 s at the first rate
    }
}

void TestDetectLiveRun::aRunWhoseDevicesAreAllUnpluggedEndsWithItsSource()
{
    for (const auto runner : {runLive, runSimulated}) {
        test::CountedSource source(4000);
        auto devices = test::emulatedDevices({500.0});
        const auto run = test::runPipeline(*runner,
            source,
            devices,
            {.dispatch = {.drop = DropPolicy::Oldest, .buffer = 2},
                .rate = 200.0,
                .changes = {{.at = fromSeconds(0.05), .change = {.kind = RunChange::Kind::Unplug}}}});
        VERIFY_OK(run);
        const FrameCounts& counts = run->result.figures.counts;
        QVERIFY(run->result.isAbandoned);
        QCOMPARE(counts.processed + counts.droppedInAll(), counts.read);
        QVERIFY(counts.dropped[static_cast<std::size_t>(DropCause::DeviceLost)] > 0);
    }
}

QTEST_APPLESS_MAIN(TestDetectLiveRun)
#include "live_run_test.moc"
