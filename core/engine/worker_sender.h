// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/run_recorder.h"
#include "core/engine/worker_messages.h"
#include "core/train/trainer.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace cobench::engine {

/// Exit code of a worker whose engine has gone.
inline constexpr int kExitOrphaned = 3;

/// A worker's voice. Sends from its own thread, so that the training loop does not wait for the socket, and a
/// process that is stopped falls silent while one that is busy does not. Ends the process when nobody listens any
/// more.
class WorkerSender final : public train::Observer
{
public:
    explicit WorkerSender(int socket);

    void onStart(const train::RunPlan& plan) override { sendNow(plan); }
    void onLine(const std::string& line) override { sendNow(LogMessage{line}); }
    void onScalar(const train::Scalar& scalar) override;
    void onPhase(train::Phase phase) override { m_phase = phase; }
    void onIteration(std::uint64_t done, std::uint32_t epoch) override;
    /// The run waits after its iteration until it may go on. Any thread.
    void setPaused(bool paused);

    /// From now on the process is measured with each period.
    void startRecording() { m_isRecording = true; }
    /// With a last sample, however short the run was.
    void stopRecording();

    /// In order with what was reported before.
    void sendNow(const WorkerMessage& message);

private:
    void loop(const std::stop_token& stop);
    void measure();
    void measureLocked();
    bool flush();
    void write(const WorkerMessage& message);

    const int m_socket;
    const trace::RunClock m_clock;
    std::atomic<bool> m_isRecording = false;
    std::mutex m_measuring; // guards the recorder; taken before m_writing
    std::optional<RunRecorder> m_recorder;
    std::atomic<train::Phase> m_phase = train::Phase::Preparing;
    std::mutex m_writing; // one frame at a time
    std::mutex m_mutex; // guards what is below
    BatchMessage m_pending;
    bool m_dirty = false;
    bool m_isPaused = false;
    std::condition_variable m_room;
    std::condition_variable m_goOn;
    std::condition_variable_any m_wake;
    std::jthread m_thread; // last: it uses all of the above
};

} // namespace cobench::engine
