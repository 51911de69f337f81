// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/foreign_run.h"

#include <filesystem>
#include <optional>
#include <string_view>

namespace cobench::runs {

enum class Format { TensorBoard, Csv, JsonLines, TrainerState, Mlflow, Tables };
std::string_view id(Format format); // "tensorboard"
std::optional<Format> formatFromId(std::string_view text);
inline constexpr std::string_view kFormats[] = {"tensorboard", "csv", "jsonl", "huggingface", "mlflow", "tables"};

struct ReadOptions {
    std::optional<Format> format; // nothing = found out from name and content
    bool keepGoing = false; // files of a folder that cannot be read become warnings
};

/// Runs that other programs recorded, in a file or, each in a folder of its own, below a folder. Every folder with
/// event files is a run, and every metrics.csv, results.csv, progress.csv, *.jsonl, trainer_state.json (the newest
/// of one training) and mlflow.db, and every runs.csv with the epochs.csv or epochs.csv.gz beside it (SweepTables).
/// NotFound when a folder has none.
Result<ForeignRuns> readRuns(
    const std::filesystem::path& path, const ReadOptions& options, Progress& progress, const CancelToken& cancel);

/// Whether it is one of the two tables of SweepTables with its partner beside it, or a folder with both: runs,
/// whatever else it could be taken for. Looks at names only.
bool areSweepTables(const std::filesystem::path& path);
/// The same without those that another of them brings along: epochs.csv where its runs.csv is there.
std::vector<std::filesystem::path> withoutPartners(std::vector<std::filesystem::path> paths);

} // namespace cobench::runs
