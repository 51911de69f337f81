// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/config.h"

#include <vector>

namespace cobench::jobs {

/// Name of the demo's runs as a batch, and of the pool that they join.
inline constexpr const char* kDemoBatch = "demo";

/// The runs whose predictions are the demo pool: ten small networks of four families on Fashion-MNIST, different
/// in width, seed, optimiser and rate. In the order to submit them: short ones first, so that members soon appear,
/// then the longest, so that two cores end together.
std::vector<train::TrainConfig> demoPlan();

} // namespace cobench::jobs
