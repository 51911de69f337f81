// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cobench::engine {

/// The whole life of a process that makes one detection run for the engine: it is told the task, says that it has
/// begun once the run's file is its own (or what is wrong), runs, and ends. Until then it is steered: "cancel", and
/// what DetectionJob::steer() takes. What comes of the run is in that file. It ends at once, and its detectors with
/// it, when the engine goes away. Returns the process's exit code.
int runDetectionChild(int socket);

} // namespace cobench::engine
