// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/team_prediction.h"

#include <algorithm>
#include <cmath>

namespace cobench::ensemble {

namespace {

constexpr float kLeastProbability = 1e-12F;

bool countsVotes(Consensus rule)
{
    return !needsProbabilities(rule);
}

bool isWeighted(Consensus rule)
{
    return rule == Consensus::WeightedSoft || rule == Consensus::WeightedPlurality;
}

/// One sample's sums over the members, class by class.
class Sums
{
public:
    Sums(const PreparedSplit& split, const Members& team, Consensus rule, std::span<const float> weights)
        : m_split(split)
        , m_team(team)
        , m_rule(rule)
        , m_weights(isWeighted(rule) ? weights : std::span<const float>{})
        , m_values(split.classes())
    {
    }

    const std::vector<float>& of(std::size_t sample)
    {
        std::ranges::fill(m_values, 0.0F);
        for (const std::uint32_t member : m_team)
            add(member, sample);
        return m_values;
    }

private:
    void add(std::uint32_t member, std::size_t sample)
    {
        const float weight = m_weights.empty() ? 1.0F : m_weights[member];
        if (countsVotes(m_rule)) {
            m_values[m_split.predicted(member)[sample]] += weight;
            return;
        }
        const float* row = m_split.split().members[member].probabilities.data() + sample * m_values.size();
        for (std::size_t c = 0; c < m_values.size(); ++c)
            m_values[c]
                += m_rule == Consensus::Geometric ? std::log(std::max(row[c], kLeastProbability)) : weight * row[c];
    }

    const PreparedSplit& m_split;
    const Members& m_team;
    Consensus m_rule;
    std::span<const float> m_weights;
    std::vector<float> m_values;
};

/// Arg-max; equal sums go to the higher `second`, then to the smallest class.
data::Label winner(const std::vector<float>& sums, const std::vector<float>* second)
{
    std::size_t best = 0;
    for (std::size_t c = 1; c < sums.size(); ++c)
        if (sums[c] > sums[best] || (second != nullptr && sums[c] == sums[best] && (*second)[c] > (*second)[best]))
            best = c;
    return static_cast<data::Label>(best);
}

/// Geometric: softmax of the mean logarithm; else the share of the sum. Negative weights leave no probabilities.
void appendProbabilities(std::vector<float>& rows, const std::vector<float>& sums, Consensus rule, double members)
{
    const double most = *std::ranges::max_element(sums);
    std::vector<double> shares;
    for (const float sum : sums)
        shares.push_back(
            rule == Consensus::Geometric ? std::exp((sum - most) / members) : static_cast<double>(sum));
    double total = 0.0;
    for (const double share : shares)
        total += share;
    for (const double share : shares)
        rows.push_back(static_cast<float>(share / total));
}

bool haveProbabilities(Consensus rule, const Members& team, std::span<const float> weights)
{
    if (countsVotes(rule))
        return false;
    return rule != Consensus::WeightedSoft
        || std::ranges::all_of(team, [&](std::uint32_t member) { return weights[member] > 0.0F; });
}

} // namespace

TeamPrediction predictTeam(const PreparedSplit& split,
    const Members& team,
    Consensus rule,
    Convention convention,
    std::span<const float> weights)
{
    Sums sums(split, team, rule, weights);
    Sums soft(split, team, Consensus::Soft, {});
    const bool breaksTies
        = rule == Consensus::Plurality && convention == Convention::Corrected && split.hasProbabilities();
    const bool probable = haveProbabilities(rule, team, weights);
    TeamPrediction result;
    for (std::size_t n = 0; n < split.samples(); ++n) {
        const std::vector<float>& values = sums.of(n);
        result.labels.push_back(winner(values, breaksTies ? &soft.of(n) : nullptr));
        if (rule == Consensus::Majority)
            result.abstains.push_back(2.0F * values[result.labels.back()] <= static_cast<float>(team.size()));
        if (probable)
            appendProbabilities(result.probabilities, values, rule, static_cast<double>(team.size()));
    }
    return result;
}

} // namespace cobench::ensemble
