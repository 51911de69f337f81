// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/progress.h"

#include "core/common/array.h"
#include "core/common/cancel.h"

#include <QTest>
#include <thread>
#include <vector>

using namespace cobench;
using namespace std::chrono_literals;

class ProgressTest : public QObject
{
    Q_OBJECT

private slots:
    void a_stage_is_announced_and_its_end_is_told();
    void steps_within_a_period_are_throttled();
    void every_step_is_told_with_a_period_of_zero();
    void the_total_grows_when_more_is_done_than_foreseen();
    void a_progress_without_sink_is_harmless();
    void advancing_from_many_threads_loses_no_step();
    void the_time_left_follows_the_mean_rate();
    void the_time_left_is_unknown_without_total_or_start();
    void copies_of_a_token_see_one_flag();
    void a_default_token_is_never_cancelled();
    void an_array_keeps_what_it_shows_alive();
};

void ProgressTest::a_stage_is_announced_and_its_end_is_told()
{
    std::vector<ProgressState> seen;
    Progress progress([&](const ProgressState& state) { seen.push_back(state); }, 1h);
    progress.beginStage("reading", 3);
    for (int i = 0; i < 3; ++i)
        progress.advance();
    QCOMPARE(seen.size(), std::size_t(2));
    QCOMPARE(seen[0].stage, std::string("reading"));
    QCOMPARE(seen[0].done, std::uint64_t(0));
    QCOMPARE(seen[1].done, std::uint64_t(3));
    QCOMPARE(seen[1].total, std::uint64_t(3));
}

void ProgressTest::steps_within_a_period_are_throttled()
{
    int told = 0;
    Progress progress([&](const ProgressState&) { ++told; }, 1h);
    progress.beginStage("reading", 1000);
    for (int i = 0; i < 999; ++i)
        progress.advance();
    QCOMPARE(told, 1);
}

void ProgressTest::every_step_is_told_with_a_period_of_zero()
{
    std::vector<std::uint64_t> seen;
    Progress progress([&](const ProgressState& state) { seen.push_back(state.done); }, 0ms);
    progress.beginStage("reading");
    progress.advance(5);
    progress.advance(2);
    QCOMPARE(seen, (std::vector<std::uint64_t>{0, 5, 7}));
}

void ProgressTest::the_total_grows_when_more_is_done_than_foreseen()
{
    ProgressState last;
    Progress progress([&](const ProgressState& state) { last = state; }, 0ms);
    progress.beginStage("reading", 2);
    progress.advance(3);
    QCOMPARE(last.done, std::uint64_t(3));
    QCOMPARE(last.total, std::uint64_t(3));
}

void ProgressTest::a_progress_without_sink_is_harmless()
{
    Progress progress;
    progress.beginStage("reading", 1);
    progress.advance();
}

void ProgressTest::advancing_from_many_threads_loses_no_step()
{
    ProgressState last;
    Progress progress([&](const ProgressState& state) { last = state; }, 0ms);
    progress.beginStage("reading", 400);
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                for (int n = 0; n < 100; ++n)
                    progress.advance();
            });
        }
    }
    QCOMPARE(last.done, std::uint64_t(400));
}

void ProgressTest::the_time_left_follows_the_mean_rate()
{
    QCOMPARE(secondsLeft({.done = 25, .total = 100, .elapsedSeconds = 2.0}), 6.0);
    QCOMPARE(secondsLeft({.done = 100, .total = 100, .elapsedSeconds = 2.0}), 0.0);
}

void ProgressTest::the_time_left_is_unknown_without_total_or_start()
{
    QVERIFY(secondsLeft({.done = 5, .total = 0, .elapsedSeconds = 1.0}) < 0.0);
    QVERIFY(secondsLeft({.done = 0, .total = 5, .elapsedSeconds = 1.0}) < 0.0);
}

void ProgressTest::copies_of_a_token_see_one_flag()
{
    CancelSource source;
    const CancelToken token = source.token();
    const CancelToken copy = token;
    QVERIFY(!copy.isCancelled());
    source.cancel();
    QVERIFY(token.isCancelled());
    QVERIFY(copy.isCancelled());
}

void ProgressTest::a_default_token_is_never_cancelled()
{
    QVERIFY(!CancelToken().isCancelled());
}

void ProgressTest::an_array_keeps_what_it_shows_alive()
{
    auto owner = std::make_shared<const std::vector<int>>(std::vector<int>{1, 2, 3, 4});
    const std::weak_ptr<const std::vector<int>> watch = owner;
    Array<int> tail(owner, std::span(*owner).subspan(2));
    const Array<int> copy = tail;
    owner.reset();
    tail = Array<int>();
    QVERIFY(!watch.expired());
    QCOMPARE(copy.size(), std::size_t(2));
    QCOMPARE(copy[0], 3);
}

QTEST_APPLESS_MAIN(ProgressTest)
#include "progress_test.moc"
