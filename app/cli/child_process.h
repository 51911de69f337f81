// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace cobench::cli {

/// Runs a program to its end, its standard output joined to our standard error. A status other than 0 is an error;
/// cancelling ends it with SIGTERM.
Result<void> runProgram(
    const std::filesystem::path& program, const std::vector<std::string>& arguments, const CancelToken& cancel);

/// Runs a program to its end and gives what it wrote to its standard output, up to a megabyte.
Result<std::string> outputOf(const std::filesystem::path& program, const std::vector<std::string>& arguments);

} // namespace cobench::cli
