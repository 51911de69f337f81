// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/outcome_block.h"
#include "core/engine/detection_job.h"
#include "core/engine/detection_task.h"
#include "core/engine/rpc_client.h"
#include "core/jobs/detection_sessions.h"
#include "core/jobs/spool_reader.h"
#include "core/jobs/take_in_sessions.h"
#include "tests/core/engine/process_state.h"
#include "tests/support/process_load.h"
#include "tests/support/verify_ok.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <fstream>
#include <iterator>

using namespace cobench;
using namespace cobench::engine;
namespace fs = std::filesystem;

namespace {

constexpr int kPatienceMs = 20000;

ConnectOptions options(const char* idleSeconds = "60")
{
    return {.executable = COBENCH_ENGINE, .arguments = {"--idle-seconds", idleSeconds}, .timeoutSeconds = 30.0};
}

/// For ever so long.
DetectionRequest liveRequest()
{
    DetectionRequest request{.source = "synthetic",
        .model = "null",
        .devices = detect::parseDevices("2*emulated:200").value(),
        .pace = DetectionRequest::Pace::Given};
    request.pipeline = {.dispatch = {.drop = detect::DropPolicy::Oldest}, .rate = 500.0, .maxFrames = 10'000'000};
    return request;
}

/// Whichever frames share their boxes.
std::string bytesOf(const std::vector<detect::Outcome>& outcomes)
{
    std::string bytes;
    for (const detect::Outcome& outcome : outcomes)
        bytes += detect::packOutcomes(std::span(&outcome, 1));
    return bytes;
}

bool waitUntilGone(pid_t process)
{
    return QTest::qWaitFor([process] { return !test::isRunning(process); }, kPatienceMs);
}

} // namespace

