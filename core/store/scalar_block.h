// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/runs.h"

#include <cstddef>
#include <optional>
#include <span>

namespace cobench::store {

/// Rows of one tag as the 28-byte records that resources/sql/runs_001_runs.sql describes.
std::vector<std::byte> packScalars(std::span<const ScalarRow> rows);
/// Appends the rows to `rows`; false when `data` is not a whole number of records.
bool unpackScalars(std::span<const std::byte> data, const std::string& tag, std::vector<ScalarRow>& rows);

} // namespace cobench::store
