// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/engine/event.h"

#include <filesystem>
#include <vector>

namespace cobench::store {
class RunStore;
}

namespace cobench::engine {

/// What one run said, line by line, and the states it went through, as far as the project's run store kept them.
Result<std::vector<Event>> readHistory(const std::filesystem::path& project, RunId run, const CancelToken& cancel);

/// How long whoever comes back may ask for every event of a run that is over.
inline constexpr double kWholeHistory = 24.0 * 3600.0; // seconds

/// Removes what readHistory() does not tell and the store keeps elsewhere: scalars and progress of runs that are
/// over, once they are older than kWholeHistory. Takes less than a second; what is left of more events goes the
/// next time. `now` in seconds since the epoch.
Result<void> pruneHistory(store::RunStore& store, double now);

} // namespace cobench::engine
