// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/config.h"

#include <filesystem>
#include <string>

namespace CLI {
class App;
}

namespace cobench::cli {

/// One option for each field of a configuration that is worth choosing.
void addTrainConfig(CLI::App& command, train::TrainConfig& config, bool withRate = true);

/// Fills in what follows from the rest: the dataset's name from its folder, the run's from its model.
void completeConfig(train::TrainConfig& config);

/// Everything that stands in the way of the run, as one error: the configuration, the data (looked for, not read)
/// and the device.
Result<void> checkConfig(const train::TrainConfig& config, const std::filesystem::path& project);

} // namespace cobench::cli
