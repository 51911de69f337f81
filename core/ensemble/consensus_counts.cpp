// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/consensus_counts.h"

#include "core/common/parallel.h"
#include "core/ensemble/vote_counter.h"
#include "core/ensemble/vote_table.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cobench::ensemble {

namespace {

constexpr std::size_t kSegmentFloats = std::size_t{1} << 23; // 32 MiB of table at a time
constexpr std::size_t kThoroughTeams = 8192;
constexpr float kLeastProbability = 1e-12F;

/// The members' values under a dense rule for one range of samples; owns what is not the raw arrays themselves.
class DenseValues
{
public:
    DenseValues(const PreparedSplit& split, SampleRange range, const ConsensusOptions& options)
    {
        const std::size_t offset = range.begin * split.classes();
        const std::size_t count = (range.end - range.begin) * split.classes();
        for (std::size_t m = 0; m < split.models(); ++m) {
            const float* raw = split.split().members[m].probabilities.data();
            if (options.rule == Consensus::Soft) {
                rows.push_back(raw);
                continue;
            }
            std::vector<float>& own = m_owned.emplace_back(raw + offset, raw + offset + count);
            if (options.rule == Consensus::Geometric)
                std::ranges::transform(
                    own, own.begin(), [](float p) { return std::log(std::max(p, kLeastProbability)); });
            else
                std::ranges::transform(own, own.begin(), [w = options.weights[m]](float p) { return w * p; });
            rows.push_back(own.data() - offset);
        }
        for (const std::vector<float>& own : m_owned)
            for (const float value : own)
                limit = std::max(limit, std::abs(value));
    }

    std::vector<const float*> rows; // of sample 0, whether or not it is in range
    float limit = 1.01F; // imported rows sum to 1 within 1e-3

private:
    std::vector<std::vector<float>> m_owned;
};

bool breaksTies(const PreparedSplit& split, const ConsensusOptions& options)
{
    return options.convention == Convention::Corrected
        && !std::ranges::all_of(split.split().members, &data::MemberPredictions::isLabelOnly);
}

class TableCounter
{
public:
    TableCounter(const PreparedSplit& split, const TeamPlan& plan, const ConsensusOptions& options)
        : m_split(split)
        , m_plan(plan)
        , m_options(options)
        , m_right(plan.teams)
    {
    }

    Result<std::vector<std::uint32_t>> run(Progress& progress, const CancelToken& cancel)
    {
        const std::size_t perSample = std::max<std::size_t>(1, m_split.models() * m_split.classes());
        const std::size_t segment = std::max<std::size_t>(1024, kSegmentFloats / perSample);
        for (std::size_t begin = 0; begin < m_split.samples(); begin += segment) {
            const SampleRange range{begin, std::min(begin + segment, m_split.samples())};
            const VoteTable table = makeVoteTable(m_split, range, m_options, m_plan.teams >= kThoroughTeams);
            if (auto done = walk(table, range.end == m_split.samples() ? &progress : nullptr, cancel); !done)
                return std::move(done).error();
        }
        return std::move(m_right);
    }

private:
    Result<void> walk(const VoteTable& table, Progress* progress, const CancelToken& cancel)
    {
        const Kernels& kernels = kernelsFor(m_options.simd);
        for (std::uint32_t& count : m_right)
            count += static_cast<std::uint32_t>(table.alwaysRight());
        return parallelFor(
            m_options.threads,
            m_plan.chunks.size(),
            [&](std::size_t c) {
                countChunk(table, m_plan, m_plan.chunks[c], kernels, cancel, m_right.data());
                if (progress != nullptr)
                    progress->advance(m_plan.chunks[c].teams);
            },
            cancel);
    }

    const PreparedSplit& m_split;
    const TeamPlan& m_plan;
    const ConsensusOptions& m_options;
    std::vector<std::uint32_t> m_right;
};

Result<std::vector<std::uint32_t>> countMajorities(const PreparedSplit& split,
    const TeamPlan& plan,
    unsigned threads,
    Progress& progress,
    const CancelToken& cancel)
{
    const PackedVotes votes = packVotes(split, select(split, {}));
    std::vector<std::uint32_t> right(plan.teams);
    auto done = parallelFor(
        threads,
        plan.chunks.size(),
        [&](std::size_t c) {
            VoteCounter counter(votes, plan.deepest);
            walkSteps(plan, plan.chunks[c], [&](const PlanStep& step, std::size_t depth) {
                counter.add(depth, step.model);
                if (step.team != kNoTeam)
                    right[step.team] = static_cast<std::uint32_t>(counter.majorities(depth + 1));
            });
            progress.advance(plan.chunks[c].teams);
        },
        cancel);
    if (!done)
        return std::move(done).error();
    return right;
}

} // namespace

Result<std::vector<std::uint32_t>> countRight(const PreparedSplit& split,
    const TeamPlan& plan,
    const ConsensusOptions& options,
    Progress& progress,
    const CancelToken& cancel)
{
    if (options.rule == Consensus::Majority)
        return countMajorities(split, plan, options.threads, progress, cancel);
    return TableCounter(split, plan, options).run(progress, cancel);
}

VoteTable makeVoteTable(
    const PreparedSplit& split, SampleRange range, const ConsensusOptions& options, bool thorough)
{
    if (options.rule == Consensus::Plurality)
        return VoteTable(
            LabelVotes(split, range, std::vector<float>(split.models(), 1.0F), breaksTies(split, options)));
    if (options.rule == Consensus::WeightedPlurality)
        return VoteTable(LabelVotes(split, range, options.weights, false));
    const DenseValues values(split, range, options);
    return VoteTable(DenseVotes(split, range, values.rows, values.limit, thorough));
}

void countChunk(const VoteTable& table,
    const TeamPlan& plan,
    const TeamPlan::Chunk& chunk,
    const Kernels& kernels,
    const CancelToken& cancel,
    std::uint32_t* right)
{
    AlignedFloats sums((plan.deepest + 1) * table.floatsPerTeam());
    const StepSpan lead{chunk.lead.data(), chunk.lead.data() + chunk.lead.size()};
    const StepSpan steps{plan.steps.data() + chunk.begin, plan.steps.data() + chunk.end};
    for (std::size_t b = 0; b < table.blocks() && !cancel.isCancelled(); ++b)
        kernels.countVotes(table.block(b), lead, steps, sums.data(), right);
}

std::vector<float> voteWeights(const PreparedSplit& split)
{
    const double others = static_cast<double>(split.classes()) - 1.0;
    std::vector<float> weights;
    for (std::size_t m = 0; m < split.models(); ++m) {
        const double p
            = (static_cast<double>(split.rightCount(m)) + 1.0) / (static_cast<double>(split.samples()) + 2.0);
        weights.push_back(static_cast<float>(std::log(others * p / (1.0 - p))));
    }
    return weights;
}

} // namespace cobench::ensemble
