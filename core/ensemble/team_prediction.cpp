// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/team_prediction.h"

#include "core/ensemble/temperature.h"

#include <algorithm>
#include <cmath>

namespace cobench::ensemble {

namespace {

constexpr float kLeastProbability = 1e-12F;
constexpr std::size_t kAskEvery = 64; // samples between two looks at the token

bool countsVotes(Consensus rule)
{
    return !needsProbabilities(rule);
}

bool isWeighted(Consensus rule)
{
    return rule == Consensus::WeightedSoft || rule == Consensus::WeightedPlurality;
}

TeamPrediction predictStacked(
    const PreparedSplit& split, const Members& team, const StackingModel& model, const CancelToken& cancel)
{
    std::vector<float> inputs(model.inputs() + 1);
    std::vector<double> row(split.classes());
    TeamPrediction result;
    for (std::size_t n = 0; n < split.samples(); ++n) {
        if (n % kAskEvery == 0 && cancel.isCancelled())
            return result;
        model.predict(split, team, n, inputs, row);
        result.labels.push_back(static_cast<data::Label>(std::ranges::max_element(row) - row.begin()));
        for (const double probability : row)
            result.probabilities.push_back(static_cast<float>(probability));
    }
    return result;
}

/// One sample's sums over the members, class by class.
class Sums
{
public:
    Sums(const PreparedSplit& split, const Members& team, const TeamRule& rule)
        : m_split(split)
        , m_team(team)
        , m_rule(rule)
        , m_isTempered(rule.rule == Consensus::Soft && rule.temperature != 1.0)
        , m_values(split.classes())
        , m_tempered(m_isTempered ? split.classes() : 0)
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
        const float weight = isWeighted(m_rule.rule) ? m_rule.weights[member] : 1.0F;
        const data::MemberPredictions& given = m_split.split().members[member];
        if (countsVotes(m_rule.rule) || given.isLabelOnly()) {
            m_values[m_split.predicted(member)[sample]] += weight;
            return;
        }
        auto row = given.probabilities.view().subspan(sample * m_values.size(), m_values.size());
        if (m_isTempered) {
            temper(row, m_rule.temperature, m_tempered);
            row = m_tempered;
        }
        for (std::size_t c = 0; c < m_values.size(); ++c)
            m_values[c] += m_rule.rule == Consensus::Geometric ? std::log(std::max(row[c], kLeastProbability))
                                                               : weight * row[c];
    }

    const PreparedSplit& m_split;
    const Members& m_team;
    const TeamRule& m_rule;
    bool m_isTempered;
    std::vector<float> m_values;
    std::vector<float> m_tempered;
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
    shares.reserve(sums.size());
    for (const float sum : sums)
        shares.push_back(
            rule == Consensus::Geometric ? std::exp((sum - most) / members) : static_cast<double>(sum));
    double total = 0.0;
    for (const double share : shares)
        total += share;
    for (const double share : shares)
        rows.push_back(static_cast<float>(share / total));
}

bool haveProbabilities(const Members& team, const TeamRule& rule)
{
    if (countsVotes(rule.rule))
        return false;
    return rule.rule != Consensus::WeightedSoft
        || std::ranges::all_of(team, [&](std::uint32_t member) { return rule.weights[member] > 0.0F; });
}

} // namespace

std::optional<std::uint32_t> labelOnlyMember(const PreparedSplit& split, const Members& team)
{
    for (const std::uint32_t member : team)
        if (split.split().members[member].isLabelOnly())
            return member;
    return std::nullopt;
}

TeamPrediction predictTeam(
    const PreparedSplit& split, const Members& team, const TeamRule& rule, const CancelToken& cancel)
{
    if (rule.rule == Consensus::Stacking)
        return predictStacked(split, team, *rule.stacking, cancel);
    static const TeamRule kSoft;
    Sums sums(split, team, rule);
    Sums soft(split, team, kSoft);
    const bool breaksTies = rule.rule == Consensus::Plurality && rule.convention == Convention::Corrected;
    const bool probable = haveProbabilities(team, rule);
    TeamPrediction result;
    for (std::size_t n = 0; n < split.samples(); ++n) {
        if (n % kAskEvery == 0 && cancel.isCancelled())
            return result;
        const std::vector<float>& values = sums.of(n);
        result.labels.push_back(winner(values, breaksTies ? &soft.of(n) : nullptr));
        if (rule.rule == Consensus::Majority)
            result.abstains.push_back(2.0F * values[result.labels.back()] <= static_cast<float>(team.size()));
        if (probable)
            appendProbabilities(result.probabilities, values, rule.rule, static_cast<double>(team.size()));
    }
    return result;
}

} // namespace cobench::ensemble
