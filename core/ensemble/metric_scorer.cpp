// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/metric_scorer.h"

#include "core/common/parallel.h"
#include "core/ensemble/metric_walk.h"

#include <algorithm>

namespace cobench::ensemble {

MetricScorer::MetricScorer(const PreparedSplit& split, const ScoreOptions& options)
    : m_split(split)
    , m_options(options)
    , m_focal(options.focal ? split.models() : 0)
{
    const auto found = std::ranges::find(options.metrics, Metric::EN);
    if (found != options.metrics.end())
        m_entropy = static_cast<std::size_t>(found - options.metrics.begin());
}

MetricScorer::Counted MetricScorer::count(const SampleBits& samples) const
{
    Counted counted{.pairs = std::make_unique<PairTable>(countPairs(m_split, samples))};
    if (m_entropy)
        counted.votes = packVotes(m_split, samples);
    return counted;
}

Result<void> MetricScorer::prepare(const SampleBits& samples, const CancelToken& cancel)
{
    if (m_options.metrics.empty())
        return {};
    m_base = count(samples);
    return parallelFor(
        m_options.threads,
        m_focal.size(),
        [this](
            std::size_t f) { m_focal[f] = count(select(m_split, {.kind = SampleSet::Kind::Focal, .focal = f})); },
        cancel);
}

template <typename CellOf>
void MetricScorer::scoreSet(const TeamPlan& plan,
    const TeamPlan::Chunk& chunk,
    const Counted& set,
    std::optional<std::uint32_t> focal,
    std::size_t stride,
    CellOf cellOf) const
{
    TermStack stack(*set.pairs, plan.deepest);
    walkTeams(
        plan,
        chunk,
        focal,
        [&](std::size_t depth, std::uint32_t model, bool leaf) { stack.add(depth, model, leaf); },
        [&](std::size_t team, std::size_t place, std::size_t size) {
            double* cell = cellOf(team, place);
            for (const Metric metric : m_options.metrics) {
                *cell = teamMetric(stack.terms(size), metric, set.pairs->samples(), m_options.convention);
                cell += stride;
            }
        });
    if (!m_entropy)
        return;
    VoteCounter counter(set.votes, plan.deepest);
    walkTeams(
        plan,
        chunk,
        focal,
        [&](std::size_t depth, std::uint32_t model, bool) { counter.add(depth, model); },
        [&](std::size_t team, std::size_t place, std::size_t size) {
            cellOf(team, place)[*m_entropy * stride]
                = entropyMeasure(counter.minorityVotes(size), size, set.votes.samples);
        });
}

void MetricScorer::scoreChunk(
    const TeamPlan& plan, const TeamPlan::Chunk& chunk, TeamScores& scores, const CancelToken& cancel) const
{
    if (m_options.metrics.empty())
        return;
    const auto rawCell = [&](std::size_t team, std::size_t) { return scores.raw.data() + team; };
    scoreSet(plan, chunk, m_base, std::nullopt, plan.teams, rawCell);
    const auto focalCell = [&](std::size_t team, std::size_t place) {
        return scores.focal.data() + scores.focalBegin[team] + place * m_options.metrics.size();
    };
    for (std::uint32_t f = 0; f < m_focal.size() && !cancel.isCancelled(); ++f)
        scoreSet(plan, chunk, m_focal[f], f, 1, focalCell);
}

Result<void> MetricScorer::score(
    const TeamPlan& plan, TeamScores& scores, Progress& progress, const CancelToken& cancel) const
{
    scores.raw.resize(m_options.metrics.size() * plan.teams);
    if (m_options.focal)
        scores.focal.resize(scores.focalBegin.back());
    progress.beginStage("metrics", plan.teams);
    return parallelFor(
        m_options.threads,
        plan.chunks.size(),
        [&](std::size_t c) {
            scoreChunk(plan, plan.chunks[c], scores, cancel);
            progress.advance(plan.chunks[c].teams);
        },
        cancel);
}

} // namespace cobench::ensemble
