// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/array_store.h"
#include "core/store/database.h"
#include "core/store/layout.h"
#include "core/store/project.h"

namespace cobench::store {

/// Save As: the open project `database` with its runs, all arrays and what `scope` says becomes a new, durable
/// project at `target`. Conflict when that is taken; what a failed copy made is removed again. Throws Failure.
void copyProject(const Layout& source,
    Database& database,
    ArrayStore& arrays,
    const Layout& target,
    CopyScope scope,
    const Environment& environment,
    Progress& progress,
    const CancelToken& cancel);

/// Conflict when the database or the folder of `target` is there.
void requireFree(const Layout& target);
/// What is left of a copy that did not succeed; errors are ignored.
void removePartialCopy(const Layout& target, FileSystem& files);

} // namespace cobench::store
