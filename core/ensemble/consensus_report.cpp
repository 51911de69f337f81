// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/consensus_report.h"

#include <algorithm>

namespace cobench::ensemble {

namespace {

std::uint32_t mostAccurate(const PreparedSplit& split, const Members& team)
{
    return *std::ranges::max_element(team, {}, [&](std::uint32_t member) { return split.rightCount(member); });
}

std::vector<std::uint8_t> rightAnswers(const PreparedSplit& split, const TeamPrediction& prediction)
{
    std::vector<std::uint8_t> right;
    for (std::size_t n = 0; n < split.samples(); ++n)
        right.push_back(prediction.answers(n, split.truth()[n]) ? 1 : 0);
    return right;
}

std::vector<double> recallOf(const PreparedSplit& split, const std::vector<std::uint8_t>& right)
{
    std::vector<double> hits(split.classes());
    std::vector<double> total(split.classes());
    for (std::size_t n = 0; n < right.size(); ++n) {
        total[split.truth()[n]] += 1.0;
        hits[split.truth()[n]] += right[n] != 0 ? 1.0 : 0.0;
    }
    for (std::size_t c = 0; c < hits.size(); ++c)
        hits[c] = total[c] > 0.0 ? hits[c] / total[c] : kNotAvailable;
    return hits;
}

/// The team as if it were a single model, for the figures that need probabilities.
MemberReport asMember(const PreparedSplit& split, std::vector<float> probabilities)
{
    auto single = std::make_shared<data::Split>();
    single->truth = split.split().truth;
    single->members.push_back({.probabilities = std::move(probabilities), .labels = {}});
    return reportMember(*PreparedSplit::prepare(std::move(single), split.classes()), 0);
}

void compareWithBest(ConsensusReport& report, const PreparedSplit& split)
{
    for (std::uint32_t n = 0; n < report.right.size(); ++n) {
        const bool best = split.isRight(report.bestMember, n);
        if (report.right[n] != 0 && !best)
            report.rescued.push_back(n);
        if (report.right[n] == 0 && best)
            report.lost.push_back(n);
    }
    report.againstBest = mcnemar(report.rescued.size(), report.lost.size());
}

} // namespace

ConsensusReport reportConsensus(const PreparedSplit& split, const Members& team, TeamPrediction prediction)
{
    ConsensusReport report{.right = rightAnswers(split, prediction), .bestMember = mostAccurate(split, team)};
    const double samples = static_cast<double>(std::max<std::size_t>(split.samples(), 1));
    report.accuracy = static_cast<double>(std::ranges::count(report.right, 1)) / samples;
    if (!prediction.abstains.empty())
        report.coverage = static_cast<double>(std::ranges::count(prediction.abstains, false)) / samples;
    report.recall = recallOf(split, report.right);
    compareWithBest(report, split);
    if (!prediction.probabilities.empty()) {
        const MemberReport figures = asMember(split, std::move(prediction.probabilities));
        report.top5 = figures.top5;
        report.nll = figures.nll;
        report.ece = figures.ece;
    }
    return report;
}

} // namespace cobench::ensemble
