// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/job_runner.h"
#include "core/jobs/latest_wins.h"

#include <QTest>
#include <mutex>
#include <optional>

using cobench::CancelSource;
using cobench::jobs::JobRunner;
using cobench::jobs::LatestWins;

class LatestWinsTest : public QObject
{
    Q_OBJECT

private slots:
    void only_the_newest_ticket_is_latest();
    void a_new_question_cancels_the_job_of_the_old_one();
    void following_a_stale_ticket_cancels_the_job_at_once();
    void a_stale_answer_is_dropped();
    void a_ticket_outlives_its_tracker_and_is_stale_then();
    void of_a_hundred_questions_asked_at_once_the_last_answer_stands();
};

void LatestWinsTest::only_the_newest_ticket_is_latest()
{
    LatestWins tracker;
    const auto first = tracker.next();
    QVERIFY(first.isLatest());
    const auto second = tracker.next();
    QVERIFY(!first.isLatest());
    QVERIFY(second.isLatest());
    tracker.supersede();
    QVERIFY(!second.isLatest());
}

void LatestWinsTest::a_new_question_cancels_the_job_of_the_old_one()
{
    LatestWins tracker;
    CancelSource job;
    tracker.follow(tracker.next(), job);
    QVERIFY(!job.token().isCancelled());
    tracker.next();
    QVERIFY(job.token().isCancelled());
}

void LatestWinsTest::following_a_stale_ticket_cancels_the_job_at_once()
{
    LatestWins tracker;
    CancelSource older;
    CancelSource newer;
    const auto stale = tracker.next();
    tracker.follow(tracker.next(), newer);
    tracker.follow(stale, older);
    QVERIFY(older.token().isCancelled());
    QVERIFY(!newer.token().isCancelled());
}

void LatestWinsTest::a_stale_answer_is_dropped()
{
    LatestWins tracker;
    int seen = 0;
    const std::function<void(int)> show = [&](int value) { seen = value; };
    const auto first = LatestWins::unlessStale(tracker.next(), show);
    const auto second = LatestWins::unlessStale(tracker.next(), show);
    second(2);
    first(1);
    QCOMPARE(seen, 2);
}

void LatestWinsTest::a_ticket_outlives_its_tracker_and_is_stale_then()
{
    std::optional<LatestWins::Ticket> ticket;
    {
        LatestWins tracker;
        ticket = tracker.next();
        QVERIFY(ticket->isLatest());
    }
    QVERIFY(!ticket->isLatest());
}

void LatestWinsTest::of_a_hundred_questions_asked_at_once_the_last_answer_stands()
{
    LatestWins tracker;
    JobRunner runner(4);
    std::mutex mutex; // checking and showing are one step, as on a receiver's thread
    int shown = -1;
    for (int i = 0; i < 100; ++i) {
        const auto ticket = tracker.next();
        const auto show = [&, ticket, i](cobench::Progress&, const cobench::CancelToken&) {
            const std::lock_guard lock(mutex);
            if (ticket.isLatest())
                shown = i;
        };
        tracker.follow(ticket, runner.post(show));
    }
    runner.waitIdle();
    QCOMPARE(shown, 99);
}

QTEST_APPLESS_MAIN(LatestWinsTest)
#include "latest_wins_test.moc"
