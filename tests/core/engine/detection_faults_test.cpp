// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/detection_source.h"
#include "core/engine/detector_process.h"
#include "core/engine/stream_source.h"

#include "tests/core/engine/fake_detector.h"
#include "tests/support/patience.h"
#include "tests/support/process_load.h"
#include "tests/support/shortest.h"
#include "tests/support/verify_ok.h"

#include <QElapsedTimer>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <limits>
#include <thread>

using namespace cobench;
using namespace cobench::engine;
using namespace std::chrono_literals;

namespace {

constexpr double kRate = 50.0; // frames/s of a source, less than either of two devices can do
constexpr std::uint64_t kSecond = 50; // frames
constexpr int kNoSignalMs = 3000; // how long a silent source may go unnoticed
constexpr int kSlackMs = 500; // of a machine that does other things, too

/// Frames that say which they are, until the run has enough; `onFrame` may do harm meanwhile.
class NumberedFrames final : public detect::FrameSource
{
public:
    explicit NumberedFrames(std::function<void(detect::FrameNumber)> onFrame)
        : m_onFrame(std::move(onFrame))
    {
    }
    Result<std::optional<detect::SourcedFrame>> next() override
    {
        m_onFrame(m_next);
        return std::optional(detect::SourcedFrame{.picture = test::numberedPicture(m_next++)});
    }

private:
    std::function<void(detect::FrameNumber)> m_onFrame;
    detect::FrameNumber m_next = 0;
};

/// What became of a run whose first device was hurt, in seconds: from then on until that was noticed, and from
/// there until it was back.
struct Hurt {
    double noticed = std::numeric_limits<double>::infinity();
    double back = std::numeric_limits<double>::infinity();
};

/// How many signals of a stream were lost and came back, and what was held after each return.
struct Followed {
    std::vector<test::ProcessLoad> held;
    qint64 longestSilenceMs = 0; // from the last frame to the news
};

/// Until the signal was lost and came back so many times.
Followed follow(const std::string& stream, std::size_t cycles)
{
    Followed followed;
    const auto source = StreamSource::open({.target = stream}, stream, {});
    QElapsedTimer sinceFrame;
    sinceFrame.start();
    while (source && followed.held.size() < cycles) {
        const auto next = (*source)->next();
        if (!next)
            break;
        const detect::SourcedFrame& frame = **next;
        if (!frame.signal) {
            sinceFrame.start();
        } else if (!frame.signal->isThere) {
            followed.longestSilenceMs = std::max(followed.longestSilenceMs, sinceFrame.elapsed());
        } else {
            followed.held.push_back(test::loadOf(getpid()));
        }
    }
    return followed;
}

} // namespace

/// What goes wrong beside a live run, with the goals for it: a killed device (L4), one that hangs (L5), and sources
/// that fall silent (L6). Detectors and streams are processes that follow scripts.
class DetectionFaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_killed_device_is_noticed_at_once_and_soon_back_data();
    void a_killed_device_is_noticed_at_once_and_soon_back();
    void a_stop_reaches_a_device_that_loads_its_model_again();
    void a_hundred_lost_signals_leave_nothing_behind();
    void a_silent_stream_is_told_in_time_and_keeps_nobody_waiting();
    void a_pipe_is_no_source();

private:
    static void runWithHurtDevice(int signal, std::uint64_t frames, Hurt& hurt);
};

void DetectionFaultsTest::a_killed_device_is_noticed_at_once_and_soon_back_data()
{
    QTest::addColumn<int>("signal");
    QTest::addColumn<double>("noticedIn"); // s
    QTest::addColumn<std::uint64_t>("frames");
    QTest::newRow("killed") << SIGKILL << 0.1 << 3 * kSecond;
    QTest::newRow("stopped") << SIGSTOP << 3.5
                             << 6 * kSecond; // it answers nothing and works not for 3 s, looked at 4 times a s
}

void DetectionFaultsTest::a_killed_device_is_noticed_at_once_and_soon_back()
{
    QFETCH(const int, signal);
    QFETCH(const double, noticedIn);
    QFETCH(const std::uint64_t, frames);
    const auto shareOfLimits = [&] {
        Hurt hurt;
        runWithHurtDevice(signal, frames, hurt);
        qInfo("noticed after %.3f s, back after %.3f s", hurt.noticed, hurt.back);
        return std::max(hurt.noticed / test::patient(noticedIn), hurt.back / test::patient(2.0));
    };
    QVERIFY(test::shortest(3, 1.0, shareOfLimits) <= 1.0);
}

