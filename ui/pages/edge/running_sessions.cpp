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

/// Of a run that did not begin, or whose process left without one.
jobs::SessionEnd failedEnd(const Error& error)
{
    jobs::SessionEnd end;
    detect::endBy(error, end.record);
    return end;
}

} // namespace

RunningSessions::RunningSessions(Async& async, EdgeJob::Connect connectEngine, QObject* parent)
    : QObject(parent)
    , m_async(async)
    , m_connect(std::move(connectEngine))
{
    m_timer.setInterval(kDrainMs);
    connect(&m_timer, &QTimer::timeout, this, &RunningSessions::drain);
}

RunningSessions::~RunningSessions()
{
    for (Running& running : m_running)
        running.ties->isLeft = true;
    stop();
}

QString RunningSessions::ownProject()
{
    if (!m_files)
        m_files = std::make_unique<QTemporaryDir>();
    return m_files->filePath(u"window.cobench"_s);
}

detect::RunFigures RunningSessions::launch(int number, const QString& title, EdgeJob job)
{
    if (!m_runner)
        m_runner = std::make_unique<jobs::JobRunner>(1);
    Running running{.number = number, .feed = std::make_shared<EdgeFeed>(job.header.devices)};
    detect::RunFigures none = detect::FigureCollector(job.header.devices).figures();
    job.feed = running.feed;
    job.steering = running.steering;
    job.ties = running.ties;
    if (job.isLasting)
        job.connect = m_connect;
    const auto work
        = [job = std::move(job)](Progress& progress, const CancelToken& cancel) -> Result<jobs::SessionEnd> {
        job.ties->hasBegun = true;
        return runEdgeJob(job, progress, cancel);
    };
    const auto done = [this, number](Result<jobs::SessionEnd> end) {
        jobs::SessionEnd told = end ? *std::move(end) : failedEnd(end.error());
        QMetaObject::invokeMethod(
            this, [this, number, told = std::move(told)] { this->end(number, told); }, Qt::QueuedConnection);
    };
    running.cancel = m_runner->run<jobs::SessionEnd>(
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
    if (!running.isBegun && running.ties->hasBegun) {
        running.isBegun = true;
        Q_EMIT begun(number);
    }
    if (running.ties->isInEngine)
        m_async.jobs().setLasting(jobOf(number));
    const EdgeFeed::Fresh fresh = running.feed->drain();
    if (fresh.progress)
        m_async.jobs().update(jobOf(number), *fresh.progress);
    Q_EMIT told(number, fresh);
}

void RunningSessions::end(int number, const jobs::SessionEnd& end)
{
    const auto running = std::ranges::find(m_running, number, &Running::number);
    const EdgeFeed::Fresh last = running->feed->drain();
    m_running.erase(running);
    m_async.jobs().finish(jobOf(number), end.record.end != detect::SessionRecord::End::Failed);
    Q_EMIT told(number, last);
    Q_EMIT ended(number, end);
}

void RunningSessions::steer(std::string text)
{
    if (!m_running.empty())
        m_running.front().steering->steer(std::move(text));
}

void RunningSessions::stop()
{
    for (Running& running : m_running)
        running.cancel.cancel();
}

} // namespace cobench::ui
