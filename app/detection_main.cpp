// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/detection_child.h"
#include "core/engine/worker_child.h"

#include <sys/stat.h>

#include <iostream>

/// Makes one detection run. Started by the engine, which speaks to it over a socket.
int main()
{
    struct stat status = {};
    if (fstat(cobench::engine::kWorkerSocket, &status) == 0 && S_ISSOCK(status.st_mode))
        return cobench::engine::runDetectionChild(cobench::engine::kWorkerSocket);
    std::cerr << "cobench-detection: is started by cobench-engine" << std::endl;
    return 2;
}
