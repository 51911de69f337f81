// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/pipeline.h"

namespace cobench::detect {

// What runLive() and runSimulated() have in common besides the dispatcher.

std::vector<double> startRates(const std::vector<Device>& devices);
std::vector<std::string> deviceNames(const std::vector<Device>& devices);
/// Counts and hands on; the sink's error ends the run.
Result<void> deliver(
    const std::vector<Outcome>& outcomes, FigureCollector& figures, Progress& progress, const OutcomeSink& sink);

/// Makes a device able to take frames that was not.
bool bringsDevice(const RunChange& change);
/// "14 frames/s"
std::string rateText(double rate);

} // namespace cobench::detect
