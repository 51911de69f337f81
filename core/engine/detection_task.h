// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/detection_run.h"
#include "core/jobs/judge_session.h"

namespace cobench::engine {

/// A detection run that another process shall make: what jobs::createSpool() prepared `spool` for.
struct DetectionTask {
    std::filesystem::path spool;
    DetectionRequest request; // without changes, files and callbacks, which stay behind
    jobs::SessionJudges judges;
};

/// As detect::parseDevices() reads them, wherever that process works: paths of models become absolute, but for
/// those of other machines.
std::string devicesText(const std::vector<detect::DeviceSpec>& devices);

/// JSON. Paths become absolute. An address keeps its password, so this is not for files.
std::string taskText(const DetectionTask& task);
Result<DetectionTask> parseTask(std::string_view text);

} // namespace cobench::engine
