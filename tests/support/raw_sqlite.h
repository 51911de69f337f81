// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace cobench::test {

/// Runs SQL on a file behind the store's back, as another program or a defect of the disk would. Makes the file
/// when it is missing. Ends the test program when the SQL is wrong.
void runRawSql(const std::filesystem::path& file, const std::string& sql);

/// First column of the first row, "" when there is none.
std::string rawText(const std::filesystem::path& file, const std::string& sql);

} // namespace cobench::test
