// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/common/result.h"
#include "core/io/load_pool.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace cobench::jobs {

struct OpenPoolOptions {
    /// A directory, bundle or label table, "val=PATH,test=PATH", or a stored pool: "P.cobench#name", and
    /// "P.cobench" when the project holds one pool.
    std::string pool;
    std::optional<std::filesystem::path> labels;
    io::ValueReading values = io::ValueReading::Detect;
    bool keepGoing = false;
    unsigned threads = 1;
};

/// A pool inside a project, as written on a command line.
struct StoredPoolName {
    std::filesystem::path project;
    std::string name; // empty = the only one
    bool operator==(const StoredPoolName&) const = default;
};

/// For options that mean files.
io::LoadPoolOptions toLoadOptions(const OpenPoolOptions& options);

/// Nothing when `text` means files. A directory that happens to be called x.cobench is one of files.
std::optional<StoredPoolName> parseStoredPoolName(std::string_view text);

/// Reads a pool wherever it lies. Projects are opened read-only, so a lock never stands in the way.
Result<io::LoadedPool> openPool(const OpenPoolOptions& options, Progress& progress, const CancelToken& cancel);

} // namespace cobench::jobs
