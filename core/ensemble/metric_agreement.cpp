// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/metric_agreement.h"

#include "core/ensemble/long_sort.h"

#include <algorithm>
#include <cmath>
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

Selection keepSupported(
    std::span<const MetricVote> votes, std::span<const std::size_t> metrics, std::size_t atLeast)
{
    struct Support {
        std::uint32_t metrics = 0;
        double diversity = 0.0; // sum over them
    };
    std::vector<Support> support(votes.empty() ? 0 : votes.front().diversity.size());
    for (const std::size_t metric : metrics)
        for (const std::uint32_t team : votes[metric].selection.teams) {
            ++support[team].metrics;
            support[team].diversity += votes[metric].diversity[team];
        }
    Selection selection;
    for (std::uint32_t team = 0; team < support.size(); ++team) {
        if (support[team].metrics == 0 || support[team].metrics < atLeast)
            continue;
        selection.teams.push_back(team);
        selection.score.push_back(support[team].diversity / static_cast<double>(support[team].metrics));
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

std::vector<double> bordaPoints(const MetricVote& vote, const CancelToken& cancel)
{
    std::vector<std::uint32_t> order;
    for (std::uint32_t team = 0; team < vote.diversity.size(); ++team)
        if (!std::isnan(vote.diversity[team]))
            order.push_back(team);
    longSort(
        order, [&](std::uint32_t a, std::uint32_t b) { return vote.diversity[a] > vote.diversity[b]; }, cancel);
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

Selection selectByBorda(
    std::span<const MetricVote> votes, std::span<const double> accuracy, std::size_t n, const CancelToken& cancel)
{
    std::vector<double> total(accuracy.size(), 0.0);
    for (const MetricVote& vote : votes) {
        const std::vector<double> points = bordaPoints(vote, cancel);
        std::ranges::transform(total, points, total.begin(), std::plus<>());
    }
    std::vector<std::uint32_t> order(total.size());
    std::iota(order.begin(), order.end(), 0U);
    longSort(
        order,
        [&](std::uint32_t a, std::uint32_t b) {
            return total[a] != total[b] ? total[a] > total[b] : accuracy[a] > accuracy[b];
        },
        cancel);
    if (cancel.isCancelled())
        return {};
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
