// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lr/plateau_policy.h"
#include "core/train/batch_loader.h"
#include "core/train/trainer.h"

#include <chrono>
#include <memory>
#include <optional>

namespace cobench::train {

/// One run from start to end. Steps that stop it return an error, from which the outcome is told.
class Run
{
public:
    Run(const TrainConfig& config,
        const data::Dataset& dataset,
        Observer& observer,
        const CancelToken& cancel,
        CheckpointStore* checkpoints,
        ProcessGroup* group);

    RunSummary execute(const BackendFactory& makeBackend);

private:
    using Clock = std::chrono::steady_clock;

    /// Where the time goes, in seconds.
    struct Timing {
        double data = 0.0; // waiting for batches
        double forward = 0.0;
        double backward = 0.0;
        double step = 0.0;
    };

    static double secondsSince(Clock::time_point start)
    {
        return std::chrono::duration<double>(Clock::now() - start).count();
    }

    Result<void> work(const BackendFactory& makeBackend);
    Result<void> prepare(const BackendFactory& makeBackend);
    Result<void> makeNetwork(const BackendFactory& makeBackend);
    void prepareBatches();
    Result<void> resume();
    Result<std::optional<Checkpoint>> newestCheckpoint();
    bool leads() const { return !m_group || m_group->leads(); }
    Result<void> trainAll();
    Result<void> trainEpoch(std::uint32_t epoch);
    Result<void> trainBatch(const Batch& batch, std::uint32_t epoch);
    Result<void> finishEpoch(std::uint32_t epoch);
    void recordTraining(double rate);
    Result<void> validate();
    Result<double> ofLeader(double value);
    Result<void> save();
    Result<void> waitForSpace(const Error& error);
    Result<void> predictFinal(const char* name, std::uint64_t limit);
    Result<void> keepIfBest();
    double seconds() const { return m_secondsBefore + secondsSince(m_start) - m_paused; }
    void scalar(const std::string& tag, double value) { m_observer.onScalar({tag, m_loop.iterations, value}); }
    Error failure(std::string detail, std::string cure = {}) const;
    double rate(std::uint32_t epoch) const;
    void readRates();
    Result<void> followPlateau(const std::string& tag, double value);
    Result<void> evaluateTraining();
    bool isOver() const;

    const TrainConfig& m_config;
    const data::Dataset& m_dataset;
    Observer& m_observer;
    const CancelToken& m_cancel;
    CheckpointStore* m_checkpoints;
    ProcessGroup* m_group;

    const data::ImageSplit* m_train = nullptr;
    RunPlan m_plan;
    lr::Schedule m_schedule;
    std::optional<lr::PlateauRun> m_plateau; // then the schedule does not count
    std::string m_monitored; // what the plateau policy follows
    Normalizer m_normalizer;
    std::unique_ptr<Backend> m_backend;
    std::optional<SampleReader> m_reader;
    std::unique_ptr<BatchLoader> m_loader;
    LoopState m_loop;
    Timing m_sinceRecord;
    Timing m_total;
    Clock::time_point m_start = Clock::now();
    double m_secondsBefore = 0.0; // of earlier attempts
    double m_paused = 0.0; // seconds
    double m_pausedInEpoch = 0.0;
    std::uint32_t m_recordEvery = 1;
    std::uint64_t m_stepSamples = 1; // of a whole step: the batches of all processes
    bool m_isUnderWay = false; // what earlier attempts did is known
    bool m_isStopped = false; // early
    RunSummary m_summary;
};

} // namespace cobench::train
