// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/spool_writer.h"
#include "core/store/project.h"
#include "plots/curves.h"
#include "tests/support/quick_folder.h"
#include "ui/pages/edge/compare_figure.h"
#include "ui/pages/edge/detect_view.h"
#include "ui/pages/edge/live_panel.h"
#include "ui/pages/edge/plan_panel.h"
#include "ui/pages/edge/replay.h"
#include "ui/pages/edge/replay_bar.h"
#include "ui/pages/reports/list_views.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QJsonDocument>
#include <QSlider>
#include <QSpinBox>
#include <QTest>

using namespace cobench;
using namespace cobench::ui;
using namespace Qt::StringLiterals;

/// Detection runs that a project keeps, and runs that are shown again.
class EdgeKeptTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void runsOutliveTheWindowExactly();
    void aStoppedRunIsKeptAsFarAsItCame();
    void whatAKilledWindowLeftIsKeptWithItsFrames();
    void aDeletedRunComesBackByUndo();
    void runsGoWithTheirProject();
    void aRunIsShownAgainFrameByFrame();
    void aRunThatFailsLeavesNoPictureOfTheOneBefore();
    void keptRunsAreDrawnWithoutTheWindow();
    void thePlanSaysHowManyDevicesItTakes();

private:
    /// The parts of the page that runs and their project are about.
    struct Parts {
        Async async{2};
        Selection selection;
        Workspace workspace{async, selection};
        PoolEditor editor{workspace};
        SessionEditor project{workspace, editor};
        EdgeSessions sessions{async, project};
        SetupDraft draft{async};
        LivePanel live{draft, sessions};
        PlanPanel plan{async, draft, sessions};
    };
    EdgeSessions& sessions() { return m_parts->sessions; }
    QString file(const char* name) const { return QString::fromStdString((m_folder->path() / name).string()); }
    void open(const QString& project);
    /// As another window would.
    void openAgain();
    const EdgeSession& keptRun(const EdgeSetup& setup);

    std::unique_ptr<test::QuickFolder> m_folder;
    std::unique_ptr<Parts> m_parts;
};

namespace {

EdgeSetup simulated(const QString& devices, int frames = 1000)
{
    return {.source = u"synthetic:64x48"_s,
        .model = u"null"_s,
        .devices = {devices},
        .pace = EdgeSetup::Pace::Given,
        .rate = 14.0,
        .clock = EdgeSetup::Clock::Simulated,
        .maxFrames = frames};
}

} // namespace

void EdgeKeptTest::init()
{
    m_folder = std::make_unique<test::QuickFolder>();
    openAgain();
}

void EdgeKeptTest::cleanup()
{
    m_parts.reset();
    m_folder.reset();
}

void EdgeKeptTest::open(const QString& project)
{
    m_parts->workspace.open(project, store::OpenMode::Create);
    QTRY_COMPARE(m_parts->workspace.path(), project);
    QTRY_VERIFY(m_parts->async.isIdle());
}

void EdgeKeptTest::openAgain()
{
    if (m_parts)
        m_parts->async.waitForStore();
    m_parts.reset();
    m_parts = std::make_unique<Parts>();
    m_parts->live.resize(900, 600);
    m_parts->live.show();
    open(file("p.cobench"));
}

const EdgeSession& EdgeKeptTest::keptRun(const EdgeSetup& setup)
{
    const int number = sessions().start(setup);
    if (!QTest::qWaitFor([&] { return sessions().find(number)->kept.has_value(); }, 20000))
        qFatal("the run was not kept");
    return *sessions().find(number);
}

void EdgeKeptTest::runsOutliveTheWindowExactly()
{
    const EdgeSession& run = keptRun(simulated(u"2*emulated:2.5:jitter=0.2"_s));
    const EdgeSetup setup = run.setup;
    const detect::RunFigures figures = run.end.figures;
    const std::vector<detect::Outcome> outcomes = run.outcomes;
    const int number = run.number;
    openAgain();
    QTRY_VERIFY(sessions().find(number));
    const EdgeSession& again = *sessions().find(number);
    QVERIFY(again.setup == setup);
    QCOMPARE(again.state, EdgeSession::State::Finished);
    QVERIFY(again.end.figures.counts == figures.counts);
    QCOMPARE(again.end.figures.sigma, figures.sigma);
    QCOMPARE(again.end.figures.devices[1].service99, figures.devices[1].service99);
    QTRY_COMPARE(again.outcomes.size(), outcomes.size()); // it is the one that is told of
    for (std::size_t frame = 0; frame < outcomes.size(); ++frame) {
        QCOMPARE(again.outcomes[frame].released, outcomes[frame].released);
        QCOMPARE(again.outcomes[frame].boxesOf, outcomes[frame].boxesOf);
    }
    QCOMPARE(keptRun(simulated(u"emulated:2.5"_s)).number, number + 1);
}

