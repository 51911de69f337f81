// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/pruning_tree.h"

#include <string>
#include <string_view>

namespace cobench::ensemble {

/// "0.1", or one share for each size from 2 on, the last one also for all larger sizes: "0.1,0.2". Fills beta and
/// betaPerLevel. Usage: not a list of numbers from 0 to 1.
Result<void> parseShares(std::string_view text, PruningOptions& options);

/// What parseShares reads as the shares of `options`, up to options.maxSize.
std::string sharesText(const PruningOptions& options);

} // namespace cobench::ensemble
