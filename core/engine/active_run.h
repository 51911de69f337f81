// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/prediction_pieces.h"
#include "core/engine/run_log.h"
#include "core/engine/supervisor.h"
#include "core/engine/worker_process.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>

namespace cobench::engine {

/// Where the checkpoints of a run lie.
std::filesystem::path checkpointFolder(const std::filesystem::path& project, RunId run);

/// A run with its worker, from the start to the state in which it ends. Belongs to the supervisor's thread.
class ActiveRun
{
public:
    using Clock = std::chrono::steady_clock;

    ActiveRun(RunLog& log, RunId run, train::TrainConfig config, std::unique_ptr<WorkerProcess> worker);
    /// Sends the worker its task and notes that the run is running.
    void start(const std::optional<train::GroupPlace>& group);

    RunLog& log() const { return m_log; }
    RunId run() const { return m_run; }
    unsigned threads() const { return m_config.threads; }
    const WorkerProcess& worker() const { return *m_worker; }
    /// The worker has said all; what it said waits for space on the disk.
    bool isFinishing() const { return m_done.has_value(); }

    /// Takes what the worker has sent. `processEnded` = its handle is readable: then the run is over afterwards.
    void hear(bool processEnded);
    void cancel();
    /// Of one that is being cancelled: nothing happens.
    void setPaused(bool paused);
    bool isPaused() const { return m_isPaused; }
    /// Ends a silent or disobedient worker, and that of a run that cannot be kept; renews the run's heartbeat in
    /// the store. `listened`: when it was looked last whether the worker says anything.
    void checkTime(const SupervisorOptions& limits, Clock::time_point listened);
    /// The engine itself is leaving.
    void interrupt();
    bool isOver() const { return m_isOver; }

private:
    void take(const WorkerMessage& message);
    void takeBatch(const BatchMessage& batch);
    void takePredictions(const PredictionsMessage& piece);
    void takeDone(const DoneMessage& done);
    void finish();
    bool isSilent(const SupervisorOptions& limits, Clock::time_point listened) const;
    void end(RunState state, const std::string& message);
    void scalar(const char* tag, std::uint64_t step, double value);

    RunLog& m_log;
    RunId m_run;
    std::uint32_t m_attempt;
    train::TrainConfig m_config;
    std::unique_ptr<WorkerProcess> m_worker;
    train::RunPlan m_plan;
    PredictionPieces m_pieces;
    data::Pool m_predictions;
    std::optional<DoneMessage> m_done;
    Clock::time_point m_tried; // to keep the predictions
    std::optional<Clock::time_point> m_cancelled;
    Clock::time_point m_heard = Clock::now();
    Clock::time_point m_noted; // last heartbeat written to the store
    Clock::time_point m_progressed; // last progress event
    bool m_hasSpoken = false;
    bool m_isPaused = false;
    bool m_isOver = false;
};

} // namespace cobench::engine
