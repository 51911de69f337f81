// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/bootstrap.h"

#include "core/common/parallel.h"
#include "core/ensemble/bits.h"
#include "core/ensemble/counter_random.h"
#include "core/ensemble/pair_terms.h"
#include "core/ensemble/quantile.h"
#include "core/ensemble/vote_counter.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cobench::ensemble {

namespace {

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

/// The samples of a set side by side, for the models that are in some team.
struct DrawnPool {
    std::vector<Members> teams; // members are indices into the arrays below
    std::vector<std::vector<data::Label>> predicted; // [model][sample of the set]
    std::vector<std::vector<std::uint8_t>> wrong; // likewise
    std::size_t samples = 0;
    std::uint32_t classes = 0;
};

DrawnPool gather(const PreparedSplit& split, const SampleSet& set, std::span<const Members> teams)
{
    DrawnPool pool{.teams = {teams.begin(), teams.end()}, .classes = split.classes()};
    std::vector<std::uint32_t> used;
    for (const Members& team : teams)
        used.insert(used.end(), team.begin(), team.end());
    std::ranges::sort(used);
    used.erase(std::unique(used.begin(), used.end()), used.end());
    for (Members& team : pool.teams)
        for (std::uint32_t& member : team)
            member = static_cast<std::uint32_t>(std::ranges::lower_bound(used, member) - used.begin());
    std::vector<std::size_t> samples;
    forEachBit(select(split, set).words, [&](std::size_t n) { samples.push_back(n); });
    pool.samples = samples.size();
    for (const std::uint32_t model : used) {
        auto& predicted = pool.predicted.emplace_back();
        auto& wrong = pool.wrong.emplace_back();
        for (const std::size_t n : samples) {
            predicted.push_back(split.predicted(model)[n]);
            wrong.push_back(split.isRight(model, n) ? 0 : 1);
        }
    }
    return pool;
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

/// Counts of one draw: each sample as often as it was drawn.
PairCounts drawnCounts(const DrawnPool& pool, const std::vector<std::uint32_t>& times)
{
    const std::size_t models = pool.predicted.size();
    PairCounts counts{.models = models, .samples = pool.samples, .classes = pool.classes};
    counts.jointFailures.resize(models * models);
    counts.agreements.resize(models * models);
    counts.marginals.resize(models * pool.classes);
    for (std::size_t i = 0; i < models; ++i) {
        for (std::size_t s = 0; s < pool.samples; ++s)
            counts.marginals[i * pool.classes + pool.predicted[i][s]] += times[s];
        for (std::size_t j = i; j < models; ++j) {
            const data::Label* a = pool.predicted[i].data();
            const data::Label* b = pool.predicted[j].data();
            const std::uint8_t* wrongA = pool.wrong[i].data();
            const std::uint8_t* wrongB = pool.wrong[j].data();
            std::uint32_t agree = 0;
            std::uint32_t wrong = 0;
            for (std::size_t s = 0; s < pool.samples; ++s) {
                agree += a[s] == b[s] ? times[s] : 0U;
                wrong += (wrongA[s] & wrongB[s]) != 0 ? times[s] : 0U;
            }
            counts.agreements[i * models + j] = counts.agreements[j * models + i] = agree;
            counts.jointFailures[i * models + j] = counts.jointFailures[j * models + i] = wrong;
        }
    }
    return counts;
}

/// min(right, wrong) of a team on each sample.
std::vector<std::uint32_t> minorities(const DrawnPool& pool, const Members& team)
{
    std::vector<std::uint32_t> failing(pool.samples);
    for (const std::uint32_t member : team)
        for (std::size_t s = 0; s < pool.samples; ++s)
            failing[s] += pool.wrong[member][s];
    for (std::uint32_t& count : failing)
        count = std::min(count, static_cast<std::uint32_t>(team.size()) - count);
    return failing;
}

std::uint64_t weighted(const std::vector<std::uint32_t>& counts, const std::vector<std::uint32_t>& times)
{
    std::uint64_t sum = 0;
    for (std::size_t s = 0; s < counts.size(); ++s)
        sum += std::uint64_t{counts[s]} * times[s];
    return sum;
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
    const DrawnPool pool = gather(split, set, teams);
    std::vector<std::vector<std::uint32_t>> minority; // only for EN, which pair counts cannot tell
    if (std::ranges::find(metrics, Metric::EN) != metrics.end())
        for (const Members& team : pool.teams)
            minority.push_back(minorities(pool, team));
    std::vector<std::vector<double>> values(metrics.size() * teams.size(), std::vector<double>(options.draws));
    auto done = parallelFor(
        options.threads,
        options.draws,
        [&](std::size_t draw) {
            const std::vector<std::uint32_t> times = drawTimes(pool.samples, options.seed, draw);
            const PairTable table(drawnCounts(pool, times));
            for (std::size_t t = 0; t < teams.size(); ++t) {
                const TeamTerms terms = termsOf(table, pool.teams[t]);
                for (std::size_t k = 0; k < metrics.size(); ++k)
                    values[k * teams.size() + t][draw] = metrics[k] == Metric::EN
                        ? entropyMeasure(weighted(minority[t], times), teams[t].size(), pool.samples)
                        : teamMetric(terms, metrics[k], table.samples(), options.convention);
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
    intervals.reserve(shares.size());
    for (std::vector<double>& values : shares)
        intervals.push_back(intervalOf(std::move(values), options.level));
    return intervals;
}

} // namespace cobench::ensemble
