// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/supervisor.h"
#include "core/store/layout.h"
#include "core/store/runs.h"

#include "tests/core/engine/fake_worker.h"
#include "tests/core/engine/process_state.h"
#include "tests/core/engine/run_watch.h"
#include "tests/support/patience.h"
#include "tests/support/quick_folder.h"
#include "tests/support/raw_sqlite.h"
#include "tests/support/shortest.h"
#include "tests/support/verify_ok.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace cobench;
using namespace cobench::engine;
using namespace std::chrono_literals;

class SupervisorTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_project;

    static SupervisorOptions options() { return {.worker = COBENCH_FAKE_WORKER, .cores = 2}; }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_project = m_folder->filePath(QStringLiteral("p.cobench")).toStdString();
    }

    void finished_run_leaves_scalars_events_and_predictions()
    {
        EventFeed feed;
        Supervisor supervisor(options(), feed);
        const auto ids = supervisor.submit(m_project, {test::scripted(test::kTrainQuickly)}, "batch");
        VERIFY_OK(ids);
        test::RunWatch watch(feed, m_project);
        QCOMPARE(watch.waitForEnd(ids->front()), RunState::Finished);

        const auto runs = supervisor.runs(m_project);
        VERIFY_OK(runs);
        QCOMPARE(runs->size(), std::size_t{1});
        QCOMPARE(runs->front().batch, std::string("batch"));
        QCOMPARE(runs->front().config, test::scripted(test::kTrainQuickly));
        const auto& store = watch.store();
        const auto accuracy = store.scalars(ids->front(), "test/accuracy");
        VERIFY_OK(accuracy);
        QCOMPARE(accuracy->size(), std::size_t{1});
        QCOMPARE(accuracy->front().value, 1.0); // all labels are 0, and 0 is predicted
        QCOMPARE(store.scalars(ids->front(), "run/parameters")->front().value, 61706.0);
        const auto pool = store.predictions(ids->front());
        VERIFY_OK(pool);
        QCOMPARE((*pool)->splitTitles(), (std::vector<std::string>{"val", "test"}));
        QCOMPARE((*pool)->split("test")->samples(), std::size_t{100});
        QCOMPARE((*pool)->models.front().cost.parameters, std::optional(61706.0));
    }

    void a_run_is_measured_while_it_trains()
    {
        EventFeed feed;
        Supervisor supervisor(options(), feed);
        const auto ids = supervisor.submit(m_project, {test::scripted(test::kTrainQuickly)}, "");
        VERIFY_OK(ids);
        test::RunWatch watch(feed, m_project);
        QCOMPARE(watch.waitForEnd(ids->front()), RunState::Finished);
        const auto trace = watch.store().trace(ids->front());
        VERIFY_OK(trace);
        QVERIFY(!trace->times.empty());
        const auto lane = std::ranges::find(trace->lanes, "process/rss", &data::TraceLane::name);
        QVERIFY(lane != trace->lanes.end());
        QVERIFY(trace->value(0, static_cast<std::size_t>(lane - trace->lanes.begin())) > 1e6F);
        QVERIFY(watch.store().scalars(ids->front(), "run/parameters")->front().time - trace->times.front() < 60.0);
    }

    void events_are_numbered_without_gaps_and_tell_the_states_in_order()
    {
        EventFeed feed;
        Supervisor supervisor(options(), feed);
        const auto ids = supervisor.submit(
            m_project, {test::scripted(test::kTrainQuickly), test::scripted(test::kTrainQuickly)}, "");
        test::RunWatch watch(feed, m_project);
        for (const RunId run : *ids)
            QCOMPARE(watch.waitForEnd(run), RunState::Finished);
        const auto rows = watch.store().eventsAfter(0, 100000);
        VERIFY_OK(rows);
        std::map<RunId, std::vector<RunState>> states;
        for (std::size_t i = 0; i < rows->size(); ++i) {
            QCOMPARE((*rows)[i].number, std::uint64_t{i + 1});
            const auto event = decodeEvent(i + 1, (*rows)[i].payload);
            VERIFY_OK(event);
            if (event->kind == Event::Kind::RunState)
                states[event->run].push_back(event->state);
        }
        for (const RunId run : *ids)
            QCOMPARE(states[run], (std::vector{RunState::Queued, RunState::Running, RunState::Finished}));
    }

    void crashed_worker_fails_its_run_and_no_other()
    {
        EventFeed feed;
        Supervisor supervisor(options(), feed);
        const auto ids
            = supervisor.submit(m_project, {test::scripted(test::kCrash), test::scripted(test::kTrainQuickly)}, "");
        test::RunWatch watch(feed, m_project);
        QCOMPARE(watch.waitForEnd((*ids)[0]), RunState::Failed);
        QVERIFY(watch.message().find("signal 6") != std::string::npos);
        QCOMPARE(watch.waitForEnd((*ids)[1]), RunState::Finished);
    }

    void killed_worker_is_noticed_within_a_tenth_of_a_second()
    {
        bool isTold = true;
        const auto noticed = [&]() -> std::chrono::nanoseconds {
            const test::QuickFolder folder; // what a disk takes is not meant
            const std::filesystem::path project = folder.path() / "p.cobench";
            EventFeed feed;
            Supervisor supervisor(options(), feed);
            const auto ids = supervisor.submit(project, {test::scripted(test::kTrainSlowly)}, "");
            test::RunWatch watch(feed, project);
            const pid_t worker = watch.waitForWorker(ids->front());
            if (worker <= 0)
                return std::chrono::nanoseconds::max();
            const auto killed = std::chrono::steady_clock::now();
            kill(worker, SIGKILL);
            const bool hasFailed = watch.waitForEnd(ids->front()) == RunState::Failed;
            const auto seen = std::chrono::steady_clock::now() - killed;
            qInfo("seen after %.1f ms", std::chrono::duration<double, std::milli>(seen).count());
            isTold = isTold && hasFailed && watch.message().find("signal 9") != std::string::npos;
            return seen;
        };
        constexpr std::chrono::nanoseconds kLimit = test::patient(100ms);
        QVERIFY(test::shortest(5, kLimit, noticed) <= kLimit);
        QVERIFY(isTold);
    }

    void stopped_worker_is_given_up_after_its_silence()
    {
        EventFeed feed;
        auto impatient = options();
        impatient.silence = 1500ms;
        Supervisor supervisor(impatient, feed);
        const auto ids = supervisor.submit(m_project, {test::scripted(test::kHang)}, "");
        test::RunWatch watch(feed, m_project);
        QCOMPARE(watch.waitForEnd(ids->front()), RunState::Failed);
        QVERIFY(watch.message().find("stopped answering") != std::string::npos);
    }

    void garbage_from_a_worker_fails_its_run()
    {
        EventFeed feed;
        Supervisor supervisor(options(), feed);
        const auto ids = supervisor.submit(m_project, {test::scripted(test::kTalkGarbage)}, "");
        test::RunWatch watch(feed, m_project);
        QCOMPARE(watch.waitForEnd(ids->front()), RunState::Failed);
        QVERIFY(watch.message().find("unreadable") != std::string::npos);
    }

    void backend_that_cannot_be_made_says_why()
    {
        EventFeed feed;
        Supervisor supervisor(options(), feed);
        const auto ids = supervisor.submit(m_project, {test::scripted(test::kFailToStart)}, "");
        test::RunWatch watch(feed, m_project);
        QCOMPARE(watch.waitForEnd(ids->front()), RunState::Failed);
        QVERIFY(watch.message().find("no such device") != std::string::npos);
    }

    void missing_worker_program_fails_the_run()
    {
        EventFeed feed;
        Supervisor supervisor({.worker = "/nowhere/trainer", .cores = 1}, feed);
        const auto ids = supervisor.submit(m_project, {test::scripted(test::kTrainQuickly)}, "");
        test::RunWatch watch(feed, m_project);
        QCOMPARE(watch.waitForEnd(ids->front()), RunState::Failed);
        QVERIFY(watch.message().find("/nowhere/trainer") != std::string::npos);
    }

    void running_and_queued_runs_can_be_cancelled()
    {
        EventFeed feed;
        auto one = options();
        one.cores = 1;
        Supervisor supervisor(one, feed);
        const auto slow = test::scripted(test::kTrainSlowly);
        const auto ids = supervisor.submit(m_project, {slow, slow}, "");
        test::RunWatch watch(feed, m_project);
        watch.waitForWorker((*ids)[0]);
        VERIFY_OK(supervisor.cancel(m_project, (*ids)[1]));
        QCOMPARE(watch.waitForEnd((*ids)[1]), RunState::Cancelled);
        VERIFY_OK(supervisor.cancel(m_project, (*ids)[0]));
        QCOMPARE(watch.waitForEnd((*ids)[0]), RunState::Cancelled);
        VERIFY_OK(supervisor.cancel(m_project, (*ids)[0])); // again: nothing happens
        VERIFY_OK(supervisor.cancel(m_project, {999}));
    }

    void worker_that_ignores_cancelling_is_ended()
    {
        EventFeed feed;
        auto strict = options();
        strict.cancelGrace = 200ms;
        Supervisor supervisor(strict, feed);
        const auto ids = supervisor.submit(m_project, {test::scripted(test::kIgnoreCancel)}, "");
        test::RunWatch watch(feed, m_project);
        watch.waitForWorker(ids->front());
        VERIFY_OK(supervisor.cancel(m_project, ids->front()));
        QCOMPARE(watch.waitForEnd(ids->front()), RunState::Cancelled);
    }

    void all_problems_of_all_configurations_are_told_at_once()
    {
        EventFeed feed;
        Supervisor supervisor(options(), feed);
        const auto submitted = supervisor.submit(
            m_project, {{.name = "a", .model = "lenet6", .epochs = 0}, {.name = "b", .optimizer = "sdg"}}, "");
        QVERIFY(!submitted.ok());
        QCOMPARE(submitted.error().code, ErrorCode::Usage);
        for (const char* part : {"lenet6", "epochs", "sdg"})
            QVERIFY(submitted.error().detail.find(part) != std::string::npos);
        QVERIFY(!std::filesystem::exists(m_project.string() + ".d"));
    }

    void no_more_threads_than_cores_are_busy()
    {
        EventFeed feed;
        Supervisor supervisor(options(), feed);
        auto config = test::scripted(test::kTrainQuickly);
        config.threads = 2;
        const auto ids = supervisor.submit(m_project, {config, config, config}, "");
        test::RunWatch watch(feed, m_project);
        for (const RunId run : *ids)
            QCOMPARE(watch.waitForEnd(run), RunState::Finished);
        int running = 0;
        const auto rows = watch.store().eventsAfter(0, 100000);
        for (const auto& row : *rows) {
            const auto event = decodeEvent(row.number, row.payload);
            if (event->kind != Event::Kind::RunState || event->state == RunState::Queued)
                continue;
            running += event->state == RunState::Running ? 1 : -1;
            QVERIFY(running <= 1);
        }
    }

    void leaving_supervisor_interrupts_what_runs_and_leaves_no_worker()
    {
        EventFeed feed;
        auto supervisor = std::make_unique<Supervisor>(options(), feed);
        const auto slow = test::scripted(test::kTrainSlowly);
        const auto ids = supervisor->submit(m_project, {slow, slow, slow}, "");
        test::RunWatch watch(feed, m_project);
        const pid_t worker = watch.waitForWorker((*ids)[0]);
        supervisor.reset();
        QVERIFY(!test::isRunning(worker));
        const auto runs = watch.store().runs();
        for (const auto& row : *runs)
            QCOMPARE(row.state, std::string("interrupted"));
    }

    void second_supervisor_is_kept_out_of_the_store()
    {
        EventFeed feed;
        Supervisor first(options(), feed);
        VERIFY_OK(first.submit(m_project, {test::scripted(test::kTrainSlowly)}, ""));
        Supervisor second(options(), feed);
        const auto refused = second.submit(m_project, {test::scripted(test::kTrainQuickly)}, "");
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, ErrorCode::Locked);
    }

    void asking_for_runs_of_a_new_project_makes_no_store()
    {
        EventFeed feed;
        Supervisor supervisor(options(), feed);
        const auto runs = supervisor.runs(m_project);
        VERIFY_OK(runs);
        QVERIFY(runs->empty());
        QVERIFY(!std::filesystem::exists(m_project.string() + ".d"));
    }

    /// The worker is killed in the middle, as by a lost machine.
    void an_interrupted_run_goes_on_from_its_checkpoint()
    {
        auto config = test::scripted(test::kTrainSlowly);
        config.epochs = 200; // 800 iterations of 5 ms
        config.recordEvery = 1;
        RunId run;
        {
            EventFeed feed;
            Supervisor supervisor(options(), feed);
            run = supervisor.submit(m_project, {config}, {})->front();
            test::RunWatch watch(feed, m_project);
            QVERIFY(watch.waitForWorker(run) > 0);
            QVERIFY(watch.waitForScalar(run, "val/loss"));
            QCOMPARE(supervisor.resume(m_project, run).error().code, ErrorCode::Conflict); // it still runs
        }
        EventFeed feed;
        Supervisor supervisor(options(), feed);
        QCOMPARE(supervisor.resume(m_project, {77}).error().code, ErrorCode::NotFound);
        VERIFY_OK(supervisor.resume(m_project, run));
        test::RunWatch watch(feed, m_project);
        QVERIFY(watch.waitForLine(run, "resumed after iteration"));
        QCOMPARE(watch.waitForNewEnd(run), RunState::Finished);
        const auto losses = watch.store().scalars(run, "train/loss");
        VERIFY_OK(losses);
        QCOMPARE(losses->front().attempt, 1U);
        QCOMPARE(losses->back().attempt, 2U);
        QCOMPARE(losses->back().step, std::uint64_t{800});
        QCOMPARE(supervisor.resume(m_project, run).error().code, ErrorCode::Conflict); // it is finished
    }

    void what_was_not_trained_here_is_not_resumed()
    {
        EventFeed feed;
        Supervisor supervisor(options(), feed);
        const auto run
            = supervisor.edit(m_project, {}, CreateRun{{.name = "python3 train.py", .configJson = "{}"}});
        VERIFY_OK(run);
        VERIFY_OK(supervisor.edit(m_project, *run, SetRunText{"source", "python3 train.py"}));
        VERIFY_OK(supervisor.edit(m_project, *run, EndRun{"failed", "exit code 1"}));
        QCOMPARE(supervisor.resume(m_project, *run).error().code, ErrorCode::Conflict);
        QCOMPARE(supervisor.runs(m_project)->front().state, RunState::Failed);
        QCOMPARE(supervisor.edit(m_project, {77}, EndRun{"failed", {}}).error().code, ErrorCode::NotFound);
        QVERIFY(feed.trouble(projectKey(m_project)).empty());
    }

    void a_run_whose_row_is_damaged_ends_and_holds_up_no_other()
    {
        EventFeed feed;
        Supervisor supervisor(options(), feed);
        auto config = test::scripted(test::kTrainSlowly);
        config.recordEvery = 1;
        config.epochs = 2000;
        const RunId damaged = supervisor.submit(m_project, {config}, {})->front();
        test::RunWatch watch(feed, m_project);
        const pid_t worker = watch.waitForWorker(damaged);
        QVERIFY(worker > 0);
        test::runRawSql(store::layoutOf(m_project).runsDatabase, "UPDATE run SET created_at = 7 WHERE id = 1");
        QTRY_VERIFY(!test::isRunning(worker));
        QVERIFY(QString::fromStdString(feed.trouble(projectKey(m_project))).contains(QStringLiteral("checksum")));
        const auto other = supervisor.submit(m_project, {test::scripted(test::kTrainQuickly)}, {});
        VERIFY_OK(other);
        QCOMPARE(watch.waitForEnd(other->front()), RunState::Finished);
    }

    void many_runs_are_submitted_at_once()
    {
        EventFeed feed;
        Supervisor supervisor(options(), feed);
        const std::vector configs(300, test::scripted(test::kTrainSlowly));
        const auto ids = supervisor.submit(m_project, configs, "many");
        VERIFY_OK(ids);
        QCOMPARE(ids->size(), configs.size());
        QCOMPARE(supervisor.runs(m_project)->size(), configs.size());
    }
};

QTEST_APPLESS_MAIN(SupervisorTest)
#include "supervisor_test.moc"
