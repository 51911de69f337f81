// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/train/backend.h"
#include "core/train/group_place.h"

#include <functional>

namespace cobench::engine {

/// A program as its worker gets it.
struct ProgramTask {
    std::string bytes;
    train::Shape input;
    std::uint32_t classes = 0;
    unsigned threads = 1;
};

Result<std::unique_ptr<train::ProcessGroup>> noGroup(const train::GroupPlace& place);
Result<std::unique_ptr<train::Backend>> noProgram(const ProgramTask& task);

/// What a worker program brings along. Tests bring scripted ones.
struct WorkerParts {
    train::BackendFactory makeBackend;
    std::function<Result<std::shared_ptr<const data::Dataset>>(const data::DatasetRequest&)> loadDataset
        = data::loadDataset;
    /// For runs of several processes.
    std::function<Result<std::unique_ptr<train::ProcessGroup>>(const train::GroupPlace&)> joinGroup = noGroup;
    /// Takes a stranger's program, having entered the sandbox with `threads` ready.
    std::function<Result<std::unique_ptr<train::Backend>>(const ProgramTask&)> loadProgram = noProgram;
};

/// Socket that the engine hands to a worker program.
inline constexpr int kWorkerSocket = 3;

/// The whole life of a worker process: waits for its one run, trains, reports, ends. It ends at once when the
/// engine goes away, by its socket and by the kernel's parent-death signal. Returns the process's exit code.
int runWorker(int socket, const WorkerParts& parts);

} // namespace cobench::engine
