// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/train/backend.h"

#include <functional>

namespace cobench::engine {

/// What a worker program brings along. Tests bring scripted ones.
struct WorkerParts {
    train::BackendFactory makeBackend;
    std::function<Result<std::shared_ptr<const data::Dataset>>(const data::DatasetRequest&)> loadDataset
        = data::loadDataset;
};

/// Socket that the engine hands to a worker program.
inline constexpr int kWorkerSocket = 3;

/// The whole life of a worker process: waits for its one run, trains, reports, ends. It ends at once when the
/// engine goes away, by its socket and by the kernel's parent-death signal. Returns the process's exit code.
int runWorker(int socket, const WorkerParts& parts);

} // namespace cobench::engine
