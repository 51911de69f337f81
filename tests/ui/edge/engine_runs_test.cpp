// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/detection_task.h"
#include "core/engine/live_picture.h"
#include "core/jobs/spool_writer.h"
#include "tests/support/quick_folder.h"
#include "tests/ui/fake_engine.h"
#include "ui/pages/edge/edge_sessions.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace cobench;
using namespace cobench::ui;
using namespace Qt::StringLiterals;
using State = EdgeSession::State;

namespace {

/// An engine whose one run the test writes.
class ScriptedEngine
{
public:
    Result<void> start(const std::filesystem::path& path, const std::string& text)
    {
        const std::scoped_lock lock(m_mutex);
        auto task = engine::parseTask(text);
        if (!task)
            return std::move(task).error();
        auto opened = jobs::SpoolWriter::open(path);
        if (!opened)
            return std::move(opened).error();
        m_task = *std::move(task);
        m_writer = *std::move(opened);
        return {};
    }
    Result<void> steer(const std::string& text)
    {
        m_heard = true;
        std::this_thread::sleep_for(m_thinks.load());
        const std::scoped_lock lock(m_mutex);
        if (m_deafFor > 0) {
            --m_deafFor;
            return Error{.code = ErrorCode::Disconnected, .detail = "does not listen"};
        }
        m_steered += QString::fromStdString(text);
        return {};
    }

    /// So many words do not get there.
    void beDeaf(int words)
    {
        const std::scoped_lock lock(m_mutex);
        m_deafFor = words;
    }
    bool hasHeard() const { return m_heard; }
    /// Over every word.
    void think(std::chrono::milliseconds time) { m_thinks = time; }
    bool hasRun()
    {
        const std::scoped_lock lock(m_mutex);
        return m_writer != nullptr;
    }
    /// So many frames more.
    void detect(std::size_t frames)
    {
        for (std::size_t frame = 0; frame < frames; ++frame)
            m_writer->take(detect::Outcome{
                .number = m_next++, .boxes = std::make_shared<const data::Detections>(), .boxesOf = m_next - 1});
        if (!m_writer->flush())
            qFatal("frames were not written");
    }
    void end(detect::SessionRecord::End end)
    {
        jobs::SessionEnd told;
        told.record.settings = m_writer->header().settings;
        told.record.end = end;
        told.record.figures.counts = {.read = m_next, .processed = m_next};
        told.record.figures.devices.resize(m_writer->header().devices.size());
        if (!m_writer->end(told))
            qFatal("the end was not written");
        die();
    }
    /// Without a word.
    void die() { m_writer.reset(); }
    jobs::SpoolWriter& writer() { return *m_writer; }
    QStringList steered()
    {
        const std::scoped_lock lock(m_mutex);
        return m_steered;
    }
    const engine::DetectionTask& task() const { return m_task; }

private:
    std::mutex m_mutex; // guards what a run's thread of the window comes to
    engine::DetectionTask m_task;
    std::unique_ptr<jobs::SpoolWriter> m_writer;
    QStringList m_steered;
    int m_deafFor = 0;
    std::atomic<bool> m_heard = false;
    std::atomic<std::chrono::milliseconds> m_thinks{};
    detect::FrameNumber m_next = 0;
};

class ScriptedClient : public test::FakeClient
{
public:
    ScriptedClient(test::FakeEngine& fake, ScriptedEngine& engine)
        : FakeClient(fake)
        , m_engine(engine)
    {
    }
    Result<void> startDetection(const std::filesystem::path& spool, const std::string& task) override
    {
        return m_engine.start(spool, task);
    }
    Result<void> steerDetection(const std::filesystem::path&, const std::string& text) override
    {
        return m_engine.steer(text);
    }

private:
    ScriptedEngine& m_engine;
};

EdgeSetup liveCase()
{
    return {.source = u"synthetic"_s,
        .model = u"null"_s,
        .devices = {u"2*emulated:100"_s},
        .pace = EdgeSetup::Pace::Given,
        .rate = 100.0,
        .maxFrames = 100000};
}

} // namespace

