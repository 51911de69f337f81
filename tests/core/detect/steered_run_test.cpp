// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/detect/pipeline_kit.h"
#include "tests/support/verify_ok.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

using namespace cobench;
using namespace cobench::detect;
using namespace std::chrono_literals;

/// Runs on the real clock that somebody pauses, steps, changes and stops.
class TestDetectSteeredRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPausedRunTakesNoFrameAndItsTimeStandsStill();
    void aStepLetsOneFrameThrough();
    void aStepWaitsForTheFrameOfASlowCamera_data();
    void aStepWaitsForTheFrameOfASlowCamera();
    void aPausedRunEndsWhenItIsCancelled();
    void devicesComeAndGoWhileTheRunGoesOn();
    void aSteeredRunWaitsForAPlugUntilItsSourceEnds();
    void aStoppedRunWaitsForNoDeviceThatIsAway();
};

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

void TestDetectSteeredRun::aPausedRunTakesNoFrameAndItsTimeStandsStill()
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

void TestDetectSteeredRun::aStepLetsOneFrameThrough()
{
    test::CountedSource source(10);
    auto devices = test::instantDevices(2);
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
    QVERIFY(test::isInOrder(run.outcomes()));
}

namespace {

/// Takes longer over each frame than a run does between two looks at its control. News of its signal comes first.
class SlowCamera final : public FrameSource
{
public:
    explicit SlowCamera(int news)
        : m_news(news)
    {
    }
    Result<std::optional<SourcedFrame>> next() override
    {
        if (m_interruption.waitFor(100ms))
            return std::optional<SourcedFrame>();
        if (m_news == 0)
            return std::optional(SourcedFrame());
        --m_news;
        return std::optional(SourcedFrame{.signal = SignalChange{.isThere = m_news % 2 == 0}});
    }
    void interrupt() override { m_interruption.interrupt(); }
    bool isLive() const override { return true; }

private:
    test::Interruption m_interruption;
    int m_news;
};

} // namespace

void TestDetectSteeredRun::aStepWaitsForTheFrameOfASlowCamera_data()
{
    QTest::addColumn<int>("news");
    QTest::newRow("its frame comes next") << 0;
    QTest::newRow("its signal is lost and comes back first") << 2;
}

/// The run is paused all the time, so only steps make its clock go.
void TestDetectSteeredRun::aStepWaitsForTheFrameOfASlowCamera()
{
    QFETCH(const int, news);
    SlowCamera source(news);
    auto devices = test::emulatedDevices({50.0});
    ControlledRun run(source, devices, {.dispatch = {.drop = DropPolicy::Oldest, .buffer = 1}});
    QTest::qWait(100); // its clock stands
    for (std::size_t step = 1; step <= 2; ++step) {
        run.control().step();
        QTRY_COMPARE(run.count(), step);
    }
    run.cancel();
    QVERIFY(!run.result().ok());
    for (const Outcome& outcome : run.outcomes()) {
        QVERIFY(!outcome.dropped);
        QVERIFY(outcome.finished - outcome.started >= fromSeconds(0.019)); // as emulated
    }
}

void TestDetectSteeredRun::aPausedRunEndsWhenItIsCancelled()
{
    test::CountedSource source(10);
    auto devices = test::emulatedDevices({1000.0});
    devices.front().emulation->outages.push_back({.from = fromSeconds(1000.0)});
    ControlledRun run(source, devices, {});
    run.cancel();
    QVERIFY(!run.result().ok());
    QVERIFY(run.result().error().isCancelled());
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

void TestDetectSteeredRun::devicesComeAndGoWhileTheRunGoesOn()
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
    QVERIFY(test::isInOrder(run.outcomes()));
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

void TestDetectSteeredRun::aSteeredRunWaitsForAPlugUntilItsSourceEnds()
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
        m_isRestarting = true;
        m_interruption.wait();
        return Error{.code = ErrorCode::Disconnected};
    }
    void interrupt() override { m_interruption.interrupt(); }
    bool isRestarting() const { return m_isRestarting; }

private:
    test::Interruption m_interruption;
    std::atomic<bool> m_isRestarting = false;
};

} // namespace

void TestDetectSteeredRun::aStoppedRunWaitsForNoDeviceThatIsAway()
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

QTEST_APPLESS_MAIN(TestDetectSteeredRun)
#include "steered_run_test.moc"
