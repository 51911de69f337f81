// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/vote_source.h"

#include "core/ensemble/rivals.h"

#include <algorithm>

namespace cobench::ensemble {

namespace {

/// Appends one sample's verdict.
void append(VoteCases& result, std::size_t sample, Verdict verdict, const std::vector<data::Label>& rivals)
{
    if (verdict == Verdict::AlwaysRight)
        ++result.alwaysRight;
    if (verdict != Verdict::Open)
        return;
    result.cases.push_back({static_cast<std::uint32_t>(sample),
        static_cast<std::uint32_t>(result.rivals.size()),
        static_cast<std::uint32_t>(rivals.size())});
    result.rivals.insert(result.rivals.end(), rivals.begin(), rivals.end());
}

void gather(const float* rows, std::size_t classes, std::span<const VoteCell> cells, float* values)
{
    for (std::size_t i = 0; i < cells.size(); ++i)
        values[i] = rows[cells[i].sample * classes + cells[i].label];
}

} // namespace

DenseVotes::DenseVotes(
    const PreparedSplit& split, SampleRange range, std::vector<const float*> rows, float limit, bool thorough)
    : m_split(split)
    , m_range(range)
    , m_rows(std::move(rows))
    , m_limit(limit)
    , m_thorough(thorough)
{
}

VoteCases DenseVotes::findCases() const
{
    RivalFinder finder(m_split, m_rows, m_limit, m_thorough);
    VoteCases result;
    for (std::size_t n = m_range.begin; n < m_range.end; ++n) {
        const Verdict verdict = finder.examine(n);
        append(result, n, verdict, finder.rivals());
    }
    return result;
}

void DenseVotes::fill(std::size_t model, std::uint32_t, std::span<const VoteCell> cells, float* values) const
{
    gather(m_rows[model], m_split.classes(), cells, values);
}

LabelVotes::LabelVotes(const PreparedSplit& split, SampleRange range, std::vector<float> weights, bool breakTies)
    : m_split(split)
    , m_range(range)
    , m_weights(std::move(weights))
    , m_breakTies(breakTies)
{
}

VoteCases LabelVotes::findCases() const
{
    // A class without a vote has sum 0 and may still win when weights are negative: with those, all are rivals.
    const bool anyNegative = std::ranges::any_of(m_weights, [](float weight) { return weight <= 0.0F; });
    VoteCases result;
    std::vector<data::Label> rivals;
    for (std::size_t n = m_range.begin; n < m_range.end; ++n) {
        const data::Label truth = m_split.truth()[n];
        rivals.clear();
        bool truthHasVotes = anyNegative;
        for (std::size_t m = 0; m < m_weights.size(); ++m) {
            rivals.push_back(m_split.predicted(m)[n]);
            truthHasVotes = truthHasVotes || rivals.back() == truth;
        }
        if (anyNegative)
            for (std::uint32_t c = 0; c < m_split.classes(); ++c)
                rivals.push_back(static_cast<data::Label>(c));
        std::ranges::sort(rivals);
        rivals.erase(std::unique(rivals.begin(), rivals.end()), rivals.end());
        std::erase(rivals, truth);
        const Verdict open = truthHasVotes ? Verdict::Open : Verdict::NeverRight;
        append(result, n, rivals.empty() ? Verdict::AlwaysRight : open, rivals);
    }
    return result;
}

void LabelVotes::fill(std::size_t model, std::uint32_t key, std::span<const VoteCell> cells, float* values) const
{
    const data::MemberPredictions& given = m_split.split().members[model];
    if (key == 1 && !given.isLabelOnly())
        return gather(given.probabilities.data(), m_split.classes(), cells, values);
    const float vote = key == 1 ? 1.0F : m_weights[model];
    const data::Label* predicted = m_split.predicted(model).data();
    for (std::size_t i = 0; i < cells.size(); ++i)
        values[i] = predicted[cells[i].sample] == cells[i].label ? vote : 0.0F;
}

} // namespace cobench::ensemble
