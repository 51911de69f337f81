// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/result.h"
#include "core/study/run_groups.h"

#include <filesystem>
#include <string>
#include <vector>

namespace cobench::jobs {

/// The runs of a project with their configurations, by id. None for a project that never trained.
Result<std::vector<study::Run>> listRuns(const std::filesystem::path& project);
/// Fills in what these runs recorded, in a few numbers for each quantity.
Result<void> readFigures(
    const std::filesystem::path& project, std::vector<study::Run>& runs, const CancelToken& cancel);

struct RunPoints {
    RunId run;
    std::vector<study::ScalarPoint> points; // ascending steps, of the last attempt at each
};
/// One quantity of these runs; those that never recorded it are left out.
Result<std::vector<RunPoints>> readCurves(const std::filesystem::path& project,
    const std::vector<RunId>& runs,
    const std::string& tag,
    const CancelToken& cancel);

} // namespace cobench::jobs