/// Runs that the background engine makes, and windows that come and go.
class EdgeEngineRunsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void aRunOfTheEngineIsLookedOnAtAndKept();
    void whatAPersonDoesReachesTheRun();
    void whatDoesNotReachTheRunIsToldAndAStopAskedForAgain();
    void aWindowThatLeavesWhileTheEngineThinksStopsNothing();
    void aWindowOpenedOnTheProjectShowsTheRunThatGoesOn();
    void anEngineThatDiesInterruptsTheRunAndItsFramesAreKept();
    void theNewestPictureIsShown();
    void withoutAProjectTheWindowRunsItItself();
    void aRunOfAnotherProjectIsKeptThere();

private:
    struct Parts {
        explicit Parts(EdgeJob::Connect connect)
            : sessions(async, project, std::move(connect))
        {
        }
        Async async{2};
        Selection selection;
        Workspace workspace{async, selection};
        PoolEditor editor{workspace};
        SessionEditor project{workspace, editor};
        EdgeSessions sessions;
    };
    EdgeSessions& sessions() { return m_parts->sessions; }
    QString file(const char* name) const { return QString::fromStdString((m_folder->path() / name).string()); }
    void openWindow();
    void open(const QString& project);
    const EdgeSession& begun();

    std::unique_ptr<test::QuickFolder> m_folder;
    test::FakeEngine m_fake;
    std::unique_ptr<ScriptedEngine> m_engine;
    std::unique_ptr<Parts> m_parts;
};

void EdgeEngineRunsTest::init()
{
    m_folder = std::make_unique<test::QuickFolder>();
    qputenv("XDG_RUNTIME_DIR", QByteArray::fromStdString(m_folder->path().string()));
    m_engine = std::make_unique<ScriptedEngine>();
    openWindow();
    open(file("p.cobench"));
}

void EdgeEngineRunsTest::cleanup()
{
    m_parts.reset();
    m_engine.reset();
    m_folder.reset();
}

/// As a new process would; the one before is gone.
void EdgeEngineRunsTest::openWindow()
{
    if (m_parts)
        m_parts->async.waitForStore();
    m_parts.reset();
    m_parts = std::make_unique<Parts>([this]() -> Result<std::unique_ptr<engine::Client>> {
        return std::unique_ptr<engine::Client>(std::make_unique<ScriptedClient>(m_fake, *m_engine));
    });
}

void EdgeEngineRunsTest::open(const QString& project)
{
    m_parts->workspace.open(project, store::OpenMode::Create);
    QTRY_COMPARE(m_parts->workspace.path(), project);
    QTRY_VERIFY(m_parts->async.isIdle());
}

const EdgeSession& EdgeEngineRunsTest::begun()
{
    const int number = sessions().start(liveCase());
    if (!QTest::qWaitFor(
            [&] { return m_engine->hasRun() && sessions().find(number)->state == State::Running; }, 30000))
        qFatal("the run did not begin");
    return *sessions().find(number);
}

void EdgeEngineRunsTest::aRunOfTheEngineIsLookedOnAtAndKept()
{
    const EdgeSession& run = begun();
    QCOMPARE(m_engine->task().request.devices.size(), std::size_t{2});
    m_engine->detect(100);
    QTRY_COMPARE(run.outcomes.size(), std::size_t{100});
    QTRY_COMPARE(run.end.figures.counts.processed, std::uint64_t{100});
    QTRY_COMPARE(sessions().newestFrame()->number, detect::FrameNumber{99}); // a source without pictures
    QVERIFY(!m_parts->async.jobs().isEmpty()); // the status bar tells of it
    QVERIFY(m_parts->async.jobs().endingWithWindow().isEmpty()); // but closing need not ask
    m_engine->writer().take({.at = detect::fromSeconds(1), .kind = detect::RunEvent::Kind::Rate, .detail = "50"});
    m_engine->detect(50);
    m_engine->end(detect::SessionRecord::End::Finished);
    QTRY_COMPARE(run.state, State::Finished);
    QTRY_VERIFY(run.kept);
    QCOMPARE(run.outcomes.size(), std::size_t{150});
    QCOMPARE(run.events.size(), std::size_t{1});
    QVERIFY(m_parts->async.jobs().isEmpty());
    QVERIFY(jobs::spoolsOf(file("p.cobench").toStdString()).empty());
}

