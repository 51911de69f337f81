// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/bootstrap.h"

#include "core/common/parallel.h"
#include "core/ensemble/bits.h"
#include "core/ensemble/counter_random.h"
#include "core/ensemble/pair_terms.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace cobench::ensemble {

namespace {

/// Precondition: ascending, not empty.
double quantile(const std::vector<double>& ascending, double share)
{
    const double position = share * static_cast<double>(ascending.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const std::size_t above = std::min(below + 1, ascending.size() - 1);
    return ascending[below] + (position - static_cast<double>(below)) * (ascending[above] - ascending[below]);
}

Interval intervalOf(std::vector<double> values, double level)
{
    std::erase_if(values, [](double value) { return std::isnan(value); });
    if (values.empty())
        return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN(), 0};
    std::ranges::sort(values);
    return {quantile(values, 0.5 * (1.0 - level)),
        quantile(values, 0.5 * (1.0 + level)),
        static_cast<std::uint32_t>(values.size())};
}

/// How often each of `samples` is drawn.
std::vector<std::uint32_t> drawTimes(std::size_t samples, std::uint64_t seed, std::size_t draw)
{
    CounterRandom random(seed, draw);
    std::vector<std::uint32_t> times(samples);
    for (std::size_t i = 0; i < samples; ++i)
        ++times[random.below(samples)];
    return times;
}

/// The models that are in some team, ascending.
std::vector<std::uint32_t> usedModels(std::span<const Members> teams)
{
    std::vector<std::uint32_t> used;
    for (const Members& team : teams)
        used.insert(used.end(), team.begin(), team.end());
    std::ranges::sort(used);
    used.erase(std::unique(used.begin(), used.end()), used.end());
    return used;
}

/// Counts of one draw: each sample as often as it was drawn.
PairCounts drawnCounts(
    const PreparedSplit& split, const std::vector<std::size_t>& samples, const std::vector<std::uint32_t>& times)
{
    const std::size_t models = split.models();
    PairCounts counts{.models = models, .samples = samples.size(), .classes = split.classes()};
    counts.jointFailures.resize(models * models);
    counts.agreements.resize(models * models);
    counts.marginals.resize(models * split.classes());
    for (std::size_t i = 0; i < models; ++i) {
        for (std::size_t s = 0; s < samples.size(); ++s)
            counts.marginals[i * split.classes() + split.predicted(i)[samples[s]]] += times[s];
        for (std::size_t j = i; j < models; ++j) {
            std::uint32_t agree = 0;
            std::uint32_t wrong = 0;
            for (std::size_t s = 0; s < samples.size(); ++s) {
                const std::size_t n = samples[s];
                agree += split.predicted(i)[n] == split.predicted(j)[n] ? times[s] : 0U;
                wrong += !split.isRight(i, n) && !split.isRight(j, n) ? times[s] : 0U;
            }
            counts.agreements[i * models + j] = counts.agreements[j * models + i] = agree;
            counts.jointFailures[i * models + j] = counts.jointFailures[j * models + i] = wrong;
        }
    }
    return counts;
}

TeamTerms termsOf(const PairTable& table, const Members& team)
{
    TeamTerms terms;
    for (std::size_t j = 0; j < team.size(); ++j) {
        PairTerms added;
        for (std::size_t i = 0; i < j; ++i)
            added += table.pair(team[i], team[j]);
        terms = withMember(terms, table.member(team[j]), added);
    }
    return terms;
}

} // namespace

Result<std::vector<std::vector<Interval>>> bootstrapMetrics(const PreparedSplit& split,
    const SampleSet& set,
    std::span<const Members> teams,
    std::span<const Metric> metrics,
    const BootstrapOptions& options,
    const CancelToken& cancel)
{
    assert(std::ranges::find(metrics, Metric::EN) == metrics.end());
    std::vector<std::size_t> samples;
    forEachBit(select(split, set).words, [&](std::size_t n) { samples.push_back(n); });
    const std::vector<std::uint32_t> used = usedModels(teams);
    const auto part = split.withModels(used);
    std::vector<Members> local(teams.begin(), teams.end());
    for (Members& team : local)
        for (std::uint32_t& member : team)
            member = static_cast<std::uint32_t>(std::ranges::lower_bound(used, member) - used.begin());
    std::vector<std::vector<double>> values(metrics.size() * teams.size(), std::vector<double>(options.draws));
    auto done = parallelFor(
        options.threads,
        options.draws,
        [&](std::size_t draw) {
            const PairTable table(drawnCounts(*part, samples, drawTimes(samples.size(), options.seed, draw)));
            for (std::size_t t = 0; t < teams.size(); ++t) {
                const TeamTerms terms = termsOf(table, local[t]);
                for (std::size_t k = 0; k < metrics.size(); ++k)
                    values[k * teams.size() + t][draw]
                        = teamMetric(terms, metrics[k], table.samples(), options.convention);
            }
        },
        cancel);
    if (!done)
        return std::move(done).error();
    std::vector<std::vector<Interval>> intervals(metrics.size());
    for (std::size_t k = 0; k < metrics.size(); ++k)
        for (std::size_t t = 0; t < teams.size(); ++t)
            intervals[k].push_back(intervalOf(std::move(values[k * teams.size() + t]), options.level));
    return intervals;
}

Result<std::vector<Interval>> bootstrapShares(
    std::span<const std::vector<std::uint8_t>> right, const BootstrapOptions& options, const CancelToken& cancel)
{
    const std::size_t samples = right.empty() ? 0 : right.front().size();
    std::vector<std::vector<double>> shares(right.size(), std::vector<double>(samples == 0 ? 0 : options.draws));
    auto done = parallelFor(
        options.threads,
        samples == 0 ? 0 : options.draws,
        [&](std::size_t draw) {
            const std::vector<std::uint32_t> times = drawTimes(samples, options.seed, draw);
            for (std::size_t t = 0; t < right.size(); ++t) {
                std::uint32_t hits = 0;
                for (std::size_t s = 0; s < samples; ++s)
                    hits += right[t][s] != 0 ? times[s] : 0U;
                shares[t][draw] = static_cast<double>(hits) / static_cast<double>(samples);
            }
        },
        cancel);
    if (!done)
        return std::move(done).error();
    std::vector<Interval> intervals;
    for (std::vector<double>& values : shares)
        intervals.push_back(intervalOf(std::move(values), options.level));
    return intervals;
}

} // namespace cobench::ensemble
