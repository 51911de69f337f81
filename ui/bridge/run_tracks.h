// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/run_list.h"

#include <string>
#include <vector>

namespace cobench::ui {

/// Runs as far as the store tells of them, up to an event: whoever hears the later ones knows all, and nobody needs
/// to be told again what happened before.
struct KnownRuns {
    std::vector<RunTrack> tracks; // by id
    std::uint64_t lastEvent = 0;
};

/// Whole curves of those that go on; of others where their loss and accuracy ended, of the newest how they got
/// there. For a worker.
Result<KnownRuns> readRuns(engine::Client& client, const std::string& project);

} // namespace cobench::ui
