// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/trainer.h"
#include "plots/lanes.h"
#include "tests/ui/runs/run_files.h"
#include "tests/ui/window_kit.h"
#include "ui/pages/runs/run_log_panel.h"
#include "ui/pages/runs/run_table_view.h"
#include "ui/pages/runs/runs_page.h"
#include "ui/pages/runs/trace_panel.h"
#include "ui/pages/runs/trace_presenter.h"
#include "ui/pages/runs/trace_reading.h"

#include <QTest>

#include <cmath>

using namespace cobench;
using namespace cobench::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr float kNone = std::numeric_limits<float>::quiet_NaN();

/// Ten seconds at 10 Hz from time 100 on: it prepares for two seconds, then trains; one process works, then
/// another. Iteration 10 k is done at second 2 + k.
jobs::RunTrace tenSeconds()
{
    jobs::RunTrace recorded;
    recorded.run = {.id = RunId{3}, .name = "three", .state = "finished", .createdAt = 100.0};
    recorded.run.config = {{"batch", 32.0}, {"epochs", 2.0}};
    recorded.run.figures["run/iterations"] = {.points = 1, .last = 80.0};
    recorded.trace.lanes = {{"process/cpu", "cores", ""},
        {"process/rss", "B", ""},
        {"process/pss", "B", ""},
        {"cpu/total", "1", ""},
        {"cpu/0", "1", ""},
        {"temperature/cpu", "°C", "the machine has no temperature sensor"},
        {"gpu0/kernel_time", "1", "there is no NVIDIA driver here"},
        {"process/busiest", "pid", ""},
        {"process/busiest_cpu", "cores", ""},
        {"run/phase", "phase", ""}};
    for (int i = 0; i < 100; ++i) {
        const float phase = i < 20 ? float(train::Phase::Preparing) : float(train::Phase::Training);
        recorded.trace.add(100.0 + 0.1 * i,
            std::vector{1.5F,
                2e9F,
                i % 10 == 0 ? 1e9F : kNone,
                0.25F,
                0.5F,
                kNone,
                kNone,
                i < 50 ? 41.0F : 42.0F,
                0.75F,
                phase});
    }
    for (int k = 0; k <= 7; ++k) {
        recorded.scalars["train/loss"].push_back({.step = 10.0 * k, .time = 102.0 + k, .value = 1.0 / (k + 1)});
        recorded.scalars["time/forward_ms"].push_back({.step = 10.0 * k, .time = 102.0 + k, .value = 3.0});
    }
    recorded.processes = {{41, "python3"}};
    return recorded;
}

const plots::Lane* laneOf(const TraceFigure& figure, const QString& name)
{
    const auto found = std::ranges::find(figure.plot.lanes, name, &plots::Lane::name);
    return found == figure.plot.lanes.end() ? nullptr : &*found;
}

} // namespace

class TraceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void quantitiesOfOneKindShareALane();
    void whatTheMachineLacksSaysSo();
    void aSourceThatIsAskedSeldomIsOneLine();
    void aStopLeavesAGap();
    void epochsAreMarkedWhereTheirIterationsEnded();
    void aMomentTellsStepPhaseAndProcess();
    void anIntervalTellsWhatWasInIt();
    void theFormOfTheViewIsRead();
    void thePageShowsTheTraceOfTheSelectedRun();
    void samplesOfARunningOneCome();
    void aTraceThatIsReadLateIsNotTakenForAnotherRuns();
    void aLogThatIsReadLateIsNotShownWithoutItsRun();
    void aRunWithoutATraceSaysSo();

private:
    std::unique_ptr<test::WindowKit> m_kit;
    RunsPage& page() { return *static_cast<RunsPage*>(m_kit->window->currentPage()); }
    void openRuns(bool isRunning);
};

