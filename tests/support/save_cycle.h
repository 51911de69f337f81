// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/file_system.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace cobench::test {

/// What a save cycle was told is saved, in order, and what was refused.
struct SaveLog {
    std::vector<std::string> saved;
    std::vector<std::string> errors;
    std::function<void(const std::string&)> onSaved; // also told, at once
};

/// Everything the two stores write, twice: creating, importing, renaming, deleting, cleaning up, texts, runs with
/// scalars, events and predictions, Save As. Goes on after an error, as a person would.
void runSaveCycle(const std::filesystem::path& project, const store::Environment& environment, SaveLog& log);

/// "" when the project opens, every reported save is there, and nothing is half there; else what is wrong.
std::string violationOf(const std::filesystem::path& project, const SaveLog& log);

} // namespace cobench::test
