// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/load_pool.h"
#include "core/io/pool_json.h"

namespace cobench::io {

/// One file to read and what is known of it before it is opened.
struct FileTask {
    enum class Use {
        Predictions,
        GivenLabels, // --labels
        Labels, // a labels file in the folder
        LabelsIfNeeded, // labels.npy beside a single file: used when nothing else tells
    };
    std::filesystem::path path;
    std::string model; // when the file names none
    std::string title; // of the split; empty: the file tells, or it is the only one
    std::string onlySplit; // from "val=PATH": what the file's own splits must be called to be kept
    Use use = Use::Predictions;
};

struct FoundFiles {
    std::vector<FileTask> tasks; // in the order of models
    PoolDescription description;
    std::string poolName;
    std::vector<Error> refused; // when `keepGoing`
};

/// Lists what loadPool would read; opens nothing but pool.json.
Result<FoundFiles> findFiles(const LoadPoolOptions& options, const CancelToken& cancel);

} // namespace cobench::io
