// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/metric.h"
#include "core/ensemble/sample_set.h"

#include <cstdint>
#include <vector>

namespace cobench::ensemble {

/// Everything all metrics but EN need, counted once per sample set by bit sets and popcount. Immutable.
struct PairCounts {
    std::size_t models = 0; // M
    std::size_t samples = 0; // N of the set
    std::uint32_t classes = 0; // C
    std::vector<std::uint32_t> jointFailures; // [M][M]: both wrong; the diagonal is each model's failures
    std::vector<std::uint32_t> agreements; // [M][M]: same predicted label, right or not
    std::vector<std::uint32_t> marginals; // [M][C]: how often each class is predicted

    std::uint32_t failures(std::size_t i) const { return jointFailures[i * models + i]; }
    std::uint32_t bothWrong(std::size_t i, std::size_t j) const { return jointFailures[i * models + j]; }
    std::uint32_t agreement(std::size_t i, std::size_t j) const { return agreements[i * models + j]; }
};

PairCounts countPairs(const PreparedSplit& split, const SampleBits& bits);

/// Raw value of one pair; NaN = undefined (list in README.md). FK, KW, GD, EN of a pair = the two-member team.
double pairMetric(const PairCounts& counts, Metric metric, std::size_t i, std::size_t j, Convention convention);

/// [M][M] row-major raw values, symmetric, NaN on the diagonal and where undefined.
std::vector<double> diversityMatrix(
    const PairCounts& counts, Metric metric, Convention convention = Convention::Corrected);

/// Leaf order of average-linkage clustering on 1 - similarity, so that like models stand together. Undefined cells
/// count as the mean of the defined ones. Deterministic.
std::vector<std::size_t> clusteredOrder(const std::vector<double>& matrix, std::size_t models, Metric metric);

} // namespace cobench::ensemble