void DetectionFaultsTest::runWithHurtDevice(int signal, std::uint64_t frames, Hurt& hurt)
{
    std::vector<detect::Device> devices;
    for (const char* name : {"hurt", "other"}) {
        auto started = startDetector({.model = {.name = name, .family = "fake"}}, nullptr);
        VERIFY_OK(started);
        devices.push_back({.name = name, .detector = std::move(started->detector)});
    }
    const pid_t device = test::childrenOf(getpid()).front();
    NumberedFrames source([&](detect::FrameNumber number) {
        if (number == kSecond)
            ::kill(device, signal);
    });
    Progress progress;
    std::vector<detect::Outcome> outcomes;
    const auto result = detect::runLive(source,
        devices,
        {.dispatch = {.schedule = detect::Schedule::RoundRobin, .drop = detect::DropPolicy::Oldest, .buffer = 2},
            .rate = kRate,
            .maxFrames = frames},
        [&](const detect::Outcome& outcome) { return outcomes.push_back(outcome), Result<void>(); },
        progress,
        {});
    VERIFY_OK(result);
    QCOMPARE(result->losses.size(), std::size_t{1});
    QCOMPARE(result->losses[0].device, std::size_t{0});
    const double killed = detect::seconds(outcomes[kSecond].captured);
    const double lost = detect::seconds(result->losses[0].at);
    hurt.noticed = lost - killed;

    std::uint64_t others = 0;
    for (const detect::Outcome& outcome : outcomes) { // each frame once, in order, with its own boxes
        QCOMPARE(outcome.number, static_cast<detect::FrameNumber>(&outcome - outcomes.data()));
        if (outcome.boxes)
            QCOMPARE(outcome.boxes->front().score, static_cast<double>(outcome.boxesOf));
        const bool isHurt = !outcome.dropped && outcome.device == 0;
        others += !outcome.dropped && !isHurt ? 1 : 0;
        if (isHurt && detect::seconds(outcome.finished) > lost)
            hurt.back = std::min(hurt.back, detect::seconds(outcome.finished) - lost);
    }
    const auto& counts = result->figures.counts;
    QCOMPARE(counts.read, counts.processed + counts.droppedInAll());
    // Its turns, and those of the other while that was away.
    QVERIFY(others + counts.droppedInAll() >= frames / 2 - 5);
}

void DetectionFaultsTest::a_stop_reaches_a_device_that_loads_its_model_again()
{
    const auto started = startDetector({.model = {.name = "large", .family = "fake"}}, nullptr);
    VERIFY_OK(started);
    const std::vector<pid_t> before = test::childrenOf(getpid());
    QVERIFY(qputenv(test::kLoadsLong, "1"));
    const auto loadsFast = qScopeGuard([] { qunsetenv(test::kLoadsLong); });
    std::atomic<bool> isBack = false;
    bool isRestarted = true;
    std::jthread restarting([&] {
        isRestarted = started->detector->restart().ok();
        isBack = true;
    });
    const auto isSpawned = [&] {
        const std::vector<pid_t> now = test::childrenOf(getpid());
        return !now.empty() && now != before;
    };
    QTRY_VERIFY(isSpawned());
    started->detector->interrupt();
    QTRY_VERIFY(isBack); // long before the model were loaded
    restarting.join();
    QVERIFY(!isRestarted);
}

void DetectionFaultsTest::a_hundred_lost_signals_leave_nothing_behind()
{
    const test::ProcessLoad before = test::loadOf(getpid());
    const Followed ended = follow(test::kStreamEnds, 90);
    const Followed died = follow(test::kStreamDies, 10);
    QCOMPARE(ended.held.size(), std::size_t{90});
    QCOMPARE(died.held.size(), std::size_t{10});
    for (const test::ProcessLoad& held : ended.held)
        QVERIFY2(held == ended.held.front(), held.text().c_str());
    QTRY_VERIFY2(test::loadOf(getpid()) == before, test::loadOf(getpid()).text().c_str());
}

void DetectionFaultsTest::a_silent_stream_is_told_in_time_and_keeps_nobody_waiting()
{
    bool isBack = true;
    const auto silenceMs = [&] {
        const Followed hung = follow(test::kStreamHangs, 1);
        isBack = isBack && hung.held.size() == 1;
        return hung.longestSilenceMs;
    };
    constexpr qint64 kMostSilenceMs = test::patient(kNoSignalMs + kSlackMs);
    const qint64 silence = test::shortest(3, kMostSilenceMs, silenceMs);
    QVERIFY(isBack);
    QVERIFY2(silence <= kMostSilenceMs, qPrintable(QString::number(silence)));

    const auto interruptMs = [] {
        auto source = StreamSource::open({.target = test::kStreamHangs}, "hangs", {});
        if (!source)
            return std::numeric_limits<qint64>::max();
        std::jthread waiting([&] {
            for (auto next = (*source)->next(); next;)
                next = (*source)->next();
        });
        QTest::qWait(300); // its frames are over
        QElapsedTimer timer;
        timer.start();
        (*source)->interrupt();
        waiting.join();
        return timer.elapsed();
    };
    constexpr qint64 kMostInterruptMs = test::patient(200);
    QVERIFY(test::shortest(3, kMostInterruptMs, interruptMs) <= kMostInterruptMs);
}

void DetectionFaultsTest::a_pipe_is_no_source()
{
    const QTemporaryDir folder;
    const std::string pipe = folder.filePath(QStringLiteral("video.avi")).toStdString();
    QCOMPARE(mkfifo(pipe.c_str(), 0600), 0);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(!openSource(pipe, true, {}).ok()); // and nobody waits for who might write to it
    QVERIFY(timer.elapsed() < 20000);
}

QTEST_GUILESS_MAIN(DetectionFaultsTest)
#include "detection_faults_test.moc"
