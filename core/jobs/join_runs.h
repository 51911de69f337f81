// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/project.h"
#include "core/store/runs.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace cobench::jobs {

struct JoinedRuns {
    std::optional<PoolId> pool; // none as long as no run has finished
    std::vector<std::string> added; // members that joined with this call
};

/// Adds the predictions of every finished run of `batch` to the pool of that name, once each: the first makes the
/// pool, members keep the order in which the runs were submitted unless somebody has moved them. Runs are told by
/// their ids, so members may be renamed or deleted and do not come back. Call it again as runs finish. Whoever owns
/// the project's lock calls it; `runs` is a Reader.
/// Runs that were not submitted together with others (`batch` is empty) join the pool kLooseRuns.
/// `only`: no others than these; empty = all.
Result<JoinedRuns> joinFinishedRuns(store::Project& project,
    const store::RunStore& runs,
    const std::string& batch,
    const std::set<RunId>& only = {});
inline constexpr const char* kLooseRuns = "runs";

} // namespace cobench::jobs
