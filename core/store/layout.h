// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace cobench::store {

/// Where the parts of the project P.cobench lie. README.md describes each.
struct Layout {
    std::filesystem::path database; // P.cobench, symbolic links resolved
    std::filesystem::path folder; // P.cobench.d
    std::filesystem::path lock;
    std::filesystem::path arrays;
    std::filesystem::path runsDatabase;
    std::filesystem::path runsLock;
    std::filesystem::path runArrays;
    std::filesystem::path checkpoints; // of the runs, a folder each
    std::filesystem::path sessions; // of detection, that go on or were interrupted
};

/// Absolute, so that a later chdir() changes nothing. One project has one layout however it is spelt.
Layout layoutOf(const std::filesystem::path& project);

/// `path` with `suffix` appended to its name.
std::filesystem::path withSuffix(std::filesystem::path path, const std::string& suffix);

} // namespace cobench::store