void TraceTest::quantitiesOfOneKindShareALane()
{
    const TraceFigure figure = drawTrace(tenSeconds());
    const plots::Lane* memory = laneOf(figure, u"Memory of the run"_s);
    QVERIFY(memory);
    QCOMPARE(memory->unit, u"GB"_s);
    QCOMPARE(memory->series.size(), std::size_t(2));
    QCOMPARE(memory->series[0].points[0].y, 2.0);
    const plots::Lane* cpu = laneOf(figure, u"CPU of the machine"_s);
    QVERIFY(cpu);
    QCOMPARE(cpu->series.size(), std::size_t(2));
    QCOMPARE(cpu->series[0].points[0].y, 25.0); // %
    QCOMPARE(cpu->top, std::optional(100.0));
    const plots::Lane* rate = laneOf(figure, u"Throughput"_s);
    QVERIFY(rate);
    QCOMPARE(rate->series[0].points[0].y, 320.0); // 10 iterations of 32 in a second
    QCOMPARE(figure.plot.lanes.front().name, u"Phase"_s);
    QCOMPARE(figure.plot.lanes.front().states.size(), std::size_t(2));
    QCOMPARE(figure.plot.lanes.front().states[1].name, u"training"_s);
}

void TraceTest::whatTheMachineLacksSaysSo()
{
    const TraceFigure figure = drawTrace(tenSeconds());
    const plots::Lane* gpu = laneOf(figure, u"GPU, time with a kernel"_s);
    QVERIFY(gpu);
    QVERIFY2(gpu->missing.contains(u"there is no NVIDIA driver here"), qPrintable(gpu->missing));
    QVERIFY(laneOf(figure, u"Temperature"_s)->missing.contains(u"no temperature sensor"));
}

void TraceTest::aSourceThatIsAskedSeldomIsOneLine()
{
    const jobs::RunTrace recorded = tenSeconds();
    const auto points = lanePoints(recorded.trace, 2, 0, 100.0, 1e-9);
    QCOMPARE(points.size(), std::size_t(10));
    QVERIFY(std::ranges::none_of(points, [](const plots::CurvePoint& point) { return std::isnan(point.y); }));
}

void TraceTest::aStopLeavesAGap()
{
    jobs::RunTrace recorded = tenSeconds();
    for (std::size_t i = 50; i < recorded.trace.times.size(); ++i)
        recorded.trace.times[i] += 60.0;
    const auto points = lanePoints(recorded.trace, 0, 0, 100.0, 1.0);
    QCOMPARE(std::ranges::count_if(points, [](const plots::CurvePoint& point) { return std::isnan(point.y); }), 1);
    const auto& marks = drawTrace(recorded).plot.marks;
    QVERIFY(std::ranges::any_of(marks, [](const plots::AxisMark& mark) { return mark.name == u"resumed"; }));
    QCOMPARE(phaseStates(recorded.trace, 100.0).size(), std::size_t(3)); // training, twice
}

void TraceTest::epochsAreMarkedWhereTheirIterationsEnded()
{
    const auto marks = epochTimes(tenSeconds(), 100.0); // 40 iterations each
    QCOMPARE(marks.size(), std::size_t(1)); // the second has not ended at iteration 70
    QCOMPARE(marks[0].x, 6.0);
    QCOMPARE(marks[0].name, u"epoch 1"_s);
}

void TraceTest::aMomentTellsStepPhaseAndProcess()
{
    const jobs::RunTrace recorded = tenSeconds();
    const TraceReading reading = readTraceAt(recorded, 100.0, 3.55, 3.55);
    QCOMPARE(reading.steps, u"iteration 15, epoch 1"_s);
    QCOMPARE(reading.phases, u"training"_s);
    QCOMPARE(reading.timing, u"forward 3.00 ms"_s);
    QCOMPARE(reading.processes, u"python3 (41), 0.75 cores"_s);
    QCOMPARE(readTraceAt(recorded, 100.0, 1.0, 1.0).phases, u"preparing"_s);
    QVERIFY(readTraceAt(recorded, 100.0, 9.0, 9.0).processes.startsWith(u"the run's own process (42)"));
}

void TraceTest::anIntervalTellsWhatWasInIt()
{
    const TraceReading reading = readTraceAt(tenSeconds(), 100.0, 1.0, 7.0);
    QCOMPARE(reading.steps, u"iteration 0 … 50, epoch 1 … 2"_s);
    QVERIFY2(reading.phases.startsWith(u"training 83 %, preparing 17 %"), qPrintable(reading.phases));
    QVERIFY(reading.processes.contains(u"41") && reading.processes.contains(u"42"));
}

void TraceTest::theFormOfTheViewIsRead()
{
    const auto view = parseView("trace:3");
    QVERIFY(view.ok());
    QCOMPARE(view->kind, ViewSpec::Kind::Trace);
    QCOMPARE(toString(*view), std::string("trace:3"));
    QVERIFY(!parseView("trace:").ok());
    QVERIFY(!parseView("trace:3:4").ok());
}

