// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/sources.h"
#include "tests/core/detect/pipeline_kit.h"
#include "tests/support/verify_ok.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

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
    void aPausedRunTakesNoFrameAndItsTimeStandsStill();
    void aStepLetsOneFrameThrough();
    void aPausedRunEndsWhenItIsCancelled();
    void everyOutcomeCarriesItsPicture();
    void devicesComeAndGoWhileTheRunGoesOn();
    void rateAndSchedulerChangeAtTheirTime();
    void aRunWhoseDevicesAreAllUnpluggedEndsWithItsSource();
    void aSteeredRunWaitsForAPlugUntilItsSourceEnds();
    void aStoppedRunWaitsForNoDeviceThatIsAway();
};

namespace {

std::vector<Device> nullDevices(std::size_t count)
{
    std::vector<Device> devices;
    for (std::size_t i = 0; i < count; ++i)
        devices.push_back({.name = "null", .detector = std::make_unique<test::NumberDetector>()});
    return devices;
}

bool isInOrder(const std::vector<Outcome>& outcomes)
{
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        if (outcomes[i].number != i)
            return false;
    return true;
}

/// Works until it is interrupted.
class HangingDetector final : public Detector
{
public:
    Result<SharedDetections> detect(const Frame&) override
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_isInterrupted; });
        return Error{.code = ErrorCode::Disconnected};
    }
    void interrupt() override
    {
        const std::lock_guard lock(m_mutex);
        m_isInterrupted = true;
        m_changed.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_isInterrupted = false;
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
    auto devices = nullDevices(3);
    const auto run
        = test::runPipeline(runLive, source, devices, {.dispatch = {.schedule = static_cast<Schedule>(schedule)}});
    VERIFY_OK(run);
    QCOMPARE(run->result.figures.counts.processed, std::uint64_t{2000});
    QVERIFY(isInOrder(run->outcomes));
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
    QVERIFY(isInOrder(run->outcomes));
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
    QVERIFY(isInOrder(run->outcomes));
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
    QVERIFY(isInOrder(run->outcomes));
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
    auto devices = nullDevices(1);
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
    auto devices = nullDevices(2);
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

namespace {

/// Runs on a thread of its own; what came out is looked at by the test.
class ControlledRun
{
public:
    ControlledRun(FrameSource& source, std::vector<Device>& devices, PipelineConfig config)
        : m_control(std::make_shared<RunControl>())
    {
        config.control = m_control;
        m_control->setPaused(true);
        m_thread = std::jthread([this, &source, &devices, config] {
            Progress progress;
            m_result = runLive(
                source,
                devices,
                config,
                [this](const Outcome& outcome) {
                    const std::lock_guard lock(m_mutex);
                    m_outcomes.push_back(outcome);
                    return Result<void>();
                },
                progress,
                m_cancel.token());
        });
    }
    ~ControlledRun() { cancel(); }
    RunControl& control() { return *m_control; }
    std::size_t count()
    {
        const std::lock_guard lock(m_mutex);
        return m_outcomes.size();
    }
    std::size_t processedBy(DeviceIndex device)
    {
        const std::lock_guard lock(m_mutex);
        return static_cast<std::size_t>(std::ranges::count_if(
            m_outcomes, [&](const Outcome& one) { return !one.dropped && one.device == device; }));
    }
    void cancel() { m_cancel.cancel(); }
    const Result<PipelineResult>& result()
    {
        if (m_thread.joinable())
            m_thread.join();
        return *m_result;
    }
    const std::vector<Outcome>& outcomes() const { return m_outcomes; }

private:
    std::shared_ptr<RunControl> m_control;
    CancelSource m_cancel;
    std::mutex m_mutex;
    std::vector<Outcome> m_outcomes;
    std::optional<Result<PipelineResult>> m_result;
    std::jthread m_thread;
};

} // namespace

void TestDetectLiveRun::aPausedRunTakesNoFrameAndItsTimeStandsStill()
{
    test::CountedSource source(20);
    auto devices = test::emulatedDevices({1000.0, 1000.0});
    QElapsedTimer whole;
    whole.start();
    ControlledRun run(
        source, devices, {.dispatch = {.drop = DropPolicy::Oldest, .buffer = 4}, .rate = 40.0}); // 0.5 s of frames
    QTest::qWait(1000);
    QCOMPARE(run.count(), std::size_t{0});
    run.control().setPaused(false);
    const auto& result = run.result();
    const Time elapsed = fromSeconds(static_cast<double>(whole.elapsed()) / 1000.0);
    VERIFY_OK(result);
    QCOMPARE(result->figures.counts.read, std::uint64_t{20});
    // All of them, had the pause counted.
    QVERIFY(result->figures.counts.dropped[static_cast<std::size_t>(DropCause::SourceLate)] < 10);
    const std::vector<Outcome>& outcomes = run.outcomes();
    QVERIFY(outcomes.back().captured - outcomes.front().captured > fromSeconds(0.25));
    QVERIFY(outcomes.back().released < elapsed - fromSeconds(0.5)); // half of the pause
}

void TestDetectLiveRun::aStepLetsOneFrameThrough()
{
    test::CountedSource source(10);
    auto devices = nullDevices(2);
    ControlledRun run(source, devices, {});
    for (std::size_t step = 1; step <= 3; ++step) {
        run.control().step();
        QTRY_COMPARE(run.count(), step);
        QTest::qWait(60);
        QCOMPARE(run.count(), step);
    }
    run.control().setPaused(false);
    const auto& result = run.result();
    VERIFY_OK(result);
    QCOMPARE(result->figures.counts.processed, std::uint64_t{10});
    QVERIFY(isInOrder(run.outcomes()));
}

void TestDetectLiveRun::aPausedRunEndsWhenItIsCancelled()
{
    test::CountedSource source(10);
    auto devices = test::emulatedDevices({1000.0});
    devices.front().emulation->outages.push_back({.from = fromSeconds(1000.0)});
    ControlledRun run(source, devices, {});
    run.cancel();
    QVERIFY(!run.result().ok());
    QVERIFY(run.result().error().isCancelled());
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

namespace {

RunChange onDevice(RunChange::Kind kind, DeviceIndex device)
{
    return {.kind = kind, .device = device};
}

std::vector<RunEvent::Kind> kindsOf(const PipelineResult& result)
{
    std::vector<RunEvent::Kind> kinds;
    for (const RunEvent& event : result.events)
        kinds.push_back(event.kind);
    return kinds;
}

} // namespace

void TestDetectLiveRun::devicesComeAndGoWhileTheRunGoesOn()
{
    using Change = RunChange::Kind;
    using Event = RunEvent::Kind;
    test::CountedSource source(1'000'000); // more than are needed
    auto devices = test::emulatedDevices({100.0, 100.0});
    ControlledRun run(source,
        devices,
        {.dispatch = {.drop = DropPolicy::Oldest, .buffer = 2}, .rate = 400.0, .stopEndsSource = true});
    const auto goOn = [&](DeviceIndex device) {
        const std::size_t seen = run.processedBy(device);
        QTRY_VERIFY(run.processedBy(device) > seen + 10);
    };
    run.control().setPaused(false);
    run.control().change(onDevice(Change::Unplug, 0));
    goOn(1);
    run.control().change(onDevice(Change::PlugIn, 0));
    run.control().change({.kind = Change::Add, .added = std::make_shared<Device>(test::emulated({.rate = 100.0}))});
    goOn(0);
    goOn(2);
    run.control().change(onDevice(Change::Remove, 1));
    run.control().change(onDevice(Change::Remove, 1)); // it is gone already
    goOn(2);
    run.control().change(onDevice(Change::Unplug, 2));
    run.control().change(onDevice(Change::Unplug, 7)); // there is none
    goOn(0);
    run.cancel();
    const auto& result = run.result();
    VERIFY_OK(result);
    const FrameCounts& counts = result->figures.counts;
    QCOMPARE(counts.read, std::uint64_t{run.outcomes().size()});
    QCOMPARE(counts.processed + counts.droppedInAll(), counts.read);
    QVERIFY(isInOrder(run.outcomes()));
    const std::vector<Event> expected{Event::DeviceUnplugged,
        Event::DevicePluggedIn,
        Event::DeviceAdded,
        Event::DeviceRemoved,
        Event::DeviceUnplugged};
    QVERIFY(kindsOf(*result) == expected);
    QCOMPARE(result->figures.devices.size(), std::size_t{3});
    QCOMPARE(result->figures.devices[2].name, std::string("emulated#2"));
    for (const RunFigures::Device& device : result->figures.devices)
        QVERIFY(device.processed > 0);
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

void TestDetectLiveRun::aSteeredRunWaitsForAPlugUntilItsSourceEnds()
{
    const auto control = std::make_shared<RunControl>();
    control->setPaused(true); // until the device is away
    test::CountedSource source(20);
    auto devices = test::emulatedDevices({500.0});
    const auto run = test::runPipeline(runLive,
        source,
        devices,
        {.dispatch = {.buffer = 20},
            .control = control,
            .changes = {{.change = {.kind = RunChange::Kind::Unplug}}},
            .onEvent = [&](const RunEvent&) { control->setPaused(false); }});
    VERIFY_OK(run);
    const FrameCounts& counts = run->result.figures.counts;
    QVERIFY(run->result.isAbandoned);
    QCOMPARE(counts.read, std::uint64_t{20});
    QCOMPARE(counts.dropped[static_cast<std::size_t>(DropCause::DeviceLost)], std::uint64_t{20});
}

namespace {

/// Its link is down, for as long as it is waited for.
class LostLinkDetector final : public Detector
{
public:
    Result<SharedDetections> detect(const Frame&) override { return Error{.code = ErrorCode::Disconnected}; }
    DropCause lossCause() const override { return DropCause::Network; }
    Result<void> restart() override
    {
        std::unique_lock lock(m_mutex);
        m_isRestarting = true;
        m_changed.wait(lock, [&] { return m_isInterrupted; });
        return Error{.code = ErrorCode::Disconnected};
    }
    void interrupt() override
    {
        const std::lock_guard lock(m_mutex);
        m_isInterrupted = true;
        m_changed.notify_all();
    }
    bool isRestarting()
    {
        const std::lock_guard lock(m_mutex);
        return m_isRestarting;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_isRestarting = false;
    bool m_isInterrupted = false;
};

} // namespace

void TestDetectLiveRun::aStoppedRunWaitsForNoDeviceThatIsAway()
{
    test::CountedSource source(10);
    auto lost = std::make_unique<LostLinkDetector>();
    LostLinkDetector& detector = *lost;
    std::vector<Device> devices;
    devices.push_back({.name = "lost", .detector = std::move(lost)});
    ControlledRun run(source, devices, {.stopEndsSource = true});
    run.control().setPaused(false);
    QTRY_VERIFY(detector.isRestarting());
    run.cancel();
    const auto& result = run.result();
    VERIFY_OK(result);
    QVERIFY(!result->isAbandoned); // what was asked for is no failure
    const FrameCounts& counts = result->figures.counts;
    QVERIFY(counts.read > 0);
    QCOMPARE(counts.droppedInAll(), counts.read);
}

QTEST_APPLESS_MAIN(TestDetectLiveRun)
#include "live_run_test.moc"
