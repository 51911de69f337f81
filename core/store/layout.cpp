// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/layout.h"

namespace cobench::store {

std::filesystem::path withSuffix(std::filesystem::path path, const std::string& suffix)
{
    path += suffix;
    return path;
}

Layout layoutOf(const std::filesystem::path& project)
{
    std::error_code failed;
    auto database = std::filesystem::weakly_canonical(std::filesystem::absolute(project, failed), failed);
    if (failed)
        database = project;
    const auto folder = withSuffix(database, ".d");
    return {.database = database,
        .folder = folder,
        .lock = folder / "project.lock",
        .arrays = folder / "arrays",
        .runsDatabase = folder / "runs.sqlite",
        .runsLock = folder / "runs.lock",
        .runArrays = folder / "run-arrays",
        .checkpoints = folder / "checkpoints",
        .sessions = folder / "sessions"};
}

} // namespace cobench::store
