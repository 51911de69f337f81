// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/checkpoint.h"

#include <filesystem>
#include <vector>

namespace cobench::engine {

/// Which checkpoints of a run stay.
struct KeepRule {
    std::size_t newest = 2; // so many; two, so that one damaged later does not end the run
    bool best = false; // also the one after which val/loss was the smallest
};

Result<train::Checkpoint> readCheckpoint(const std::filesystem::path& file);

/// Checkpoints of one run as files of a folder, named by their iteration: NNNNNNNNNNNN.safetensors. Each is written
/// beside, made durable and renamed. The best one is best.safetensors, which may be one of the others.
class CheckpointFolder final : public train::CheckpointStore
{
public:
    /// The folder is made with the first checkpoint.
    explicit CheckpointFolder(std::filesystem::path folder, const KeepRule& rule = {})
        : m_folder(std::move(folder))
        , m_rule(rule)
    {
    }

    Result<void> save(const train::Checkpoint& checkpoint) override;
    /// Passes over files that are damaged.
    Result<std::optional<train::Checkpoint>> newest() override;
    std::vector<std::filesystem::path> files() const; // newest first; without best.safetensors

private:
    void keepBest(const std::filesystem::path& newest, const train::Checkpoint& checkpoint);

    std::filesystem::path m_folder;
    KeepRule m_rule;
    std::optional<double> m_bestLoss; // of the checkpoints so far
};

} // namespace cobench::engine