void EdgeEngineRunsTest::whatAPersonDoesReachesTheRun()
{
    QStringList refusals;
    connect(&sessions(), &EdgeSessions::deviceRefused, this, [&](const QString& why) { refusals += why; });
    const EdgeSession& run = begun();
    sessions().setPaused(true);
    sessions().step();
    sessions().setPaused(false);
    sessions().change({.kind = detect::RunChange::Kind::Unplug, .device = 1});
    sessions().addDevice(u"emulated:5=null"_s);
    QTRY_COMPARE(m_engine->steered(),
        (QStringList{u"pause"_s, u"step"_s, u"resume"_s, u"unplug=1"_s, u"add=emulated:5=null"_s}));
    m_engine->writer().refuse("it burns");
    QTRY_COMPARE(refusals, QStringList{u"it burns"_s});
    sessions().addDevice(u"stick"_s);
    QCOMPARE(refusals.size(), 2);
    m_engine->detect(10);
    sessions().stop();
    QTRY_COMPARE(m_engine->steered().back(), u"cancel"_s);
    m_engine->end(detect::SessionRecord::End::Stopped);
    QTRY_COMPARE(run.state, State::Stopped);
    QCOMPARE(m_engine->steered().count(u"cancel"_s), 1);
}

void EdgeEngineRunsTest::whatDoesNotReachTheRunIsToldAndAStopAskedForAgain()
{
    QStringList refusals;
    connect(&sessions(), &EdgeSessions::deviceRefused, this, [&](const QString& why) { refusals += why; });
    const EdgeSession& run = begun();
    m_engine->beDeaf(1);
    sessions().setPaused(true);
    QTRY_COMPARE(refusals.size(), 1);
    QTRY_COMPARE(run.state, State::Running);
    m_engine->beDeaf(1);
    sessions().stop();
    QTRY_COMPARE(m_engine->steered(), QStringList{u"cancel"_s});
    QCOMPARE(refusals.size(), 2);
    m_engine->end(detect::SessionRecord::End::Stopped);
    QTRY_COMPARE(run.state, State::Stopped);
}

void EdgeEngineRunsTest::aWindowThatLeavesWhileTheEngineThinksStopsNothing()
{
    begun();
    m_engine->detect(10);
    m_engine->think(std::chrono::milliseconds(300));
    sessions().setPaused(true);
    QTRY_VERIFY(m_engine->hasHeard());
    openWindow();
    QCOMPARE(m_engine->steered(), QStringList{u"pause"_s});
}

void EdgeEngineRunsTest::aWindowOpenedOnTheProjectShowsTheRunThatGoesOn()
{
    const int number = begun().number;
    m_engine->detect(100);
    QTRY_COMPARE(sessions().find(number)->outcomes.size(), std::size_t{100});
    openWindow();
    m_engine->detect(50); // while nobody looks
    QVERIFY(m_engine->steered().isEmpty()); // the window has not stopped it
    open(file("p.cobench"));
    QTRY_VERIFY(sessions().active());
    const EdgeSession& again = *sessions().active();
    QCOMPARE(again.number, number);
    QVERIFY(again.setup == liveCase());
    QTRY_COMPARE(again.state, State::Running);
    QTRY_COMPARE(again.outcomes.size(), std::size_t{150});
    m_engine->writer().setPaused(true);
    m_engine->detect(50);
    QTRY_COMPARE(again.outcomes.size(), std::size_t{200});
    QTRY_COMPARE(again.state, State::Paused);
    m_engine->writer().setPaused(false);
    QTRY_COMPARE(again.state, State::Running);
    for (std::size_t frame = 0; frame < 200; ++frame)
        QCOMPARE(again.outcomes[frame].number, detect::FrameNumber{frame});
    QTRY_VERIFY(m_parts->async.jobs().endingWithWindow().isEmpty());
    sessions().stop();
    QTRY_COMPARE(m_engine->steered(), QStringList{u"cancel"_s});
    m_engine->end(detect::SessionRecord::End::Stopped);
    QTRY_VERIFY(again.kept);
    QCOMPARE(sessions().all().size(), std::size_t{1});
}

