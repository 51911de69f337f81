// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local_client.h"
#include "core/engine/remote_runs.h"
#include "core/store/layout.h"
#include "core/store/runs.h"
#include "core/train/trainer.h"

#include "tests/core/engine/fake_worker.h"
#include "tests/core/engine/run_watch.h"
#include "tests/support/verify_ok.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <set>

using namespace cobench;
using namespace cobench::engine;
using namespace std::chrono_literals;

/// What clients change on runs: the engine writes it, numbers it and tells of it.
class RunEditsTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_project;

    static SupervisorOptions options() { return {.worker = COBENCH_FAKE_WORKER, .cores = 2}; }
    std::unique_ptr<store::RunStore> reader() const
    {
        return std::move(*store::RunStore::open(m_project, store::RunStore::Role::Reader));
    }
    static std::vector<Event> eventsOf(const store::RunStore& store, RunId run, Event::Kind kind)
    {
        std::vector<Event> events;
        const auto rows = store.eventsAfter(0, 100000);
        for (const auto& row : *rows)
            if (const auto event = decodeEvent(row.number, row.payload);
                event && event->run == run && event->kind == kind)
                events.push_back(*event);
        return events;
    }
    /// Iterations that the run has reported.
    static std::uint64_t doneBy(const store::RunStore& store, RunId run)
    {
        const auto losses = store.scalars(run, "train/loss");
        return losses && !losses->empty() ? losses->back().step : 0;
    }

    /// How often the run was seen waiting.
    static std::size_t pausedSamples(const store::RunStore& store, RunId run)
    {
        const auto trace = store.trace(run);
        const auto lane = std::ranges::find(trace->lanes, "run/phase", &data::TraceLane::name);
        std::size_t count = 0;
        for (std::size_t i = 0; lane != trace->lanes.end() && i < trace->times.size(); ++i)
            count += trace->value(i, std::size_t(lane - trace->lanes.begin())) == float(train::Phase::Paused);
        return count;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_project = m_folder->filePath(QStringLiteral("p.cobench")).toStdString();
    }

    void a_paused_run_waits_after_its_iteration_and_goes_on()
    {
        EventFeed feed;
        Supervisor supervisor(options(), feed);
        auto config = test::scripted(test::kTrainSlowly); // 5 ms an iteration
        config.epochs = 200;
        config.recordEvery = 1;
        const RunId run = supervisor.submit(m_project, {config}, {})->front();
        test::RunWatch watch(feed, m_project);
        QVERIFY(watch.waitForScalar(run, "train/loss"));
        VERIFY_OK(supervisor.edit(m_project, run, PauseRun{true}));
        QCOMPARE(supervisor.runs(m_project)->front().state, RunState::Paused);
        // A sample is stored after what the run had reported before it.
        QTRY_VERIFY(pausedSamples(watch.store(), run) > 0);
        const std::uint64_t before = doneBy(watch.store(), run);
        QTRY_VERIFY(pausedSamples(watch.store(), run) > 4);
        QCOMPARE(doneBy(watch.store(), run), before);
        QVERIFY(doneBy(watch.store(), run) < 800);
        VERIFY_OK(supervisor.edit(m_project, run, PauseRun{false}));
        QCOMPARE(watch.waitForEnd(run), RunState::Finished);
        QCOMPARE(doneBy(watch.store(), run), std::uint64_t{800});
        std::vector<RunState> states;
        for (const Event& event : eventsOf(watch.store(), run, Event::Kind::RunState))
            states.push_back(event.state);
        QCOMPARE(states,
            (std::vector{
                RunState::Queued, RunState::Running, RunState::Paused, RunState::Running, RunState::Finished}));
    }

    void a_paused_run_can_be_cancelled_and_leaves_its_cores_to_others()
    {
        EventFeed feed;
        auto one = options();
        one.cores = 1;
        Supervisor supervisor(one, feed);
        const auto slow = test::scripted(test::kTrainSlowly);
        const auto ids = supervisor.submit(m_project, {slow, test::scripted(test::kTrainQuickly)}, "");
        test::RunWatch watch(feed, m_project);
        watch.waitForWorker((*ids)[0]);
        VERIFY_OK(supervisor.edit(m_project, (*ids)[0], PauseRun{true}));
        QCOMPARE(watch.waitForEnd((*ids)[1]), RunState::Finished);
        VERIFY_OK(supervisor.cancel(m_project, (*ids)[0]));
        QCOMPARE(watch.waitForEnd((*ids)[0]), RunState::Cancelled);
        QCOMPARE(supervisor.edit(m_project, (*ids)[0], PauseRun{true}).error().code, ErrorCode::Conflict);
    }

    void a_text_is_kept_and_told()
    {
        EventFeed feed;
        Supervisor supervisor(options(), feed);
        const RunId run = supervisor.submit(m_project, {test::scripted(test::kTrainQuickly)}, {})->front();
        test::RunWatch watch(feed, m_project);
        QCOMPARE(watch.waitForEnd(run), RunState::Finished);
        VERIFY_OK(supervisor.edit(m_project, run, SetRunText{"note", "the good one"}));
        QCOMPARE(watch.store().texts(run)->at("note"), std::string("the good one"));
        QCOMPARE(watch.store().textsOf("note")->at(run), std::string("the good one"));
        const auto changes = eventsOf(watch.store(), run, Event::Kind::Changed);
        QCOMPARE(changes.size(), std::size_t{1});
        QCOMPARE(changes.front().text, std::string(kTextChanged));
        VERIFY_OK(supervisor.edit(m_project, run, SetRunText{"note", ""}));
        QVERIFY(watch.store().texts(run)->empty());
        QCOMPARE(supervisor.edit(m_project, {77}, SetRunText{"note", "x"}).error().code, ErrorCode::NotFound);
    }

    void a_deleted_run_takes_its_checkpoints_along()
    {
        EventFeed feed;
        Supervisor supervisor(options(), feed);
        const auto ids = supervisor.submit(
            m_project, {test::scripted(test::kTrainSlowly), test::scripted(test::kTrainQuickly)}, {});
        test::RunWatch watch(feed, m_project);
        QCOMPARE(watch.waitForEnd((*ids)[1]), RunState::Finished);
        const auto checkpoints = store::layoutOf(m_project).folder / "checkpoints";
        QVERIFY(std::filesystem::exists(checkpoints / std::to_string((*ids)[1].value)));
        QCOMPARE(supervisor.edit(m_project, (*ids)[0], DeleteRun{}).error().code, ErrorCode::Conflict); // it trains
        VERIFY_OK(supervisor.edit(m_project, (*ids)[1], DeleteRun{}));
        QVERIFY(!std::filesystem::exists(checkpoints / std::to_string((*ids)[1].value)));
        QCOMPARE(supervisor.runs(m_project)->size(), std::size_t{1});
        QCOMPARE(supervisor.edit(m_project, (*ids)[1], DeleteRun{}).error().code, ErrorCode::NotFound);
    }

    void a_run_of_another_program_is_taken_in()
    {
        const auto client = makeLocalClient(COBENCH_FAKE_WORKER, 1);
        RemoteRuns writer(*client, m_project);
        const auto run
            = writer.createRun({.batch = "import", .name = "theirs", .configJson = "{}", .createdAt = 5.0});
        VERIFY_OK(run);
        std::vector<store::ScalarRow> scalars;
        for (std::uint64_t step = 1; step <= 45000; ++step) // more than one piece
            scalars.push_back({"loss", step, 5.0 + double(step), 1.0 / double(step)});
        data::Trace trace;
        trace.lanes = {{"cpu/total", "1", ""}};
        for (int i = 0; i < 300; ++i)
            trace.add(i, std::vector{float(i)});
        std::vector<store::EventRow> none;
        VERIFY_OK(writer.append(*run, scalars, none, trace));
        VERIFY_OK(writer.setText(*run, "source", "a file"));
        VERIFY_OK(writer.setState(*run, "finished", {}));
        const auto store = reader();
        QCOMPARE(store->scalars(*run, "loss")->size(), std::size_t{45000});
        QCOMPARE(store->scalars(*run, "loss")->back().value, 1.0 / 45000.0);
        QCOMPARE(store->trace(*run)->times.size(), std::size_t{300});
        QCOMPARE(store->trace(*run, 297.5)->times, (std::vector<double>{298.0, 299.0}));
        QCOMPARE(store->tracedRuns()->size(), std::size_t{1});
        QCOMPARE(store->runs()->front().state, std::string("finished"));
        QVERIFY(!writer.setState(*run, "running", {}).ok());
    }

    void many_runs_of_another_program_are_taken_in_at_once()
    {
        const auto client = makeLocalClient(COBENCH_FAKE_WORKER, 1);
        RemoteRuns writer(*client, m_project);
        std::vector<store::WholeRun> runs;
        for (int i = 0; i < 3; ++i)
            runs.push_back({.row = {.batch = "import",
                                .name = "theirs " + std::to_string(i),
                                .configJson = "{}",
                                .state = "finished",
                                .createdAt = 5.0},
                .scalars = {{"loss", 1, 5.0, double(i)}},
                .texts = {{"source", "a file"}}});
        const auto ids = writer.addRuns(runs);
        VERIFY_OK(ids);
        const auto store = reader();
        const auto rows = *store->runs();
        QCOMPARE(rows.size(), std::size_t{3});
        for (std::size_t i = 0; i < rows.size(); ++i) {
            QCOMPARE(rows[i].id, (*ids)[i]);
            QCOMPARE(rows[i].name, runs[i].row.name);
            QCOMPARE(rows[i].state, std::string("finished"));
            QCOMPARE(store->scalars(rows[i].id, "loss")->front().value, double(i));
            QCOMPARE(store->texts(rows[i].id)->at("source"), std::string("a file"));
        }
        runs.back().row.state = "running"; // nobody would ever end it
        QCOMPARE(writer.addRuns(runs).error().code, ErrorCode::Usage);
        QCOMPARE(store->runs()->size(), std::size_t{3});
    }

    void the_best_checkpoint_stays_beside_the_newest()
    {
        EventFeed feed;
        Supervisor supervisor(options(), feed);
        auto config = test::scripted(test::kTrainQuickly);
        config.epochs = 5;
        config.keepCheckpoints = 1;
        config.keepBest = true;
        const RunId run = supervisor.submit(m_project, {config}, {})->front();
        test::RunWatch watch(feed, m_project);
        QCOMPARE(watch.waitForEnd(run), RunState::Finished);
        std::set<std::string> files;
        for (const auto& file : std::filesystem::directory_iterator(
                 store::layoutOf(m_project).folder / "checkpoints" / std::to_string(run.value)))
            files.insert(file.path().filename().string());
        QCOMPARE(files, (std::set<std::string>{"000000000020.safetensors", "best.safetensors"}));
    }
};

QTEST_APPLESS_MAIN(RunEditsTest)
#include "run_edits_test.moc"
