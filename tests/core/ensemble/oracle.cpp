// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/ensemble/oracle.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace cobench::ensemble::test {

namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();
using Samples = std::vector<std::size_t>;

struct Table {
    double n11 = 0, n10 = 0, n01 = 0, n00 = 0;
};

Table tableOf(const PreparedSplit& split, const Samples& samples, std::size_t i, std::size_t j)
{
    Table t;
    for (const std::size_t n : samples) {
        const bool a = split.isRight(i, n);
        const bool b = split.isRight(j, n);
        (a ? (b ? t.n11 : t.n10) : (b ? t.n01 : t.n00)) += 1.0;
    }
    return t;
}

double cohen(const PreparedSplit& split, const Samples& samples, std::size_t i, std::size_t j)
{
    std::map<data::Label, double> a;
    std::map<data::Label, double> b;
    double same = 0.0;
    for (const std::size_t n : samples) {
        a[split.predicted(i)[n]] += 1.0;
        b[split.predicted(j)[n]] += 1.0;
        same += split.predicted(i)[n] == split.predicted(j)[n] ? 1.0 : 0.0;
    }
    const double count = static_cast<double>(samples.size());
    double chance = 0.0;
    for (const auto& [label, share] : a)
        chance += share / count * b[label] / count;
    if (a.size() == 1 && b.size() == 1 && a.begin()->first == b.begin()->first)
        return kUndefined;
    return (same / count - chance) / (1.0 - chance);
}

double pairValue(const PreparedSplit& split, const Samples& samples, Metric metric, std::size_t i, std::size_t j)
{
    const Table t = tableOf(split, samples, i, j);
    const double count = static_cast<double>(samples.size());
    const double down = t.n11 * t.n00 + t.n01 * t.n10;
    const double spread = (t.n11 + t.n10) * (t.n01 + t.n00) * (t.n11 + t.n01) * (t.n10 + t.n00);
    switch (metric) {
    case Metric::CK:
        return cohen(split, samples, i, j);
    case Metric::QS:
        return down == 0.0 ? kUndefined : (t.n11 * t.n00 - t.n01 * t.n10) / down;
    case Metric::RHO:
        return spread == 0.0 ? kUndefined : (t.n11 * t.n00 - t.n01 * t.n10) / std::sqrt(spread);
    case Metric::DF:
        return t.n00 / count;
    default:
        return (t.n01 + t.n10) / count;
    }
}

double meanOfPairs(const PreparedSplit& split, const Samples& samples, const Members& team, Metric metric)
{
    double sum = 0.0;
    double defined = 0.0;
    for (std::size_t i = 0; i < team.size(); ++i)
        for (std::size_t j = i + 1; j < team.size(); ++j) {
            const double value = pairValue(split, samples, metric, team[i], team[j]);
            if (std::isnan(value))
                continue;
            sum += value;
            defined += 1.0;
        }
    return defined == 0.0 ? kUndefined : sum / defined;
}

double fleiss(const PreparedSplit& split, const Samples& samples, const Members& team)
{
    const double raters = static_cast<double>(team.size());
    std::map<data::Label, double> total;
    double agreement = 0.0;
    for (const std::size_t n : samples) {
        std::map<data::Label, double> votes;
        for (const std::uint32_t m : team)
            votes[split.predicted(m)[n]] += 1.0;
        for (const auto& [label, count] : votes) {
            total[label] += count;
            agreement += count * (count - 1.0) / (raters * (raters - 1.0));
        }
    }
    if (total.size() == 1 || team.size() < 2)
        return kUndefined;
    const double all = raters * static_cast<double>(samples.size());
    double chance = 0.0;
    for (const auto& [label, count] : total)
        chance += count / all * count / all;
    return (agreement / static_cast<double>(samples.size()) - chance) / (1.0 - chance);
}

double rightVotes(const PreparedSplit& split, const Members& team, std::size_t n)
{
    return static_cast<double>(std::ranges::count_if(team, [&](std::uint32_t m) { return split.isRight(m, n); }));
}