/// Detection runs of the real engine program, and what is left of them when somebody is killed.
class EngineDetectionsTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_project;
    std::unique_ptr<Client> m_client;
    pid_t m_engine = 0;

    void connect(const char* idleSeconds = "60")
    {
        auto client = connectOverRpc(options(idleSeconds));
        if (!client)
            qFatal("%s", describe(client.error()).c_str());
        m_client = *std::move(client);
        m_engine = static_cast<pid_t>(m_client->status()->pid);
    }
    fs::path spoolFor(const DetectionRequest& request, std::int64_t number = 1) const
    {
        const fs::path spool = jobs::newSpool(m_project, {number});
        if (!jobs::createSpool(
                spool, {.number = {number}, .settings = "{}", .devices = deviceNames(request.devices)}))
            qFatal("no file for the session");
        return spool;
    }
    fs::path begin(const DetectionRequest& request, std::int64_t number = 1)
    {
        const fs::path spool = spoolFor(request, number);
        const auto begun = m_client->startDetection(spool, taskText({.spool = spool, .request = request}));
        if (!begun)
            qFatal("%s", describe(begun.error()).c_str());
        return spool;
    }
    static std::size_t framesOf(const fs::path& spool) { return jobs::readSpool(spool).value().size(); }
    static bool isHeld(const fs::path& spool)
    {
        const auto reader = jobs::SpoolReader::open(spool);
        return reader && reader->isBeingWritten();
    }
    static bool waitForFrames(const fs::path& spool, std::size_t frames)
    {
        return QTest::qWaitFor([&] { return framesOf(spool) >= frames; }, kPatienceMs);
    }
    static bool waitForEnd(const fs::path& spool)
    {
        return QTest::qWaitFor([&] { return !isHeld(spool); }, kPatienceMs);
    }
    /// What the project makes of the one run it has.
    jobs::StoredSession takenIn() const
    {
        const auto project = store::Project::open(m_project, store::OpenMode::Create);
        const auto taken = jobs::takeInSessions(**project);
        if (taken.added.size() != 1 || !taken.problems.empty())
            qFatal("the run was not taken in");
        auto session = jobs::listSessions(**project)->front();
        if (jobs::readOutcomes(**project, session)->size() != session.entry.frames)
            qFatal("frames of the run are missing");
        return session;
    }
    static bool isInterrupted(const jobs::StoredSession& session)
    {
        return session.record.end == detect::SessionRecord::End::Failed
            && session.record.problem.find("interrupted") != std::string::npos;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>(QStringLiteral("/tmp/cbXXXXXX")); // socket paths are short
        m_project = m_folder->filePath(QStringLiteral("p.cobench")).toStdString();
        for (const char* name : {"XDG_RUNTIME_DIR", "XDG_STATE_HOME"})
            qputenv(name, m_folder->path().toUtf8());
        connect();
    }
    void cleanup()
    {
        m_client.reset();
        if (m_engine > 0 && test::isRunning(m_engine))
            ::kill(m_engine, SIGKILL);
        QVERIFY(waitUntilGone(m_engine));
    }

    void a_simulated_run_is_the_same_in_the_engine()
    {
        DetectionRequest request = liveRequest();
        request.clock = DetectionRequest::Clock::Simulated;
        request.devices = detect::parseDevices("emulated:20:jitter=0.3,emulated:10:law=exponential").value();
        request.pipeline.rate = 40.0;
        request.pipeline.maxFrames = 20000;
        std::vector<detect::Outcome> here;
        Progress progress;
        VERIFY_OK(runDetection(request, progress, {}, [&](const detect::Outcome& one) { here.push_back(one); }));
        const fs::path spool = begin(request);
        QVERIFY(waitForEnd(spool));
        QCOMPARE(bytesOf(*jobs::readSpool(spool)), bytesOf(here));
        QVERIFY(takenIn().record.end == detect::SessionRecord::End::Finished);
        QTRY_COMPARE(m_client->status()->activeDetections, 0U);
    }

    void a_run_outlives_the_client_that_is_killed_and_the_next_one_sees_all_of_it_once()
    {
        const fs::path spool = spoolFor(liveRequest());
        const fs::path task = m_folder->filePath(QStringLiteral("task")).toStdString();
        std::ofstream(task) << taskText({.spool = spool, .request = liveRequest()});
        QProcess client;
        client.start(QCoreApplication::applicationFilePath(),
            {QStringLiteral("--begin"), QString::fromStdString(spool), QString::fromStdString(task)});
        QVERIFY(client.waitForReadyRead(kPatienceMs));
        client.kill();
        QVERIFY(client.waitForFinished());
        auto reader = jobs::SpoolReader::open(spool);
        VERIFY_OK(reader);
        detect::FrameNumber next = 0;
        const auto look = [&] {
            for (auto record = reader->next(); record && *record; record = reader->next())
                for (const auto& outcome : std::get<std::vector<detect::Outcome>>(**record))
                    if (outcome.number != next++)
                        qFatal("a frame is missing, or comes twice");
            return next > 1000;
        };
        QVERIFY(QTest::qWaitFor(look, kPatienceMs));
        QVERIFY(isHeld(spool));
        QCOMPARE(m_client->status()->activeDetections, 1U);
        VERIFY_OK(m_client->steerDetection(spool, "cancel"));
        QVERIFY(waitForEnd(spool));
        QVERIFY(takenIn().record.end == detect::SessionRecord::End::Stopped);
    }

    void a_run_whose_process_is_killed_keeps_its_frames_and_leaves_no_detector()
    {
        if (!fs::exists(fs::path(COBENCH_ENGINE).parent_path() / "cobench-detector"))
            QSKIP("no detectors were built");
        DetectionRequest request = liveRequest();
        request.source = "synthetic:320x240";
        request.devices = detect::parseDevices("cpu=hog,emulated:200").value();
        const fs::path spool = begin(request);
        QVERIFY(waitForFrames(spool, 100));
        const std::vector<pid_t> runs = test::childrenOf(m_engine);
        QCOMPARE(runs.size(), std::size_t{1});
        const std::vector<pid_t> detectors = test::childrenOf(runs.front());
        QCOMPARE(detectors.size(), std::size_t{1});
        const std::size_t before = framesOf(spool);
        ::kill(runs.front(), SIGKILL);
        QVERIFY(waitForEnd(spool));
        QVERIFY(waitUntilGone(detectors.front()));
        const auto session = takenIn();
        QVERIFY(isInterrupted(session));
        QVERIFY(session.entry.frames >= before);
        QTRY_COMPARE(m_client->status()->activeDetections, 0U);
        QVERIFY(m_client->steerDetection(spool, "pause").error().code == ErrorCode::NotFound);
    }

    void an_engine_that_is_killed_takes_its_runs_with_it_and_their_frames_stay()
    {
        const fs::path spool = begin(liveRequest());
        QVERIFY(waitForFrames(spool, 100));
        const std::vector<pid_t> runs = test::childrenOf(m_engine);
        const std::size_t before = framesOf(spool);
        ::kill(m_engine, SIGKILL);
        QVERIFY(waitUntilGone(runs.front()));
        QVERIFY(waitForEnd(spool));
        const auto session = takenIn();
        QVERIFY(isInterrupted(session));
        QVERIFY(session.entry.frames >= before);
    }

    void an_engine_that_is_told_to_stop_ends_its_runs()
    {
        const fs::path spool = begin(liveRequest());
        QVERIFY(waitForFrames(spool, 100));
        VERIFY_OK(m_client->shutdown());
        QVERIFY(waitUntilGone(m_engine));
        QVERIFY(waitForEnd(spool));
        QVERIFY(isInterrupted(takenIn()));
    }

    void a_run_is_paused_stepped_changed_and_stopped()
    {
        const fs::path spool = begin(liveRequest());
        QVERIFY(waitForFrames(spool, 20));
        for (const char* text : {"unplug=1", "add=emulated:50=null", "add=cpu=no-such-model", "rate=100"})
            VERIFY_OK(m_client->steerDetection(spool, text));
        auto reader = jobs::SpoolReader::open(spool);
        std::vector<detect::RunEvent> events;
        std::vector<std::string> refusals;
        const auto hasHeardAll = [&] {
            for (auto record = reader->next(); record && *record; record = reader->next()) {
                if (auto* told = std::get_if<std::vector<detect::RunEvent>>(&**record))
                    std::ranges::copy(*told, std::back_inserter(events));
                if (auto* refusal = std::get_if<jobs::DeviceRefusal>(&**record))
                    refusals.push_back(refusal->why);
            }
            return events.size() == 3 && refusals.size() == 1;
        };
        QVERIFY(QTest::qWaitFor(hasHeardAll, kPatienceMs));
        QVERIFY(refusals.front().find("no-such-model") != std::string::npos);
        VERIFY_OK(m_client->steerDetection(spool, "pause"));
        std::size_t seen = framesOf(spool);
        const auto standsStill = [&] {
            QTest::qWait(300);
            const std::size_t before = std::exchange(seen, framesOf(spool));
            return before == seen;
        };
        QVERIFY(QTest::qWaitFor(standsStill, kPatienceMs));
        VERIFY_OK(m_client->steerDetection(spool, "resume"));
        QVERIFY(waitForFrames(spool, seen + 50));
        VERIFY_OK(m_client->steerDetection(spool, "cancel"));
        QVERIFY(waitForEnd(spool));
        const auto session = takenIn();
        QVERIFY(session.record.end == detect::SessionRecord::End::Stopped);
        QCOMPARE(session.record.events.size(), std::size_t{3});
        QCOMPARE(session.record.figures.devices.size(), std::size_t{3});
    }

    void a_run_whose_process_does_not_listen_holds_up_nobody()
    {
        const fs::path spool = begin(liveRequest());
        QVERIFY(waitForFrames(spool, 20));
        const pid_t run = test::childrenOf(m_engine).front();
        ::kill(run, SIGSTOP);
        Result<void> steered;
        for (int word = 0; word < 20000 && steered; ++word)
            steered = m_client->steerDetection(spool, "rate=" + std::to_string(100 + word));
        QVERIFY(steered.error().code == ErrorCode::Disconnected);
        QCOMPARE(m_client->status()->activeDetections, 1U);
        VERIFY_OK(m_client->shutdown());
        QVERIFY(waitUntilGone(m_engine));
        QVERIFY(waitUntilGone(run));
        QVERIFY(isInterrupted(takenIn()));
    }

    void a_run_that_cannot_begin_says_why()
    {
        const fs::path spool = begin(liveRequest());
        const std::string again = taskText({.spool = spool, .request = liveRequest()});
        QVERIFY(m_client->startDetection(spool, again).error().code == ErrorCode::Locked);
        const fs::path missing = m_folder->filePath(QStringLiteral("nowhere.session")).toStdString();
        const auto refused
            = m_client->startDetection(missing, taskText({.spool = missing, .request = liveRequest()}));
        QVERIFY(refused.error().code == ErrorCode::NotFound);
        QVERIFY(m_client->startDetection(missing, "nonsense").error().code == ErrorCode::Usage);
        QVERIFY(isHeld(spool)); // whom nobody disturbed
    }

    void an_engine_without_clients_stays_as_long_as_a_run_goes_on()
    {
        VERIFY_OK(m_client->shutdown());
        QVERIFY(waitUntilGone(m_engine));
        connect("2");
        DetectionRequest request = liveRequest();
        request.pipeline.maxFrames = 2000; // four seconds
        const fs::path spool = begin(request);
        m_client.reset();
        QVERIFY(waitForEnd(spool));
        QCOMPARE(framesOf(spool), std::size_t{2000});
        QVERIFY(waitUntilGone(m_engine));
    }
};

/// A client of its own, to be killed.
int beginAndWait(const char* spool, const char* taskFile)
{
    std::ifstream file(taskFile);
    const std::string task{std::istreambuf_iterator<char>(file), {}};
    const auto client = connectOverRpc({});
    if (!client || !(*client)->startDetection(spool, task))
        return 1;
    std::puts("begun");
    std::fflush(stdout);
    for (;;)
        pause();
}

int main(int count, char** arguments)
{
    if (count == 4 && std::string_view(arguments[1]) == "--begin")
        return beginAndWait(arguments[2], arguments[3]);
    QCoreApplication application(count, arguments);
    EngineDetectionsTest test;
    return QTest::qExec(&test, count, arguments);
}
#include "engine_detections_test.moc"
