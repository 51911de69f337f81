// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/array.h"
#include "core/common/cancel.h"
#include "core/common/result.h"
#include "core/data/dataset.h"
#include "core/train/backend.h"
#include "core/train/checkpoint.h"
#include "core/train/config.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cobench::train {

/// Known once the network is built, before the first iteration.
struct RunPlan {
    std::uint64_t parameters = 0;
    std::uint64_t multiplyAdds = 0; // one forward pass of one sample
    std::uint64_t iterations = 0; // all epochs
    std::uint64_t iterationsPerEpoch = 0;
    std::uint64_t trainSamples = 0;
};

struct Scalar {
    std::string tag; // "train/loss", "val/accuracy"
    std::uint64_t step = 0; // iterations done
    double value = 0.0;
};

/// What a run is at, in the order of its life. Traces keep the number.
enum class Phase : std::uint8_t { Preparing, Training, Validating, Saving, Predicting, Paused };
std::string_view id(Phase phase); // "training"
inline constexpr std::size_t kPhases = 6;

/// Hears about a run while it goes on, on the run's own thread. Must return at once: it is part of the loop. Only
/// onIteration() may wait, while the run is paused; that time does not count.
class Observer
{
public:
    virtual ~Observer() = default;
    virtual void onStart(const RunPlan&) { }
    /// A line for the run's log: that it was resumed, that it waits for space on the disk.
    virtual void onLine(const std::string&) { }
    virtual void onScalar(const Scalar&) { }
    /// From now on it does this.
    virtual void onPhase(Phase) { }
    /// After every iteration; `done` of RunPlan::iterations.
    virtual void onIteration(std::uint64_t /*done*/, std::uint32_t /*epoch*/) { }
};

struct SplitPredictions {
    std::string split;
    Array<data::Label> truth; // [N]
    Array<float> probabilities; // [N][classes]
};

enum class Outcome { Converged, Finished, EarlyStop, Cancelled, Failed };
std::string_view id(Outcome outcome); // "early_stop"

/// How a run ended. Figures are those of the end; NaN where there are none.
struct RunSummary {
    Outcome outcome = Outcome::Failed;
    std::string message; // why it failed
    std::uint64_t iterations = 0; // done
    double seconds = 0.0; // with those of earlier attempts up to their last checkpoint; 0 = never got under way
    double samplesPerSecond = 0.0; // training loop, all epochs but the first where there are several; 0 = no epoch
    double waitShare = 0.0; // of the training loop's time, spent waiting for batches
    std::vector<Scalar> finals; // "train/epoch_loss", "val/loss", "val/accuracy", "test/loss", "test/accuracy"
    std::vector<SplitPredictions>
        predictions; // val and test, where the dataset has them; none when cancelled or failed
};

/// Runs `config` on `dataset` from the first epoch, or from the newest of `checkpoints`, to the final predictions.
/// Cancelled within one iteration. Same configuration and backend, same numbers, resumed or not. A checkpoint that
/// finds the disk full waits for space; another failure to keep one is told and passed over. Never throws for what
/// a user can provoke: it becomes Outcome::Failed. In a group only the leader validates, keeps checkpoints and
/// predicts; when a member goes, the others fail.
RunSummary runTraining(const TrainConfig& config,
    const data::Dataset& dataset,
    const BackendFactory& makeBackend,
    Observer& observer,
    const CancelToken& cancel,
    CheckpointStore* checkpoints = nullptr,
    ProcessGroup* group = nullptr);

} // namespace cobench::train
