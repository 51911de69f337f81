// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/consensus.h"
#include "core/ensemble/metric.h"
#include "core/ensemble/sample_set.h"
#include "core/ensemble/team.h"

#include <cstdint>
#include <vector>

namespace cobench::ensemble::test {

/// The formulas of README.md sample by sample, without any of the shortcuts of core/ensemble.
double metricBySamples(
    const PreparedSplit& split, const std::vector<std::size_t>& samples, const Members& team, Metric metric);

std::vector<std::size_t> samplesOf(const PreparedSplit& split, const SampleSet& set);

/// Right answers of the team over the whole split; `weights` per member of the pool where the rule has them.
std::size_t rightBySamples(const PreparedSplit& split,
    const Members& team,
    Consensus rule,
    Convention convention,
    const std::vector<float>& weights = {});

/// Every team of minSize … maxSize members, by size, then lexicographically.
std::vector<Members> everyTeam(std::size_t models, std::size_t minSize, std::size_t maxSize);

} // namespace cobench::ensemble::test
