// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/job_runner.h"

#include <QTest>
#include <atomic>
#include <latch>
#include <stdexcept>
#include <thread>
#include <vector>

using cobench::CancelSource;
using cobench::CancelToken;
using cobench::Error;
using cobench::ErrorCode;
using cobench::Progress;
using cobench::ProgressState;
using cobench::Result;
using cobench::jobs::JobRunner;

namespace {

void spinUntilCancelled(const CancelToken& cancel)
{
    while (!cancel.isCancelled())
        std::this_thread::yield();
}

} // namespace

class JobRunnerTest : public QObject
{
    Q_OBJECT

private slots:
    void every_posted_task_runs_exactly_once();
    void zero_threads_means_one();
    void work_runs_off_the_posting_thread();
    void a_result_reaches_its_receiver();
    void an_escaped_exception_becomes_an_internal_error();
    void running_out_of_memory_is_not_called_a_defect();
    void cancelling_stops_a_running_job();
    void a_job_cancelled_while_queued_reports_cancelled_and_does_no_work();
    void the_destructor_cancels_running_and_queued_jobs_and_answers_all();
    void a_task_may_post_another();
    void progress_reaches_the_sink();
    void tasks_posted_from_many_threads_all_run();
    void what_a_task_holds_is_gone_when_the_runner_is_idle();
};

void JobRunnerTest::every_posted_task_runs_exactly_once()
{
    std::vector<std::atomic<int>> calls(200);
    JobRunner runner(4);
    for (auto& count : calls)
        runner.post([&count](Progress&, const CancelToken&) { ++count; });
    runner.waitIdle();
    for (const auto& count : calls)
        QCOMPARE(count.load(), 1);
}

void JobRunnerTest::zero_threads_means_one()
{
    std::atomic<bool> ran = false;
    JobRunner runner(0);
    runner.post([&](Progress&, const CancelToken&) { ran = true; });
    runner.waitIdle();
    QVERIFY(ran);
}

void JobRunnerTest::work_runs_off_the_posting_thread()
{
    std::thread::id worker;
    JobRunner runner(1);
    runner.post([&](Progress&, const CancelToken&) { worker = std::this_thread::get_id(); });
    runner.waitIdle();
    QVERIFY(worker != std::thread::id());
    QVERIFY(worker != std::this_thread::get_id());
}

void JobRunnerTest::a_result_reaches_its_receiver()
{
    int answer = 0;
    JobRunner runner(2);
    runner.run<int>([](Progress&, const CancelToken&) { return Result<int>(42); },
        [&](Result<int> result) { answer = result ? *result : -1; });
    runner.waitIdle();
    QCOMPARE(answer, 42);
}

void JobRunnerTest::an_escaped_exception_becomes_an_internal_error()
{
    Error error;
    JobRunner runner(1);
    runner.run<int>([](Progress&, const CancelToken&) -> Result<int> { throw std::runtime_error("boom"); },
        [&](Result<int> result) { error = result.error(); });
    runner.waitIdle();
    QCOMPARE(error.code, ErrorCode::Internal);
    QVERIFY(error.detail.find("boom") != std::string::npos);
}

void JobRunnerTest::running_out_of_memory_is_not_called_a_defect()
{
    ErrorCode code = ErrorCode::Internal;
    JobRunner runner(1);
    runner.run<int>([](Progress&, const CancelToken&) -> Result<int> { throw std::bad_alloc(); },
        [&](Result<int> result) { code = result.error().code; });
    runner.waitIdle();
    QCOMPARE(code, ErrorCode::TooLarge);
}

void JobRunnerTest::cancelling_stops_a_running_job()
{
    std::latch started(1);
    bool isCancelled = false;
    JobRunner runner(1);
    CancelSource handle = runner.run<int>(
        [&](Progress&, const CancelToken& cancel) -> Result<int> {
            started.count_down();
            spinUntilCancelled(cancel);
            return cobench::cancelled();
        },
        [&](Result<int> result) { isCancelled = !result && result.error().isCancelled(); });
    started.wait();
    handle.cancel();
    runner.waitIdle();
    QVERIFY(isCancelled);
}

void JobRunnerTest::a_job_cancelled_while_queued_reports_cancelled_and_does_no_work()
{
    std::latch release(1);
    bool worked = false;
    bool isCancelled = false;
    JobRunner runner(1);
    runner.post([&](Progress&, const CancelToken&) { release.wait(); });
    CancelSource handle = runner.run<int>(
        [&](Progress&, const CancelToken&) {
            worked = true;
            return Result<int>(1);
        },
        [&](Result<int> result) { isCancelled = !result && result.error().isCancelled(); });
    handle.cancel();
    release.count_down();
    runner.waitIdle();
    QVERIFY(!worked);
    QVERIFY(isCancelled);
}

void JobRunnerTest::the_destructor_cancels_running_and_queued_jobs_and_answers_all()
{
    std::atomic<int> answers = 0;
    std::latch started(2);
    {
        JobRunner runner(2);
        for (int i = 0; i < 10; ++i) {
            runner.run<int>(
                [&](Progress&, const CancelToken& cancel) -> Result<int> {
                    started.count_down();
                    spinUntilCancelled(cancel);
                    return cobench::cancelled();
                },
                [&](Result<int> result) { answers += !result && result.error().isCancelled(); });
        }
        started.wait();
    }
    QCOMPARE(answers.load(), 10);
}

void JobRunnerTest::a_task_may_post_another()
{
    std::atomic<bool> ran = false;
    JobRunner runner(1);
    runner.post(
        [&](Progress&, const CancelToken&) { runner.post([&](Progress&, const CancelToken&) { ran = true; }); });
    runner.waitIdle();
    QVERIFY(ran);
}

void JobRunnerTest::progress_reaches_the_sink()
{
    std::vector<ProgressState> seen;
    JobRunner runner(1);
    runner.post(
        [](Progress& progress, const CancelToken&) {
            progress.beginStage("counting", 3);
            progress.advance(3);
        },
        [&](const ProgressState& state) { seen.push_back(state); });
    runner.waitIdle();
    QCOMPARE(seen.size(), std::size_t(2)); // a stage's first and last are never throttled away
    QCOMPARE(seen.front().stage, std::string("counting"));
    QCOMPARE(seen.front().done, std::uint64_t(0));
    QCOMPARE(seen.back().done, std::uint64_t(3));
}

void JobRunnerTest::tasks_posted_from_many_threads_all_run()
{
    std::atomic<int> calls = 0;
    JobRunner runner(3);
    {
        std::vector<std::jthread> posters;
        for (int i = 0; i < 4; ++i) {
            posters.emplace_back([&] {
                for (int n = 0; n < 50; ++n)
                    runner.post([&](Progress&, const CancelToken&) { ++calls; });
            });
        }
    }
    runner.waitIdle();
    QCOMPARE(calls.load(), 200);
}

void JobRunnerTest::what_a_task_holds_is_gone_when_the_runner_is_idle()
{
    auto held = std::make_shared<int>(1);
    const std::weak_ptr<int> watch = held;
    JobRunner runner(1);
    runner.post([held = std::move(held)](Progress&, const CancelToken&) {});
    runner.waitIdle();
    QVERIFY(watch.expired());
}

QTEST_APPLESS_MAIN(JobRunnerTest)
#include "job_runner_test.moc"
