// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/batches.h"
#include "core/train/config.h"

namespace cobench::train {

/// Errors: as buildNetwork().
Result<Network> networkFor(const TrainConfig& config, const data::ImageShape& shape, std::uint64_t classes);

/// How inputs are made of samples. Precondition: the dataset has its train split, or normalization is "unit".
Normalizer normalizerFor(const TrainConfig& config, const data::Dataset& dataset);

/// What the arithmetic of a run is made of. Precondition: the configuration has no problems.
Result<BackendOptions> backendOptions(const TrainConfig& config, const data::Dataset& dataset);

/// 0 stands for all.
std::uint64_t limited(std::uint64_t available, std::uint64_t limit);

} // namespace cobench::train
