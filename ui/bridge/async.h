// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/jobs/job_runner.h"
#include "core/store/mapped_file.h"
#include "ui/bridge/job_list.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QString>

#include <functional>
#include <memory>
#include <vector>

namespace cobench::ui {

/// Compute: any worker. Store: the one thread that may touch the project; tasks run there in the order given.
/// Background: what nobody waits for; it never takes a worker from those who do. Display: tenths of a second that
/// turn an answer into what is seen; long work does not hold it up.
enum class Lane { Compute, Store, Background, Display };

struct JobSpec {
    QString title; // shown in the status bar with Cancel; empty = short work nobody needs to see
    Lane lane = Lane::Compute;
};

/// Runs core work on worker threads and brings the answer back to the GUI thread. Every function is called on the
/// GUI thread; `work` must own (by value or shared_ptr) all it touches.
class Async : public QObject
{
    Q_OBJECT
public:
    template <typename T>
    using WorkFunction = std::function<Result<T>(Progress&, const CancelToken&)>;
    template <typename T>
    using DoneFunction = std::function<void(Result<T>)>;

    explicit Async(unsigned threads, QObject* parent = nullptr);
    /// Cancels what runs and joins; call waitForStore() first to keep queued writes.
    ~Async() override;

    /// Latest wins: a newer call with the same context and key cancels the older one, whose answer is dropped.
    /// `done` runs on the GUI thread, never after `context` is gone, never for a superseded call.
    template <typename T>
    void runLatest(
        QObject* context, const QString& key, const JobSpec& spec, WorkFunction<T> work, DoneFunction<T> done)
    {
        supersede(context, key);
        start<T>(context, key, spec, std::move(work), std::move(done));
    }

    /// Every call counts (writes); otherwise as runLatest. A context that goes away does not stop the work.
    template <typename T>
    void run(QObject* context, const JobSpec& spec, WorkFunction<T> work, DoneFunction<T> done)
    {
        start<T>(context, {}, spec, std::move(work), std::move(done));
    }

    /// Cancels what runLatest started under this key and drops its answer.
    void supersede(QObject* context, const QString& key);
    /// Lets go of something large on a worker: to take apart a million small pieces takes a while.
    void dispose(std::shared_ptr<const void> value);
    /// Delivers the answers that are in, where there is time before the event loop comes round.
    void deliver();
    /// Blocks until all store work that was handed over is done; for leaving the program.
    void waitForStore();
    /// Blocks until nothing runs; answers are delivered by the event loop afterwards. For tests.
    void waitIdle();
    bool isIdle() const { return m_outstanding == 0; }

    JobList& jobs() { return m_jobs; }
    /// Workers of the compute lane. What was begun before a change ends on the workers it has.
    unsigned threads() const { return m_threads; }
    void setThreads(unsigned threads);

Q_SIGNALS:
    /// The last answer was delivered and nothing else was asked for meanwhile.
    void idle();

private:
    struct Slot {
        quint64 id = 0;
        CancelSource cancel;
    };
    using SlotKey = std::pair<const QObject*, QString>;

    template <typename T>
    void start(
        QObject* context, const QString& key, const JobSpec& spec, WorkFunction<T> work, DoneFunction<T> done)
    {
        const quint64 id = ++m_lastId;
        ++m_outstanding;
        const bool reads = spec.lane != Lane::Store; // arrays of a project, which another program may spoil
        auto deliver
            = [this, id, key, reads, owner = context, alive = QPointer<QObject>(context), done = std::move(done)](
                  Result<T> result) {
                  if (reads && result)
                      if (auto spoilt = store::cutShort())
                          result = *std::move(spoilt);
                  auto answer = std::make_shared<Result<T>>(std::move(result));
                  QMetaObject::invokeMethod(
                      this,
                      [this, id, key, owner, alive, done, answer = std::move(answer)]() mutable {
                          if (finish(id, {owner, key}, answer->ok()) && alive)
                              done(std::move(*answer));
                          else if (answer->ok())
                              dispose(std::move(answer));
                          if (--m_outstanding == 0)
                              Q_EMIT idle();
                      },
                      Qt::QueuedConnection);
              };
        launched(id,
            context,
            key,
            spec,
            runner(spec.lane).run<T>(std::move(work), std::move(deliver), progressSink(id, spec)));
    }

    jobs::JobRunner& runner(Lane lane);
    Progress::Sink progressSink(quint64 id, const JobSpec& spec);
    void launched(
        quint64 id, QObject* context, const QString& key, const JobSpec& spec, const CancelSource& cancel);
    /// Whether the answer of `id` is still wanted.
    bool finish(quint64 id, const SlotKey& key, bool ok);

    void forget(const QObject* context);

    unsigned m_threads;
    JobList m_jobs;
    quint64 m_lastId = 0;
    int m_outstanding = 0; // answers not delivered yet
    QHash<SlotKey, Slot> m_slots; // what runLatest started and has not answered yet
    QSet<const QObject*> m_watched; // contexts whose end we are told of
    std::vector<std::unique_ptr<jobs::JobRunner>> m_retired; // compute lanes of other sizes; kept until idle
    std::unique_ptr<jobs::JobRunner> m_compute; // destroyed (joined) before everything above
    std::unique_ptr<jobs::JobRunner> m_store;
    std::unique_ptr<jobs::JobRunner> m_background; // these two are made when first asked for
    std::unique_ptr<jobs::JobRunner> m_display;
};

} // namespace cobench::ui
