// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace cobench::store {

/// One numbered step of resources/sql, built into the library.
struct Migration {
    std::string_view name;
    std::string_view sql;
};

/// The step at index n leads from version n to n + 1.
std::span<const Migration> projectMigrations();
std::span<const Migration> runsMigrations();

} // namespace cobench::store
