// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/checkpoint.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace cobench::engine {

/// Which checkpoints of a run stay.
struct KeepRule {
    std::size_t newest = 2; // so many; two, so that one damaged later does not end the run
    bool best = false; // also the one after which val/loss was the smallest
};

Result<train::Checkpoint> readCheckpoint(const std::filesystem::path& file);

/// Checkpoints of one run as files of a folder, named by their iteration: NNNNNNNNNNNN.safetensors. Each is written
/// beside, made durable and renamed. The best one is best.safetensors, which may be one of the others. One process
/// at a time writes.
class CheckpointFolder final : public train::CheckpointStore
{
public:
    using Tell = std::function<void(const std::string& line)>; // what a person should know
    /// The folder is made with the first checkpoint.
    explicit CheckpointFolder(
        std::filesystem::path folder, const KeepRule& rule = {}, Tell tell = [](const std::string&) {})
        : m_folder(std::move(folder))
        , m_rule(rule)
        , m_tell(std::move(tell))
    {
    }

    /// Files of later iterations are those that newest() passed over: they are renamed to NNNNNNNNNNNN.damaged.
    Result<void> save(const train::Checkpoint& checkpoint) override;
    /// Passes over files that are damaged, and tells so; when all are, the best one counts. One that cannot be read
    /// for another reason is an error: it may be whole.
    Result<std::optional<train::Checkpoint>> newest() override;
    Result<std::vector<std::filesystem::path>> files() const; // newest first; without best.safetensors

private:
    void findBest(const std::filesystem::path& newest, const train::Checkpoint& checkpoint);
    void keepBest(const std::filesystem::path& newest, const train::Checkpoint& checkpoint);
    void removeLeftovers() const;

    std::filesystem::path m_folder;
    KeepRule m_rule;
    Tell m_tell;
    std::optional<double> m_bestLoss; // of best.safetensors
};

} // namespace cobench::engine