void EdgeEngineRunsTest::anEngineThatDiesInterruptsTheRunAndItsFramesAreKept()
{
    const EdgeSession& run = begun();
    m_engine->detect(100);
    m_engine->die();
    QTRY_COMPARE(run.state, State::Failed);
    QVERIFY(QString::fromStdString(describe(*run.end.problem)).contains(u"interrupted"_s));
    QCOMPARE(run.end.figures.counts.read, std::uint64_t{100}); // before the project has them, too
    QTRY_VERIFY(run.kept);
    openWindow();
    open(file("p.cobench"));
    QTRY_COMPARE(sessions().all().size(), std::size_t{1});
    const EdgeSession& kept = *sessions().all().front();
    QCOMPARE(kept.state, State::Failed);
    QCOMPARE(kept.end.figures.counts.read, std::uint64_t{100});
}

void EdgeEngineRunsTest::theNewestPictureIsShown()
{
    const EdgeSession& run = begun();
    data::Image picture{.width = 4, .height = 2, .channels = 3};
    picture.pixels.assign(24, 77);
    {
        engine::LivePictureWriter pictures(engine::livePicturePath(run.spool));
        pictures.show({.number = 7,
            .dropped = detect::DropCause::Queue,
            .picture = std::make_shared<const data::Image>(picture)});
    }
    QTRY_VERIFY(sessions().newestFrame() && sessions().newestFrame()->picture);
    QCOMPARE(sessions().newestFrame()->number, detect::FrameNumber{7});
    QVERIFY(sessions().newestFrame()->picture->pixels == picture.pixels);
    m_engine->detect(20); // tells of frames, not of pictures
    QTRY_COMPARE(run.outcomes.size(), std::size_t{20});
    QVERIFY(sessions().newestFrame()->picture);
}

void EdgeEngineRunsTest::withoutAProjectTheWindowRunsItItself()
{
    openWindow();
    const int number = sessions().start(liveCase());
    QTRY_VERIFY(sessions().find(number)->outcomes.size() > 5);
    QVERIFY(!m_engine->hasRun());
    QVERIFY(!m_parts->async.jobs().endingWithWindow().isEmpty());
    sessions().stop();
    QTRY_COMPARE(sessions().find(number)->state, State::Stopped);
    QVERIFY(!sessions().find(number)->kept);
}

void EdgeEngineRunsTest::aRunOfAnotherProjectIsKeptThere()
{
    const int number = begun().number;
    m_engine->detect(100);
    open(file("other.cobench"));
    QVERIFY(sessions().find(number)); // it goes on
    m_engine->end(detect::SessionRecord::End::Finished);
    QTRY_VERIFY(!sessions().find(number));
    QTRY_VERIFY(m_parts->async.isIdle());
    QVERIFY(m_parts->project.sessions().empty());
    open(file("p.cobench"));
    QTRY_COMPARE(sessions().all().size(), std::size_t{1});
    QCOMPARE(sessions().all().front()->end.figures.counts.read, std::uint64_t{100});
}

QTEST_MAIN(EdgeEngineRunsTest)
#include "engine_runs_test.moc"
