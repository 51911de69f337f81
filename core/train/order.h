// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace cobench::train {

/// The order in which an epoch visits its samples: sorted by a random key of (seed, epoch, sample), so it does not
/// depend on earlier epochs, threads, or where a run was resumed.
std::vector<std::uint32_t> epochOrder(std::uint64_t seed, std::uint32_t epoch, std::uint32_t samples);

} // namespace cobench::train
