// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/pool.h"
#include "core/store/project.h"

#include <filesystem>

namespace cobench::jobs {

/// Other labels for a stored pool, and the origin that then names their file.
struct Relabelling {
    std::vector<store::SplitTruth> truth; // splits whose labels change
    store::PoolOrigin origin;
    std::size_t changed = 0; // samples that get another label
};

/// Reads and checks a labels file for a pool whose origin is `origin`; see io::readLabels. Stores nothing: that is
/// store::Project::setTruth.
Result<Relabelling> relabelPool(const data::Pool& pool,
    const store::PoolOrigin& origin,
    const std::filesystem::path& labels,
    Progress& progress,
    const CancelToken& cancel);

} // namespace cobench::jobs
