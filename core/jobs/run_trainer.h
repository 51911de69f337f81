// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/ids.h"
#include "core/common/progress.h"
#include "core/common/result.h"
#include "core/data/pool.h"
#include "core/train/config.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace cobench::jobs {

/// A run to train, or to go on with.
struct TrainingTask {
    train::TrainConfig config;
    RunId resume; // 0 = a new run
};

/// How it ended: finished, failed, cancelled (stopped by whoever listened), interrupted.
struct TrainingEnd {
    RunId run;
    std::string state;
    std::string message;
};

/// What a run reports on its way.
struct HeardScalar {
    std::size_t task = 0;
    RunId run;
    std::string tag; // "val/accuracy"
    double step = 0.0; // iterations done
    double time = 0.0; // seconds since the epoch
    double value = 0.0;
};

/// Trains what studies of learning rates ask for. The jobs know this, the engine's clients implement it, tests
/// script it.
class RunTrainer
{
public:
    /// False: enough has been seen of this run, it is to stop (and can be resumed from its newest checkpoint).
    using Hear = std::function<bool(const HeardScalar&)>;

    virtual ~RunTrainer() = default;
    /// Trains all of them to their ends. `hear` is called on the caller's thread. Cancelling stops the runs that go
    /// on and waits for their ends.
    virtual Result<std::vector<TrainingEnd>> train(const std::vector<TrainingTask>& tasks,
        const std::string& batch,
        const Hear& hear,
        Progress& progress,
        const CancelToken& cancel)
        = 0;
    /// A finished run's pool of one model.
    virtual Result<std::shared_ptr<const data::Pool>> predictions(RunId run) = 0;
    /// Iterations that one epoch of it takes.
    virtual Result<std::uint64_t> iterationsPerEpoch(const train::TrainConfig& config) = 0;
};

} // namespace cobench::jobs
