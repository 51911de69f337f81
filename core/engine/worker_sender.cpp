// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/worker_sender.h"

#include "core/engine/event.h"
#include "core/engine/frame.h"

#include <unistd.h>

#include <chrono>
#include <utility>

namespace cobench::engine {

namespace {

using namespace std::chrono_literals;

constexpr auto kBatchPeriod = 100ms;
constexpr int kPeriodsPerHeartbeat = 10;
constexpr std::size_t kMaxPending = 4096; // scalars; beyond it the run waits for the engine

} // namespace

WorkerSender::WorkerSender(int socket)
    : m_socket(socket)
    , m_thread([this](const std::stop_token& stop) { loop(stop); })
{
}

void WorkerSender::onScalar(const train::Scalar& scalar)
{
    std::unique_lock lock(m_mutex);
    m_room.wait(lock, [&] { return m_pending.scalars.size() < kMaxPending; });
    m_pending.scalars.push_back({scalar, m_clock.now()});
    m_dirty = true;
}

void WorkerSender::onIteration(std::uint64_t done, std::uint32_t epoch)
{
    std::unique_lock lock(m_mutex);
    m_pending.done = done;
    m_pending.epoch = epoch;
    m_dirty = true;
    if (!m_isPaused)
        return;
    const train::Phase before = m_phase.exchange(train::Phase::Paused);
    m_goOn.wait(lock, [&] { return !m_isPaused; });
    m_phase = before;
}

void WorkerSender::setPaused(bool paused)
{
    {
        const std::lock_guard lock(m_mutex);
        m_isPaused = paused;
    }
    m_goOn.notify_all();
}

void WorkerSender::stopRecording()
{
    const std::lock_guard lock(m_measuring);
    if (m_isRecording.exchange(false))
        measureLocked();
    m_recorder.reset();
}

void WorkerSender::sendNow(const WorkerMessage& message)
{
    flush();
    write(message);
}

void WorkerSender::loop(const std::stop_token& stop)
{
    for (int quiet = 0; !stop.stop_requested();) {
        quiet = flush() ? 0 : quiet + 1;
        measure();
        if (quiet == kPeriodsPerHeartbeat) {
            write(HeartbeatMessage{});
            quiet = 0;
        }
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, stop, kBatchPeriod, [] { return false; });
    }
}

void WorkerSender::measure()
{
    const std::lock_guard lock(m_measuring);
    if (m_isRecording)
        measureLocked();
}

void WorkerSender::measureLocked()
{
    if (!m_recorder)
        m_recorder.emplace(m_clock); // on this thread, for a driver may take its time
    write(m_recorder->sample(m_phase));
}

bool WorkerSender::flush()
{
    BatchMessage batch;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_dirty)
            return false;
        batch = {std::exchange(m_pending.scalars, {}), m_pending.done, m_pending.epoch};
        m_dirty = false;
    }
    m_room.notify_all();
    write(batch);
    return true;
}

void WorkerSender::write(const WorkerMessage& message)
{
    const std::lock_guard lock(m_writing);
    if (!writeAll(m_socket, encodeFrame(encode(message))))
        _exit(kExitOrphaned);
}

} // namespace cobench::engine
