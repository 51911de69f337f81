// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

/// The files that fuzzing starts from. Each function makes the folders of its targets in `corpus`.
namespace cobench::fuzz {

/// pt, npy and csv; hostile files that are small enough are seeds, too.
void writePredictionSeeds(const std::filesystem::path& corpus);
/// project, runs and bundle.
void writeStoreSeeds(const std::filesystem::path& corpus);
/// idx, policy, messages and checkpoint.
void writeTrainingSeeds(const std::filesystem::path& corpus);
/// events, logs and mlflow.
void writeRunSeeds(const std::filesystem::path& corpus);

/// boxes and detector.
void writeDetectionSeeds(const std::filesystem::path& corpus);

} // namespace cobench::fuzz
