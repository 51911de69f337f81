// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/run.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cobench::study {

/// The one learning rate that a run trained with, as its configuration says: a number or a FIX policy. Nothing for
/// a rate that changes, or for a run that does not tell.
std::optional<double> constantRate(const Run& run);

/// Runs that differ in rate and seed alone.
struct SweepSeries {
    std::string name; // the optimiser; with what else differs where two have the same
    std::vector<std::size_t> runs; // indices, ascending
};

/// Sweeps that may be compared: the same data set and network, trained with the same batch size for as many epochs.
struct SweepGroup {
    std::string name; // "cifar10 3c3d, batch 128, 100 epochs"
    std::vector<SweepSeries> series; // by name
};
/// Of the runs that are over, were not put aside and have a constant rate; a series has two rates at least. By
/// name.
std::vector<SweepGroup> sweepGroups(std::span<const Run> runs);

} // namespace cobench::study
