// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/consensus_counts.h"

#include "core/ensemble/consensus_counter.h"

#include <algorithm>
#include <cmath>

namespace cobench::ensemble {

namespace {

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

} // namespace

Result<std::vector<std::uint32_t>> countRight(const PreparedSplit& split,
    const TeamPlan& plan,
    const ConsensusOptions& options,
    Progress& progress,
    const CancelToken& cancel)
{
    ConsensusCounter counter(split, plan, options);
    if (auto done = counter.prepare(progress, cancel); !done)
        return std::move(done).error();
    if (auto done = counter.countAll(progress, cancel); !done)
        return std::move(done).error();
    std::vector<std::uint32_t> right(plan.teams);
    for (std::size_t team = 0; team < right.size(); ++team)
        right[team] = counter.right(team);
    return right;
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