void EdgeKeptTest::aStoppedRunIsKeptAsFarAsItCame()
{
    EdgeSetup setup = simulated(u"2*emulated:100"_s, 100000);
    setup.clock = EdgeSetup::Clock::Real;
    setup.rate = 100.0;
    const int number = sessions().start(setup);
    QTRY_VERIFY(sessions().find(number)->end.figures.counts.processed > 10);
    sessions().stop();
    QTRY_VERIFY(sessions().find(number)->kept);
    const detect::FrameCounts counts = sessions().find(number)->end.figures.counts;
    QCOMPARE(counts.read, counts.processed + counts.droppedInAll());
    openAgain();
    QTRY_VERIFY(sessions().find(number));
    QCOMPARE(sessions().find(number)->state, EdgeSession::State::Stopped);
    QVERIFY(sessions().find(number)->end.figures.counts == counts);
    QTRY_COMPARE(sessions().find(number)->outcomes.size(), static_cast<std::size_t>(counts.read));
}

void EdgeKeptTest::whatAKilledWindowLeftIsKeptWithItsFrames()
{
    const EdgeSetup setup = simulated(u"emulated:2.5"_s);
    const std::string project = file("p.cobench").toStdString();
    const auto spool = jobs::newSpool(project, {5});
    QVERIFY(jobs::createSpool(spool,
        {.number = {5},
            .settings = QJsonDocument(toJson(setup)).toJson(QJsonDocument::Compact).toStdString(),
            .devices = {"emulated:2.5#0"}}));
    {
        const auto writer = jobs::SpoolWriter::open(spool);
        for (detect::FrameNumber number = 0; number < 100; ++number)
            (*writer)->take(detect::Outcome{.number = number, .dropped = detect::DropCause::Queue});
    }
    openAgain();
    QTRY_VERIFY(sessions().find(5));
    const EdgeSession& run = *sessions().find(5);
    QCOMPARE(run.state, EdgeSession::State::Failed);
    QVERIFY(run.setup == setup);
    QCOMPARE(run.end.figures.counts.read, std::uint64_t{100});
    QVERIFY(QString::fromStdString(describe(*run.end.problem)).contains(u"interrupted"_s));
    QTRY_COMPARE(run.outcomes.size(), std::size_t{100});
    QVERIFY(jobs::spoolsOf(project).empty());
    QCOMPARE(keptRun(setup).number, 6);
}

void EdgeKeptTest::aDeletedRunComesBackByUndo()
{
    const int number = keptRun(simulated(u"emulated:2.5"_s)).number;
    QTRY_VERIFY(m_parts->async.isIdle());
    sessions().rename(number, u"one stick"_s);
    QTRY_COMPARE(sessions().find(number)->title(), u"#%1 one stick"_s.arg(number));
    sessions().forget(number);
    QTRY_VERIFY(!sessions().find(number));
    m_parts->editor.undoStack().undo();
    QTRY_VERIFY(sessions().find(number));
    QCOMPARE(sessions().find(number)->name, u"one stick"_s);
}

void EdgeKeptTest::runsGoWithTheirProject()
{
    keptRun(simulated(u"emulated:2.5"_s));
    open(file("other.cobench"));
    QTRY_VERIFY(sessions().all().empty());
    open(file("p.cobench"));
    QTRY_COMPARE(sessions().all().size(), std::size_t{1});
}

void EdgeKeptTest::aRunIsShownAgainFrameByFrame()
{
    keptRun(simulated(u"emulated:2.5"_s));
    openAgain();
    LivePanel& live = m_parts->live;
    Replay& replay = live.replay();
    QTRY_VERIFY(replay.session());
    QTRY_VERIFY(sessions().newestFrame() && sessions().newestFrame()->picture);
    QCOMPARE(sessions().newestFrame()->number, detect::FrameNumber{0});
    QCOMPARE(replay.frames(), std::size_t{1000});
    live.replayBar().forward().trigger();
    QTRY_COMPARE(sessions().newestFrame()->number, detect::FrameNumber{1});
    QVERIFY(live.replayBar().back().isEnabled());
    live.replayBar().slider().setValue(500);
    QTRY_COMPARE(sessions().newestFrame()->number, detect::FrameNumber{500});
    QVERIFY(live.replayBar().place().startsWith(u"frame 501 of 1,000"_s));
    live.replayBar().play().trigger();
    QTRY_VERIFY(sessions().newestFrame()->number > 502);
    live.replayBar().play().trigger();
    QVERIFY(!replay.isPlaying());
    replay.seek(5000);
    QTRY_COMPARE(sessions().newestFrame()->number, detect::FrameNumber{999});
    QVERIFY(!live.replayBar().forward().isEnabled());
}

