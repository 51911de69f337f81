// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/train/backend.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cobench::train {

/// Loss and accuracy gathered over training batches.
struct BatchMeans {
    double loss = 0.0; // sum over samples
    std::uint64_t correct = 0;
    std::uint64_t samples = 0;
    std::uint32_t iterations = 0;

    void add(const StepFigures& figures, std::size_t count);
    double meanLoss() const { return loss / static_cast<double>(samples); }
    double accuracy() const { return static_cast<double>(correct) / static_cast<double>(samples); }
    bool operator==(const BatchMeans&) const = default;
};

/// Where a training loop stands. With the backend's state and the configuration, all that its future depends on:
/// order and augmentation are drawn by (seed, epoch, sample).
struct LoopState {
    std::uint64_t iterations = 0; // done
    BatchMeans sinceRecord;
    BatchMeans ofEpoch; // the one under way, or just ended
    std::optional<double> bestLoss; // smallest val/loss
    std::uint32_t epochsWithoutBetter = 0;
    std::vector<double> monitored; // what a plateau policy has seen, epoch by epoch
    double seconds = 0.0; // of the attempts that led here; nothing depends on it
    bool operator==(const LoopState&) const = default;
};

struct Checkpoint {
    std::string config; // canonical JSON: a checkpoint serves this configuration only
    LoopState loop;
    BackendState backend;
};

/// A safetensors file. Its metadata hold the loop's state and a SHA-256 over everything else in the file.
std::string encodeCheckpoint(const Checkpoint& checkpoint);
/// Checks sizes against the bytes there are and the hash: Corrupt or Truncated, never another state.
/// `subject` names the file in messages.
Result<Checkpoint> decodeCheckpoint(std::string_view bytes, const std::string& subject);

/// Keeps the checkpoints of one run.
class CheckpointStore
{
public:
    virtual ~CheckpointStore() = default;
    /// Durable when it returns.
    virtual Result<void> save(const Checkpoint& checkpoint) = 0;
    /// The newest that is whole; none when there is none.
    virtual Result<std::optional<Checkpoint>> newest() = 0;
};

} // namespace cobench::train
