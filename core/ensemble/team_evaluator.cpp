// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/team_evaluator.h"

#include "core/common/parallel.h"

#include <algorithm>

namespace cobench::ensemble {

Consensus judgingRule(const PreparedSplit& split)
{
    return split.hasProbabilities() ? Consensus::Soft : Consensus::Plurality;
}

TeamEvaluator::TeamEvaluator(const PreparedSplit& split,
    Convention convention,
    unsigned threads,
    CancelToken cancel,
    std::optional<Consensus> rule)
    : m_split(split)
    , m_threads(threads)
    , m_cancel(std::move(cancel))
    , m_table(makeVoteTable(split,
          {0, split.samples()},
          {.rule = rule.value_or(judgingRule(split)), .convention = convention, .weights = {}},
          true))
{
}

Result<std::vector<std::uint32_t>> TeamEvaluator::countRight(std::span<const Members> teams)
{
    const TeamPlan plan = planListed(m_split.models(), teams);
    std::vector<std::uint32_t> right(teams.size(), static_cast<std::uint32_t>(m_table.alwaysRight()));
    auto done = parallelFor(
        m_threads,
        plan.chunks.size(),
        [&](std::size_t c) {
            countChunk(m_table, plan, plan.chunks[c], kernelsFor(bestSimd()), m_cancel, right.data());
        },
        m_cancel);
    if (!done)
        return std::move(done).error();
    m_evaluated += teams.size();
    return right;
}

Result<std::vector<double>> TeamEvaluator::accuracies(std::span<const Members> teams)
{
    auto right = countRight(teams);
    if (!right)
        return std::move(right).error();
    const double samples = static_cast<double>(std::max<std::size_t>(m_split.samples(), 1));
    std::vector<double> result;
    for (const std::uint32_t count : *right)
        result.push_back(static_cast<double>(count) / samples);
    return result;
}

} // namespace cobench::ensemble
