// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/prepared_split.h"

#include <cstdint>
#include <span>
#include <vector>

namespace cobench::ensemble {

/// The samples a vote can still be lost or won on, each with the classes that might beat the true one in some team.
/// The others are settled: right in every team (counted) or in none.
struct VoteCases {
    struct Case {
        std::uint32_t sample;
        std::uint32_t firstRival; // in `rivals`, ascending classes
        std::uint32_t rivalCount; // >= 1
    };
    std::vector<Case> cases;
    std::vector<data::Label> rivals;
    std::size_t alwaysRight = 0;
};

/// A place in a vote table: what is given to `label` on `sample`.
struct VoteCell {
    std::uint32_t sample;
    data::Label label;
};

/// What each model gives to each class of a range of samples, under one consensus rule.
class VoteSource
{
public:
    virtual ~VoteSource() = default;
    virtual std::size_t models() const = 0;
    /// 1, or 2 when ties of the first sums are broken by second sums.
    virtual std::uint32_t keys() const = 0;
    virtual std::span<const data::Label> truth() const = 0;
    virtual VoteCases findCases() const = 0;
    virtual void fill(
        std::size_t model, std::uint32_t key, std::span<const VoteCell> cells, float* values) const = 0;
};

struct SampleRange {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// Sums of given numbers: soft voting and its weighted and geometric forms.
class DenseVotes : public VoteSource
{
public:
    /// rows[m] + n * classes = model m's values on sample n; their absolute values stay below `limit`.
    /// Thorough as in RivalFinder.
    DenseVotes(
        const PreparedSplit& split, SampleRange range, std::vector<const float*> rows, float limit, bool thorough);

    std::size_t models() const override { return m_rows.size(); }
    std::uint32_t keys() const override { return 1; }
    std::span<const data::Label> truth() const override { return m_split.truth(); }
    VoteCases findCases() const override;
    void fill(std::size_t model, std::uint32_t key, std::span<const VoteCell> cells, float* values) const override;

private:
    const PreparedSplit& m_split;
    SampleRange m_range;
    std::vector<const float*> m_rows;
    float m_limit;
    bool m_thorough;
};

/// Each model gives its weight to the class it predicts. With tie-breaking, equal votes go to the higher sum of
/// probabilities, of which a label-only member gives 1 to its label; else to the smallest class.
class LabelVotes : public VoteSource
{
public:
    LabelVotes(const PreparedSplit& split, SampleRange range, std::vector<float> weights, bool breakTies);

    std::size_t models() const override { return m_weights.size(); }
    std::uint32_t keys() const override { return m_breakTies ? 2 : 1; }
    std::span<const data::Label> truth() const override { return m_split.truth(); }
    VoteCases findCases() const override;
    void fill(std::size_t model, std::uint32_t key, std::span<const VoteCell> cells, float* values) const override;

private:
    const PreparedSplit& m_split;
    SampleRange m_range;
    std::vector<float> m_weights;
    bool m_breakTies;
};

} // namespace cobench::ensemble
