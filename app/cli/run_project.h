// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/store/runs.h"

#include <filesystem>
#include <memory>
#include <string>

namespace CLI {
class App;
}

namespace cobench::cli {

/// --project, for verbs that deal with runs.
void addRunProject(CLI::App& command, std::string& project);
/// The named project, else the user's own: $XDG_DATA_HOME/cobench/default.cobench.
std::filesystem::path runProject(const std::string& named);

/// For reading.
Result<std::unique_ptr<store::RunStore>> readRunStore(const std::filesystem::path& project);
/// For writing; makes the project when it is missing. An engine keeps runs for a while after the last one ended:
/// waited for.
Result<std::unique_ptr<store::RunStore>> writeRunStore(
    const std::filesystem::path& project, const CancelToken& cancel);

/// "2026-11-23 14:05:10 UTC"; empty when it is not known.
std::string dateText(double seconds);

} // namespace cobench::cli
