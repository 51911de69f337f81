// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/engine/event.h"

#include <filesystem>
#include <vector>

namespace cobench::engine {

/// What one run said, line by line, and the states it went through, as far as the project's run store kept them.
Result<std::vector<Event>> readHistory(const std::filesystem::path& project, RunId run, const CancelToken& cancel);

} // namespace cobench::engine
