// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/engine/frame.h"
#include "core/engine/samples_message.h"
#include "core/train/condition.h"
#include "core/train/group_place.h"
#include "core/train/trainer.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace cobench::engine {

// Engine to worker.

struct StartMessage {
    train::TrainConfig config;
    std::string project; // datasets are looked for beside it; may be empty
    std::string checkpoints; // folder; empty = none are kept
    std::optional<train::GroupPlace> group;
};
/// A network that was trained.
struct TrainedNetwork {
    train::TrainConfig config;
    std::string checkpoints; // folder, whose newest counts, or the one file
};
/// Asks what a network answers under conditions, each a PredictionsMessage of the split "test@fgsm-0.03".
struct ProbeMessage {
    TrainedNetwork victim; // of a program: its data, their normalization and the threads
    std::string program; // TorchScript, run instead of the victim; empty = none
    std::optional<TrainedNetwork> attacker; // whose gradients attacks follow; none = the victim's own
    std::string project; // as above
    std::string split;
    std::uint64_t limit = 0; // samples; 0 = all
    std::vector<train::Condition> conditions;
};
struct CancelMessage {
};
/// After the iteration it is in, the run waits; or it goes on.
struct PauseMessage {
    bool isPaused = true;
};
using EngineMessage = std::variant<StartMessage, ProbeMessage, CancelMessage, PauseMessage>;

// Worker to engine. Any of them shows that the worker lives.

struct TimedScalar {
    train::Scalar scalar;
    double time = 0.0; // seconds since the epoch
};
struct HeartbeatMessage {
};
struct LogMessage {
    std::string line;
};
/// What happened since the last one.
struct BatchMessage {
    std::vector<TimedScalar> scalars;
    std::uint64_t done = 0; // iterations
    std::uint64_t epoch = 0; // the one in progress, from 0
};
struct PredictionsMessage {
    train::SplitPredictions predictions;
    std::uint32_t classes = 0;
    bool goesOn = false; // the next one has further samples of this split
};
struct DoneMessage {
    train::Outcome outcome = train::Outcome::Failed;
    std::string message; // why it failed, or ended early
    double seconds = 0.0;
    double samplesPerSecond = 0.0;
    double waitShare = 0.0;
};
using WorkerMessage = std::variant<HeartbeatMessage,
    LogMessage,
    train::RunPlan,
    BatchMessage,
    SamplesMessage,
    PredictionsMessage,
    DoneMessage>;

Frame encode(const EngineMessage& message);
Result<EngineMessage> decodeEngineMessage(const Frame& frame);

Frame encode(const WorkerMessage& message);
/// The worker may have gone wrong: every field is checked, predictions to the last value. Corrupt otherwise.
Result<WorkerMessage> decodeWorkerMessage(const Frame& frame);

} // namespace cobench::engine
