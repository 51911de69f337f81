// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/checkpoint.h"

#include <filesystem>
#include <vector>

namespace cobench::engine {

/// Checkpoints of one run as files of a folder, named by their iteration: NNNNNNNNNNNN.safetensors. Each is written
/// beside, made durable and renamed; the two newest are kept, so that one damaged later does not end the run.
class CheckpointFolder final : public train::CheckpointStore
{
public:
    /// The folder is made with the first checkpoint.
    explicit CheckpointFolder(std::filesystem::path folder)
        : m_folder(std::move(folder))
    {
    }

    Result<void> save(const train::Checkpoint& checkpoint) override;
    /// Passes over files that are damaged.
    Result<std::optional<train::Checkpoint>> newest() override;

private:
    std::vector<std::filesystem::path> files() const; // newest first

    std::filesystem::path m_folder;
};

} // namespace cobench::engine
