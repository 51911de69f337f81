// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/data/pool.h"

#include <filesystem>
#include <memory>
#include <string>

namespace cobench::test {

/// Models a, b, c on four samples of the classes "cat" and "dog", split "test" (truth 0 1 0 1). Worked out by hand:
///   wrong samples  a {3}  b {2}  c {0, 3}; accuracies 3/4, 3/4, 1/2
///   BD  ab 1/2  ac 1/4  bc 3/4
///   soft vote  ab 1  ac 3/4  bc 1  abc 1
data::Pool threeModels();

/// The same samples as split "val", where c is perfect and the other two are wrong everywhere.
data::Pool threeModelsWithVal();

/// A project at `path` with the pool in it.
Result<void> storeProject(const std::filesystem::path& path, const data::Pool& pool, const std::string& name);

} // namespace cobench::test
