// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/common/result.h"
#include "core/data/pool.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cobench::io {

enum class ValueReading { Detect, Probabilities, Logits };

struct LoadPoolOptions {
    /// POOL of the command line: a directory, a bundle, a label table, single prediction files, or
    /// "val=PATH,test=PATH". Several entries (dropped together) load as one pool.
    std::vector<std::string> inputs;
    std::optional<std::filesystem::path> labels;
    ValueReading values = ValueReading::Detect;
    bool keepGoing
        = false; // true: bad members become `refused` and the rest is kept (the window); false: first one fails
    unsigned threads = 1;
    /// Most bytes of predictions to hold at once, those of the file each thread reads not counted; 0 = no limit.
    std::uint64_t memoryBytes = 0;
};

/// A file that was read, for noticing later that it changed.
struct SourceFile {
    std::filesystem::path path;
    std::uint64_t bytes = 0;
    std::string sha256;
};

struct LoadedPool {
    std::shared_ptr<const data::Pool> pool; // nullptr: keepGoing, and everything was refused
    std::vector<Warning> warnings;
    std::vector<Error> refused; // keepGoing only: file, place, reason
    std::vector<SourceFile> sources; // hashes are filled only when hashSources() is asked for
};

/// Reads and checks every format of README.md and checks that members fit together. Errors name file, row and
/// value. Never allocates more than the files' sizes justify; runs no code from a file; cancels within 50 ms.
Result<LoadedPool> loadPool(const LoadPoolOptions& options, Progress& progress, const CancelToken& cancel);

/// The input spelt so that it means the same files in every working directory.
std::string absoluteInput(const std::string& input);

/// Whether loadPool would try this path: for drop acceptance and folder scans. Does not open the file.
bool looksLikePredictions(const std::filesystem::path& path);

} // namespace cobench::io