void EdgeKeptTest::aRunThatFailsLeavesNoPictureOfTheOneBefore()
{
    keptRun(simulated(u"emulated:2.5"_s));
    QTRY_VERIFY(sessions().newestFrame());
    EdgeSetup missing = simulated(u"emulated:2.5"_s);
    missing.source = u"/nowhere/at/all.avi"_s;
    const int failed = sessions().start(missing);
    QTRY_COMPARE(sessions().find(failed)->state, EdgeSession::State::Failed);
    QCOMPARE(sessions().shown(), failed);
    QVERIFY(!sessions().newestFrame());
    QVERIFY(m_parts->live.status().contains(u"all.avi"_s));
}

void EdgeKeptTest::keptRunsAreDrawnWithoutTheWindow()
{
    for (const QString& devices : {u"emulated:2.5"_s, u"2*emulated:2.5"_s, u"6*emulated:2.5"_s})
        keptRun(simulated(devices));
    const auto gantt = computeDetections(parseView("detect:2").value(), file("p.cobench").toStdString());
    QVERIFY(gantt);
    const auto& lanes = std::get<plots::LanesData>(gantt->content).lanes;
    QCOMPARE(lanes.size(), std::size_t{2 + 3});
    QCOMPARE(gantt->samples, std::size_t{1000});
    const auto speedUp
        = computeDetections(parseView("detect:all:speedup").value(), file("p.cobench").toStdString());
    QVERIFY(speedUp);
    const auto& series = std::get<plots::CurvesData>(speedUp->content).series;
    QCOMPARE(series.size(), std::size_t{2}); // the ideal and first come, first served
    QCOMPARE(series[1].points.size(), std::size_t{3});
    QVERIFY(std::abs(series[1].points[1].y - 2.0) < 0.05);
    QVERIFY(!computeDetections(parseView("detect:all:beauty").value(), file("p.cobench").toStdString()));
    QVERIFY(!computeDetections(parseView("detect:77").value(), file("p.cobench").toStdString()));
    for (const std::string text : {"detect:2", "detect:all:speedup", "detect:all:p99:rate", "detect:a%3Ab"})
        QCOMPARE(toString(parseView(text).value()), text);
}

// σ = min(14, n · 2.5): six of them.
void EdgeKeptTest::thePlanSaysHowManyDevicesItTakes()
{
    keptRun(simulated(u"2*emulated:2.5:jitter=0.1"_s));
    PlanPanel& plan = m_parts->plan;
    plan.show();
    plan.rate().setValue(14.0);
    plan.latency().setValue(1000.0);
    QTRY_VERIFY(plan.answer().contains(u"6 devices by the emulator, 6 devices by the queueing formula"_s));
    QAbstractItemModelTester tester(&plan.table(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(plan.table().rowCount(), 8 * 2 + 1);
    QVERIFY(plan.table().index(4, PlanTable::ByColumn).data().toString().startsWith(u"measured"_s));
    // λ, formula, emulator and the run, each against the devices.
    QCOMPARE(plan.curves().seriesCount(), std::size_t{4});
    QCOMPARE(plan.curves().points(1).size(), std::size_t{8});
    QCOMPARE(plan.curves().points(3).front().x, 2.0);
    QCOMPARE(plan.curves().points(3).front().y,
        plan.table().index(4, PlanTable::SigmaColumn).data(PlanTable::ValueRole).toDouble());
    QCOMPARE(plan.command(),
        u"cobench-cli detect plan --session 1 --project %1 --rate 14 --p99 1000 --dropped 1 --most 8"_s.arg(
            file("p.cobench")));
    plan.figure().setCurrentIndex(static_cast<int>(PlanFigure::Latency99));
    QVERIFY(plan.curves().command().contains(u"--view plan:1:p99:rate=14,p99=1000 "_s));
    const auto drawn = computePlan(
        parseView("plan:1:p99:rate=14,p99=1000").value(), file("p.cobench").toStdString(), CancelToken());
    QVERIFY(drawn);
    const auto& series = std::get<plots::CurvesData>(drawn->content).series;
    QCOMPARE(series.size(), std::size_t{4});
    for (std::size_t line = 0; line < series.size(); ++line)
        QCOMPARE(series[line].points, plan.curves().points(line));
    const auto of = [&](const char* view) {
        return computePlan(parseView(view).value(), file("p.cobench").toStdString(), CancelToken());
    };
    QVERIFY(of("plan:2*emulated%3A2.5:sigma:rate=14"));
    QVERIFY(!of("plan:77"));
    QCOMPARE(plan.curves().points(0).front().y, 1000.0); // ms, at most
    plan.most().setValue(3);
    QTRY_VERIFY(plan.answer().contains(u"more than 3 devices"_s));
}

QTEST_MAIN(EdgeKeptTest)
#include "kept_test.moc"