double generalized(const PreparedSplit& split, const Samples& samples, const Members& team)
{
    const double size = static_cast<double>(team.size());
    double p1 = 0.0;
    double p2 = 0.0;
    for (const std::size_t n : samples) {
        const double failures = size - rightVotes(split, team, n);
        p1 += failures / size;
        p2 += failures * (failures - 1.0) / (size * (size - 1.0));
    }
    return p1 == 0.0 || team.size() < 2 ? kUndefined : 1.0 - p2 / p1;
}

std::vector<float> sumsOf(const PreparedSplit& split,
    const Members& team,
    Consensus rule,
    const std::vector<float>& weights,
    std::size_t n)
{
    std::vector<float> sums(split.classes(), 0.0F);
    for (const std::uint32_t m : team) {
        const float weight = weights.empty() ? 1.0F : weights[m];
        for (std::uint32_t c = 0; c < split.classes(); ++c) {
            const bool votes = rule == Consensus::Plurality || rule == Consensus::WeightedPlurality
                || split.split().members[m].isLabelOnly();
            if (votes) {
                sums[c] += split.predicted(m)[n] == c ? weight : 0.0F;
                continue;
            }
            const float p = split.split().members[m].probabilities[n * split.classes() + c];
            sums[c] += rule == Consensus::Geometric ? std::log(std::max(p, 1e-12F)) : weight * p;
        }
    }
    return sums;
}

} // namespace

double metricBySamples(
    const PreparedSplit& split, const std::vector<std::size_t>& samples, const Members& team, Metric metric)
{
    const double count = static_cast<double>(samples.size());
    const double size = static_cast<double>(team.size());
    if (samples.empty())
        return kUndefined;
    if (metric == Metric::FK)
        return fleiss(split, samples, team);
    if (metric == Metric::GD)
        return generalized(split, samples, team);
    if (info(metric).pairwise)
        return meanOfPairs(split, samples, team, metric);
    double sum = 0.0;
    for (const std::size_t n : samples) {
        const double right = rightVotes(split, team, n);
        sum += metric == Metric::KW ? right * (size - right) : std::min(right, size - right);
    }
    if (metric == Metric::KW)
        return sum / (count * size * size);
    const double most = size - std::ceil(size / 2.0);
    return most == 0.0 ? kUndefined : sum / (count * most);
}

std::vector<std::size_t> samplesOf(const PreparedSplit& split, const SampleSet& set)
{
    std::vector<std::size_t> samples;
    for (std::size_t n = 0; n < split.samples(); ++n) {
        bool inside = set.kind == SampleSet::Kind::All;
        if (set.kind == SampleSet::Kind::Focal)
            inside = !split.isRight(set.focal, n);
        for (std::size_t m = 1; set.kind == SampleSet::Kind::Disagreement && m < split.models(); ++m)
            inside = inside || split.predicted(m)[n] != split.predicted(0)[n];
        if (inside)
            samples.push_back(n);
    }
    return samples;
}

std::size_t rightBySamples(const PreparedSplit& split,
    const Members& team,
    Consensus rule,
    Convention convention,
    const std::vector<float>& weights)
{
    std::size_t right = 0;
    for (std::size_t n = 0; n < split.samples(); ++n) {
        if (rule == Consensus::Majority) {
            right += 2.0 * rightVotes(split, team, n) > static_cast<double>(team.size()) ? 1 : 0;
            continue;
        }
        const auto sums = sumsOf(split, team, rule, weights, n);
        std::vector<float> second(sums.size(), 0.0F);
        if (rule == Consensus::Plurality && convention == Convention::Corrected)
            second = sumsOf(split, team, Consensus::Soft, {}, n);
        std::size_t best = 0;
        for (std::size_t c = 1; c < sums.size(); ++c)
            if (sums[c] > sums[best] || (sums[c] == sums[best] && second[c] > second[best]))
                best = c;
        right += best == split.truth()[n] ? 1 : 0;
    }
    return right;
}

std::vector<Members> everyTeam(std::size_t models, std::size_t minSize, std::size_t maxSize)
{
    std::vector<Members> teams;
    for (TeamMask mask = 1; mask < TeamMask{1} << models; ++mask)
        if (const auto members = membersOf(mask); members.size() >= minSize && members.size() <= maxSize)
            teams.push_back(members);
    std::ranges::sort(teams,
        [](const Members& a, const Members& b) { return a.size() != b.size() ? a.size() < b.size() : a < b; });
    return teams;
}

} // namespace cobench::ensemble::test
