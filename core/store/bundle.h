// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/project.h"

namespace cobench::store {

/// The project, its runs and all arrays in one file, `*.cobenchz`: a zip without compression that unpacks to a
/// usable project (README.md). Replaces `bundle` when it is there; until the new one is whole and durable, the old
/// one stays. Needs room for two copies meanwhile.
Result<void> exportBundle(Project& project,
    const std::filesystem::path& bundle,
    Progress& progress,
    const CancelToken& cancel,
    const Environment& environment = {});

/// Unpacks into a new project (Conflict when that is taken). Untrusted: only the names that exportBundle writes,
/// each CRC, each array's SHA-256 and both databases are checked before the project appears. Corrupt, Unsupported.
Result<void> importBundle(const std::filesystem::path& bundle,
    const std::filesystem::path& project,
    Progress& progress,
    const CancelToken& cancel,
    const Environment& environment = {});

} // namespace cobench::store
