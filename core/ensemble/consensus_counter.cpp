// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/consensus_counter.h"

#include "core/common/parallel.h"

#include <algorithm>

namespace cobench::ensemble {

namespace {

constexpr std::size_t kLeastSegment = 1024; // samples
constexpr std::size_t kThoroughTeams = 8192;

} // namespace

ConsensusCounter::ConsensusCounter(const PreparedSplit& split, const TeamPlan& plan, ConsensusOptions options)
    : m_split(split)
    , m_plan(plan)
    , m_options(std::move(options))
    , m_right(plan.teams)
{
}

Result<void> ConsensusCounter::prepare(Progress& progress, const CancelToken& cancel)
{
    if (m_options.rule == Consensus::Majority) {
        m_votes = packVotes(m_split, select(m_split, {}));
        return {};
    }
    const std::size_t perSample = std::max<std::size_t>(1, m_split.models() * m_split.classes());
    const std::size_t segment = std::max(kLeastSegment, m_options.tableFloats / perSample);
    const std::size_t parts = std::max<std::size_t>(1, (m_split.samples() + segment - 1) / segment);
    for (std::size_t part = 0; part < parts; ++part) {
        makeTable({part * segment, std::min((part + 1) * segment, m_split.samples())});
        if (parts > 1)
            progress.beginStage(std::string(id(m_options.rule)) + ", part " + std::to_string(part + 1) + " of "
                    + std::to_string(parts),
                m_plan.teams);
        if (part + 1 == parts)
            break;
        if (auto done = countAll(progress, cancel); !done)
            return done;
    }
    return {};
}

Result<void> ConsensusCounter::countAll(Progress& progress, const CancelToken& cancel)
{
    return parallelFor(
        m_options.threads,
        m_plan.chunks.size(),
        [&](std::size_t c) {
            countChunk(m_plan.chunks[c], cancel);
            progress.advance(m_plan.chunks[c].teams);
        },
        cancel);
}

void ConsensusCounter::makeTable(SampleRange range)
{
    m_table.emplace(makeVoteTable(m_split, range, m_options, m_plan.teams >= kThoroughTeams));
    m_settled += static_cast<std::uint32_t>(m_table->alwaysRight());
}

void ConsensusCounter::countChunk(const TeamPlan::Chunk& chunk, const CancelToken& cancel)
{
    if (m_table)
        ensemble::countChunk(*m_table, m_plan, chunk, kernelsFor(m_options.simd), cancel, m_right.data());
    else
        countMajorities(chunk);
}

void ConsensusCounter::countMajorities(const TeamPlan::Chunk& chunk)
{
    VoteCounter counter(m_votes, m_plan.deepest);
    walkSteps(m_plan, chunk, [&](const PlanStep& step, bool) {
        counter.add(depthOf(step), step.model);
        if (step.team != kNoTeam)
            m_right[step.team] = static_cast<std::uint32_t>(counter.majorities(depthOf(step) + 1));
    });
}

} // namespace cobench::ensemble
