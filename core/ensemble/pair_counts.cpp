// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/pair_counts.h"

#include "core/ensemble/bits.h"
#include "core/ensemble/kernels.h"
#include "core/ensemble/pair_terms.h"

#include <limits>

namespace cobench::ensemble {

namespace {

using Bits = std::vector<std::uint64_t>;

std::vector<Bits> failureBits(const PreparedSplit& split, const SampleBits& set)
{
    std::vector<Bits> failures(split.models(), set.words);
    for (std::size_t m = 0; m < failures.size(); ++m) {
        const auto right = split.rightBits(m);
        for (std::size_t w = 0; w < failures[m].size(); ++w)
            failures[m][w] &= ~right[w];
    }
    return failures;
}

/// The predicted labels of the set's samples, packed: later loops need no test.
std::vector<std::vector<data::Label>> labelsInside(const PreparedSplit& split, const SampleBits& set)
{
    std::vector<std::uint32_t> samples;
    samples.reserve(set.count);
    forEachBit(set.words, [&](std::size_t n) { samples.push_back(static_cast<std::uint32_t>(n)); });
    std::vector<std::vector<data::Label>> labels(split.models(), std::vector<data::Label>(set.count));
    for (std::size_t m = 0; m < labels.size(); ++m) {
        const data::Label* predicted = split.predicted(m).data();
        for (std::size_t i = 0; i < samples.size(); ++i)
            labels[m][i] = predicted[samples[i]];
    }
    return labels;
}

std::vector<std::uint32_t> countMarginals(const std::vector<std::vector<data::Label>>& labels, std::size_t classes)
{
    std::vector<std::uint32_t> marginals(labels.size() * classes);
    for (std::size_t m = 0; m < labels.size(); ++m)
        for (const data::Label label : labels[m])
            ++marginals[m * classes + label];
    return marginals;
}

} // namespace

PairCounts countPairs(const PreparedSplit& split, const SampleBits& bits)
{
    const Kernels& kernels = kernelsFor(bestSimd());
    const std::size_t models = split.models();
    PairCounts counts{.models = models, .samples = bits.count, .classes = split.classes()};
    counts.jointFailures.resize(models * models);
    counts.agreements.resize(models * models);
    const auto failures = failureBits(split, bits);
    const auto labels = labelsInside(split, bits);
    counts.marginals = countMarginals(labels, split.classes());
    const auto set = [&](std::vector<std::uint32_t>& table, std::size_t i, std::size_t j, std::uint64_t value) {
        table[i * models + j] = table[j * models + i] = static_cast<std::uint32_t>(value);
    };
    for (std::size_t i = 0; i < models; ++i) {
        set(counts.agreements, i, i, bits.count);
        set(counts.jointFailures, i, i, countBits(failures[i]));
        for (std::size_t j = i + 1; j < models; ++j) {
            set(counts.agreements, i, j, kernels.countEqual(labels[i].data(), labels[j].data(), bits.count));
            set(counts.jointFailures,
                i,
                j,
                kernels.countBoth(failures[i].data(), failures[j].data(), failures[i].size()));
        }
    }
    return counts;
}

double pairMetric(const PairCounts& counts, Metric metric, std::size_t i, std::size_t j, Convention convention)
{
    const TeamTerms first = withMember({}, memberTerms(counts, i), {});
    const TeamTerms pair = withMember(first, memberTerms(counts, j), pairTerms(counts, i, j));
    return teamMetric(pair, metric, static_cast<double>(counts.samples), convention);
}

std::vector<double> diversityMatrix(const PairCounts& counts, Metric metric, Convention convention)
{
    const std::size_t models = counts.models;
    std::vector<double> matrix(models * models, std::numeric_limits<double>::quiet_NaN());
    for (std::size_t i = 0; i < models; ++i)
        for (std::size_t j = i + 1; j < models; ++j)
            matrix[i * models + j] = matrix[j * models + i] = pairMetric(counts, metric, i, j, convention);
    return matrix;
}

} // namespace cobench::ensemble
