// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/worker_child.h"
#include "core/train/torch/torch_backend.h"

#include <sys/stat.h>

#include <iostream>

using namespace cobench;

/// Trains one run. Started by the engine, which speaks to it over a socket; nothing to be used by hand.
int main()
{
    struct stat status = {};
    if (fstat(engine::kWorkerSocket, &status) != 0 || !S_ISSOCK(status.st_mode)) {
        std::cerr << "cobench-trainer: is started by cobench-engine" << std::endl;
        return 2;
    }
    return engine::runWorker(engine::kWorkerSocket, {.makeBackend = train::makeTorchBackend});
}
