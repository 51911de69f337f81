// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/diversity_help.h"

#include "core/ensemble/counter_random.h"
#include "core/ensemble/quantile.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cobench::ensemble {

namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kFewestTeams = 3;
constexpr double kRounding = 1e-12; // relative; far above rounding, far below what scores differ by

/// The three columns the question is about, one row per team whose score is defined.
struct Columns {
    std::vector<double> diversity;
    std::vector<double> accuracy;
    std::vector<double> memberMean;
    std::vector<std::size_t> size;
};

Columns columnsOf(const PreparedSplit& split, const TeamScores& scores, Metric metric)
{
    Columns columns;
    for (std::size_t team = 0; team < scores.size(); ++team) {
        const double diversity = diversityScore(metric, scores.rawValue(0, team));
        if (std::isnan(diversity))
            continue;
        const Members members = scores.members(team);
        std::size_t right = 0; // a sum of shares would differ by how it rounds where all members are equally good
        for (const std::uint32_t member : members)
            right += split.rightCount(member);
        columns.diversity.push_back(diversity);
        columns.accuracy.push_back(scores.accuracyValue(0, team));
        columns.memberMean.push_back(
            static_cast<double>(right) / static_cast<double>(members.size() * split.samples()));
        columns.size.push_back(members.size());
    }
    return columns;
}

std::vector<SizeCorrelation> correlationsBySize(const Columns& columns, std::size_t models)
{
    std::vector<SizeCorrelation> bySize;
    for (std::size_t size = 2; size <= models; ++size) {
        std::vector<double> diversity;
        std::vector<double> accuracy;
        for (std::size_t i = 0; i < columns.size.size(); ++i) {
            if (columns.size[i] != size)
                continue;
            diversity.push_back(columns.diversity[i]);
            accuracy.push_back(columns.accuracy[i]);
        }
        if (!diversity.empty())
            bySize.push_back({.size = size, .teams = diversity.size(), .r = pearson(diversity, accuracy)});
    }
    return bySize;
}

ScoreOptions scoring(const HelpOptions& options)
{
    return {.metrics = {options.metric},
        .samples = options.samples,
        .consensus = {options.consensus},
        .minSize = options.minSize,
        .maxSize = options.maxSize,
        .threads = options.threads};
}

Result<Columns> scoredColumns(const PreparedSplit& split, const HelpOptions& options, const CancelToken& cancel)
{
    Progress silent;
    const auto scores = scoreTeams(split, scoring(options), silent, cancel);
    if (!scores)
        return scores.error();
    return columnsOf(split, *scores, options.metric);
}

double partialOf(const Columns& columns)
{
    return partialCorrelation(columns.diversity, columns.accuracy, columns.memberMean);
}

HelpVerdict judge(const HelpReport& report)
{
    if (std::isnan(report.partial) || report.nullPartials.empty())
        return HelpVerdict::Undecided;
    if (report.partial > report.nullHigh && report.partial > 0.0)
        return HelpVerdict::Helps;
    if (report.partial < report.nullLow && report.partial < 0.0)
        return HelpVerdict::Hurts;
    return HelpVerdict::Capability;
}

template <typename T>
Array<T> permutedRows(const Array<T>& rows, std::size_t width, const std::vector<std::size_t>& from)
{
    if (rows.empty())
        return {};
    std::vector<T> moved(rows.size());
    for (std::size_t sample = 0; sample < from.size(); ++sample)
        std::copy_n(rows.data() + from[sample] * width, width, moved.data() + sample * width);
    return moved;
}

} // namespace

double pearson(std::span<const double> x, std::span<const double> y)
{
    double n = 0.0;
    double meanX = 0.0;
    double meanY = 0.0;
    double xx = 0.0;
    double yy = 0.0;
    double xy = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (std::isnan(x[i]) || std::isnan(y[i]))
            continue;
        n += 1.0; // Welford's update: exact for shifted data
        const double dx = x[i] - meanX;
        const double dy = y[i] - meanY;
        meanX += dx / n;
        meanY += dy / n;
        xx += dx * (x[i] - meanX);
        yy += dy * (y[i] - meanY);
        xy += dx * (y[i] - meanY);
    }
    const auto isConstant
        = [n](double squares, double mean) { return squares <= n * kRounding * kRounding * mean * mean; };
    if (n < static_cast<double>(kFewestTeams) || isConstant(xx, meanX) || isConstant(yy, meanY))
        return kUndefined;
    return std::clamp(xy / std::sqrt(xx * yy), -1.0, 1.0);
}

double partialCorrelation(std::span<const double> x, std::span<const double> y, std::span<const double> z)
{
    const double xy = pearson(x, y);
    const double xz = pearson(x, z);
    const double yz = pearson(y, z);
    const double spread = (1.0 - xz * xz) * (1.0 - yz * yz);
    return spread > 0.0 ? std::clamp((xy - xz * yz) / std::sqrt(spread), -1.0, 1.0) : kUndefined;
}

std::shared_ptr<const data::Split> permuteFailures(
    const data::Split& split, std::uint64_t seed, std::uint64_t round)
{
    const std::size_t samples = split.samples();
    std::vector<std::vector<std::size_t>> byClass;
    for (std::size_t sample = 0; sample < samples; ++sample) {
        if (split.truth[sample] >= byClass.size())
            byClass.resize(split.truth[sample] + std::size_t{1});
        byClass[split.truth[sample]].push_back(sample);
    }
    auto permuted = std::make_shared<data::Split>(split);
    for (std::size_t member = 0; member < split.members.size(); ++member) {
        CounterRandom random(seed, round, member);
        std::vector<std::size_t> from(samples);
        for (const std::vector<std::size_t>& positions : byClass) {
            std::vector<std::size_t> shuffled = positions;
            random.shuffle(shuffled);
            for (std::size_t i = 0; i < positions.size(); ++i)
                from[positions[i]] = shuffled[i];
        }
        const data::MemberPredictions& original = split.members[member];
        const std::size_t width = samples == 0 ? 0 : original.probabilities.size() / samples;
        permuted->members[member] = {.probabilities = permutedRows(original.probabilities, width, from),
            .labels = permutedRows(original.labels, 1, from)};
    }
    return permuted;
}

Result<HelpReport> doesDiversityHelp(
    const PreparedSplit& split, const HelpOptions& options, Progress& progress, const CancelToken& cancel)
{
    progress.beginStage("Comparing with chance", options.permutations + std::uint64_t{1});
    const auto observed = scoredColumns(split, options, cancel);
    if (!observed)
        return observed.error();
    progress.advance();
    HelpReport report{.teams = observed->diversity.size(),
        .overall = pearson(observed->diversity, observed->accuracy),
        .partial = partialOf(*observed),
        .bySize = correlationsBySize(*observed, split.models())};
    for (std::uint32_t round = 0; round < options.permutations; ++round) {
        const auto shuffled
            = PreparedSplit::prepare(permuteFailures(split.split(), options.seed, round), split.classes());
        const auto columns = scoredColumns(*shuffled, options, cancel);
        if (!columns)
            return columns.error();
        if (const double r = partialOf(*columns); !std::isnan(r))
            report.nullPartials.push_back(r);
        progress.advance();
    }
    std::ranges::sort(report.nullPartials);
    if (!report.nullPartials.empty()) {
        report.nullLow = quantile(report.nullPartials, 0.5 * (1.0 - options.level));
        report.nullHigh = quantile(report.nullPartials, 0.5 * (1.0 + options.level));
    }
    report.verdict = judge(report);
    return report;
}

} // namespace cobench::ensemble