void TraceTest::openRuns(bool isRunning)
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow({1400, 900});
    const QString project = m_kit->makeProject();
    test::writeRuns(project);
    test::writeTrace(project, RunId{2}, tenSeconds().trace);
    if (isRunning)
        m_kit->engine.runs
            = {{.id = RunId{2}, .config = {.name = "mlp-2"}, .state = engine::RunState::Running, .batch = "six"}};
    m_kit->openProject(project);
    m_kit->window->showPage(u"runs"_s);
    QTRY_COMPARE(page().table().model().rowCount(), 6);
    page().table().select({RunId{2}}, {});
    page().findChild<LazyDock*>(u"trace"_s)->reveal();
    m_kit->settle();
}

void TraceTest::thePageShowsTheTraceOfTheSelectedRun()
{
    openRuns(false);
    plots::Lanes& lanes = page().trace().lanes();
    QTRY_VERIFY(lanes.data().lanes.size() > 4);
    QVERIFY(lanes.isVisible());
    QVERIFY2(lanes.command().contains(u"--view trace:2"), qPrintable(lanes.command()));
    lanes.setChosenSpan(plots::AxisSpan{1.0, 7.0});
    Q_EMIT lanes.spanChosen({1.0, 7.0});
    QVERIFY2(page().trace().reading().contains(u"training 83 %"), qPrintable(page().trace().reading()));
    QVERIFY(page().trace().reading().contains(u"CPU of the run"));
    const auto figure
        = computeTrace(*parseView("trace:2"), m_kit->bench->workspace.path().toStdString(), CancelToken{});
    QVERIFY2(figure.ok(), figure ? "" : describe(figure.error()).c_str());
    QCOMPARE(std::get<plots::LanesData>(figure->content).lanes.size(), lanes.data().lanes.size());
}

void TraceTest::samplesOfARunningOneCome()
{
    openRuns(true);
    m_kit->bench->engine.follow();
    plots::Lanes& lanes = page().trace().lanes();
    QTRY_COMPARE(m_kit->bench->engine.state(), EngineLink::State::Connected);
    QTRY_VERIFY(lanes.data().lanes.size() > 4);
    const auto lane = std::ranges::find(lanes.data().lanes, u"CPU of the run"_s, &plots::Lane::name);
    QVERIFY(lane != lanes.data().lanes.end());
    const auto index = std::size_t(lane - lanes.data().lanes.begin());
    QCOMPARE(lanes.points(index, 0).size(), std::size_t(100));
    data::Trace more;
    more.lanes = tenSeconds().trace.lanes;
    more.add(110.0, tenSeconds().trace.sample(0));
    test::writeTrace(m_kit->bench->workspace.path(), RunId{2}, more);
    QTRY_COMPARE(lanes.points(index, 0).size(), std::size_t(101));
}

void TraceTest::aTraceThatIsReadLateIsNotTakenForAnotherRuns()
{
    openRuns(false);
    TracePresenter presenter(page().catalog());
    presenter.setRun(RunId{2});
    presenter.setWatched(true); // begins to read
    presenter.setWatched(false);
    presenter.setRun(RunId{3});
    m_kit->settle();
    presenter.setWatched(true);
    m_kit->settle();
    QCOMPARE(presenter.recorded().run.id, RunId{3});
}

void TraceTest::aLogThatIsReadLateIsNotShownWithoutItsRun()
{
    openRuns(false);
    RunLogPanel log(page().catalog());
    log.show();
    log.setRuns({RunId{2}});
    log.setRuns({});
    m_kit->settle();
    QCOMPARE(log.text(), QString());
}

void TraceTest::aRunWithoutATraceSaysSo()
{
    openRuns(false);
    page().table().select({RunId{3}}, {});
    QTRY_VERIFY(!page().trace().lanes().isVisible());
    const auto figure
        = computeTrace(*parseView("trace:3"), m_kit->bench->workspace.path().toStdString(), CancelToken{});
    QVERIFY(!figure.ok());
    QCOMPARE(figure.error().code, ErrorCode::Usage);
    QVERIFY(!computeTrace(*parseView("trace:nobody"), m_kit->bench->workspace.path().toStdString(), CancelToken{})
                 .ok());
}

QTEST_MAIN(TraceTest)
#include "trace_test.moc"
