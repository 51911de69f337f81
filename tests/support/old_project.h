// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/pool.h"

#include <filesystem>
#include <string>

namespace cobench::test {

/// Makes a project as version 1 of the schema had it, with one pool named "old" and the text "layout/a" = "kept".
void makeVersionOneProject(const std::filesystem::path& path, const data::Pool& pool);

/// SHA-256 of a whole file.
std::string hashOf(const std::filesystem::path& file);

} // namespace cobench::test
