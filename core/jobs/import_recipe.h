// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/load_pool.h"

#include <optional>
#include <string>
#include <string_view>

namespace cobench::jobs {

/// How a pool was read, as a project keeps it (store::PoolOrigin::recipe): inputs, labels file, reading of values,
/// a line each. Paths become absolute.
std::string toRecipe(const io::LoadPoolOptions& options);
/// Nothing for a text that toRecipe() did not write.
std::optional<io::LoadPoolOptions> fromRecipe(std::string_view text);

} // namespace cobench::jobs
