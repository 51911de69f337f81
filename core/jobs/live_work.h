// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <filesystem>

namespace cobench::jobs {

/// Conflict while something writes beside the project: a training run that waits or goes on, or a detection run.
/// It names one.
Result<void> requireNoLiveWork(const std::filesystem::path& project);

} // namespace cobench::jobs
