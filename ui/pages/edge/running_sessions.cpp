// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/running_sessions.h"

#include <algorithm>
#include <utility>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kDrainMs = 40;
/// Jobs of the status bar have numbers of their own below this.
constexpr quint64 kFirstJob = quint64{1} << 62;

quint64 jobOf(int number)
{
    return kFirstJob + static_cast<quint64>(number);
}

} // namespace

RunningSessions::RunningSessions(Async& async, QObject* parent)
    : QObject(parent)
    , m_async(async)
{
    m_timer.setInterval(kDrainMs);
    connect(&m_timer, &QTimer::timeout, this, &RunningSessions::drain);
}

RunningSessions::~RunningSessions()
{
    stop();
}

QString RunningSessions::file(int number, const QString& kind)
{
    if (!m_files)
        m_files = std::make_unique<QTemporaryDir>();
    return m_files->filePath(u"%1-%2.txt"_s.arg(kind).arg(number));
}

detect::RunFigures RunningSessions::launch(int number, const QString& title, EdgeJob job)
{
    if (!m_runner)
        m_runner = std::make_unique<jobs::JobRunner>(1);
    const std::vector<std::string> names = engine::deviceNames(job.request.devices);
    Running running{.number = number,
        .feed = std::make_shared<EdgeFeed>(names),
        .recorder = std::make_shared<jobs::SessionRecorder>(names),
        .control = std::make_shared<detect::RunControl>()};
    detect::RunFigures none = running.feed->figures();
    job.request.pipeline.control = running.control;
    job.request.found = file(number, u"found"_s).toStdString();
    job.request.shown = file(number, u"shown"_s).toStdString();
    job.feed = running.feed;
    job.recorder = running.recorder;
    const auto work = [job = std::move(job), begun = running.hasBegun](
                          Progress& progress, const CancelToken& cancel) -> Result<EdgeEnd> {
        *begun = true;
        return runEdgeJob(job, progress, cancel);
    };
    const auto done = [this, number](Result<EdgeEnd> end) {
        EdgeEnd told = end ? *std::move(end) : EdgeEnd{.problem = std::move(end).error()};
        QMetaObject::invokeMethod(
            this,
            [this, number, told = std::move(told)]() mutable { this->end(number, std::move(told)); },
            Qt::QueuedConnection);
    };
    running.cancel = m_runner->run<EdgeEnd>(
        work, done, [feed = running.feed](const ProgressState& state) { feed->setProgress(state); });
    m_async.jobs().add(jobOf(number), title, running.cancel);
    m_running.push_back(std::move(running));
    m_timer.start();
    return none;
}

void RunningSessions::drain()
{
    if (m_running.empty())
        return m_timer.stop();
    Running& running = m_running.front();
    const int number = running.number;
    if (!running.isBegun && *running.hasBegun) {
        running.isBegun = true;
        Q_EMIT begun(number);
    }
    const EdgeFeed::Fresh fresh = running.feed->drain();
    if (fresh.progress)
        m_async.jobs().update(jobOf(number), *fresh.progress);
    Q_EMIT told(number, fresh);
}

void RunningSessions::end(int number, EdgeEnd end)
{
    const auto running = std::ranges::find(m_running, number, &Running::number);
    const EdgeFeed::Fresh last = running->feed->drain();
    auto recorder = std::move(running->recorder);
    m_running.erase(running);
    m_async.jobs().finish(jobOf(number), !end.problem || end.problem->isCancelled());
    Q_EMIT told(number, last);
    Q_EMIT ended(number, std::move(end), std::move(recorder));
}

void RunningSessions::setPaused(bool paused)
{
    if (!m_running.empty())
        m_running.front().control->setPaused(paused);
}

void RunningSessions::step()
{
    if (!m_running.empty())
        m_running.front().control->step();
}

void RunningSessions::change(detect::RunChange change)
{
    if (!m_running.empty())
        m_running.front().control->change(std::move(change));
}

void RunningSessions::stop()
{
    for (Running& running : m_running)
        running.cancel.cancel();
}

} // namespace cobench::ui
