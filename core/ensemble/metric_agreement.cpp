// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/metric_agreement.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace cobench::ensemble {

namespace {

constexpr std::size_t kBestMetrics = 3;

double highestAccuracy(const Selection& selection, std::span<const double> accuracy)
{
    double highest = -1.0;
    for (const std::uint32_t team : selection.teams)
        highest = std::max(highest, accuracy[team]);
    return highest;
}

/// For each chosen team, which of `metrics` chose it.
std::map<std::uint32_t, std::vector<std::size_t>> supporters(
    std::span<const MetricVote> votes, std::span<const std::size_t> metrics)
{
    std::map<std::uint32_t, std::vector<std::size_t>> byTeam;
    for (const std::size_t metric : metrics)
        for (const std::uint32_t team : votes[metric].selection.teams)
            byTeam[team].push_back(metric);
    return byTeam;
}

Selection keepSupported(
    std::span<const MetricVote> votes, std::span<const std::size_t> metrics, std::size_t atLeast)
{
    Selection selection;
    for (const auto& [team, chosenBy] : supporters(votes, metrics)) {
        if (chosenBy.size() < atLeast)
            continue;
        double sum = 0.0;
        for (const std::size_t metric : chosenBy)
            sum += votes[metric].diversity[team];
        selection.teams.push_back(team);
        selection.score.push_back(sum / static_cast<double>(chosenBy.size()));
    }
    return selection;
}

void noteTwins(std::span<const MetricVote> votes, std::span<const std::size_t> metrics, Selection& selection)
{
    for (const std::size_t a : metrics)
        for (const std::size_t b : metrics)
            if (a < b && holdOneOpinion(votes[a].metric, votes[b].metric))
                selection.notes.push_back(std::string(info(votes[a].metric).id) + " and "
                    + std::string(info(votes[b].metric).id)
                    + " hold one opinion: at one team size they rank alike");
}

std::vector<std::size_t> allOf(std::span<const MetricVote> votes)
{
    std::vector<std::size_t> all(votes.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
}

std::vector<double> bordaPoints(const MetricVote& vote)
{
    std::vector<std::uint32_t> order;
    for (std::uint32_t team = 0; team < vote.diversity.size(); ++team)
        if (!std::isnan(vote.diversity[team]))
            order.push_back(team);
    std::ranges::stable_sort(order, std::greater<>(), [&](std::uint32_t team) { return vote.diversity[team]; });
    std::vector<double> points(vote.diversity.size(), 0.0);
    for (std::size_t rank = 0; rank < order.size(); ++rank)
        points[order[rank]] = static_cast<double>(order.size() - rank - 1);
    return points;
}

} // namespace

std::vector<std::size_t> bestMetrics(std::span<const MetricVote> votes, std::span<const double> accuracy)
{
    std::vector<std::size_t> order = allOf(votes);
    std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t metric) {
        return highestAccuracy(votes[metric].selection, accuracy);
    });
    order.resize(std::min(order.size(), kBestMetrics));
    return order;
}

Selection selectByAgreement(std::span<const MetricVote> votes, std::span<const double> accuracy)
{
    const std::vector<std::size_t> best = bestMetrics(votes, accuracy);
    Selection selection = keepSupported(votes, best, best.size());
    noteTwins(votes, best, selection);
    return selection;
}

Selection selectByCount(std::span<const MetricVote> votes, std::size_t k)
{
    const std::vector<std::size_t> all = allOf(votes);
    Selection selection = keepSupported(votes, all, std::max<std::size_t>(k, 1));
    noteTwins(votes, all, selection);
    return selection;
}

Selection selectByBorda(std::span<const MetricVote> votes, std::span<const double> accuracy, std::size_t n)
{
    std::vector<double> total(accuracy.size(), 0.0);
    for (const MetricVote& vote : votes) {
        const std::vector<double> points = bordaPoints(vote);
        std::ranges::transform(total, points, total.begin(), std::plus<>());
    }
    std::vector<std::uint32_t> order(total.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, [&](std::uint32_t a, std::uint32_t b) {
        return total[a] != total[b] ? total[a] > total[b] : accuracy[a] > accuracy[b];
    });
    order.resize(std::min(order.size(), n));
    std::ranges::sort(order);
    Selection selection{.teams = order};
    for (const std::uint32_t team : order)
        selection.score.push_back(total[team]);
    noteTwins(votes, allOf(votes), selection);
    return selection;
}

bool holdOneOpinion(Metric a, Metric b)
{
    return (a == Metric::BD && b == Metric::KW) || (a == Metric::KW && b == Metric::BD);
}

} // namespace cobench::ensemble
