// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>

/// What one execution of a fuzz target does with its input. They must come back; what they find out about the input
/// does not matter. The folder is for targets that read files: empty, and left empty.
namespace cobench::fuzz {

using Input = std::span<const std::byte>;
using Folder = std::filesystem::path;

struct Target {
    std::string_view name; // of its folder in the corpus
    void (*run)(Input input, const Folder& folder);
};

/// All of them; the replay test runs the same.
std::span<const Target> targets();

/// Ends the program unless it holds: for what was read, written and read again.
void require(bool holds);
void writeInput(Input input, const std::filesystem::path& file);

// Predictions.
/// A whole .pt file, or else a bare pickle whose storages all hold the same few bytes.
void readTorch(Input input, const Folder& folder);
/// A whole .npy or .npz file.
void readNumpy(Input input, const Folder& folder);
/// A prediction CSV, compressed or not, or else a pool.json.
void readText(Input input, const Folder& folder);

// Stores.
/// A project file, opened for reading and then for writing.
void openProject(Input input, const Folder& folder);
/// A project's runs.sqlite, opened for reading and then for writing.
void openRuns(Input input, const Folder& folder);
/// A bundle, unpacked and then read as a project.
void unpackBundle(Input input, const Folder& folder);

// Training.
/// An image or label file in IDX form, compressed or not.
void readDataset(Input input, const Folder& folder);
/// A learning-rate schedule; written and read again it must be the same.
void readPolicy(Input input, const Folder& folder);
/// Code or fields that hold a schedule; as a policy text it must read back the same, and every export must come
/// back.
void readSchedule(Input input, const Folder& folder);
/// A configuration or event in JSON, or else the bytes a worker or the engine sends.
void readMessages(Input input, const Folder& folder);
/// A training checkpoint; written and read again it must be the same.
void readCheckpoint(Input input, const Folder& folder);

// Runs of other programs.
/// A TensorBoard event file.
void readEvents(Input input, const Folder& folder);
/// A CSV or JSON-lines log, or a trainer_state.json.
void readLogs(Input input, const Folder& folder);
/// An MLflow database.
void readMlflow(Input input, const Folder& folder);

// Detection.
/// Boxes in every text format, as truth and as detections.
void readBoxes(Input input, const Folder& folder);
/// What detector processes and those who ask them send each other, as it comes out of the socket; or else the
/// columns of boxes that another machine tells. Written and read again it must be the same.
void readDetectorMessages(Input input, const Folder& folder);
/// The file of a detection run, as it is and with checksums that are right; a live picture; the texts of both.
void readSessions(Input input, const Folder& folder);

} // namespace cobench::fuzz
