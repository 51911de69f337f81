// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/pool.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace cobench::ensemble {

/// One split made ready for counting: predicted labels (arg-max, ties to the smallest class) and right/wrong bit
/// sets. Computed once from the raw arrays; immutable; thread-safe.
class PreparedSplit
{
public:
    /// Cost: one pass over the probabilities. The split stays alive through the result.
    static std::shared_ptr<const PreparedSplit> prepare(
        std::shared_ptr<const data::Split> split, std::uint32_t classes);

    /// Only `models`, in that order; shares the raw arrays.
    std::shared_ptr<const PreparedSplit> withModels(std::span<const std::uint32_t> models) const;

    std::size_t models() const { return m_predicted.size(); }
    std::size_t samples() const { return m_split->samples(); }
    std::uint32_t classes() const { return m_classes; }
    const data::Split& split() const { return *m_split; }
    std::span<const data::Label> truth() const { return m_split->truth; }
    std::span<const data::Label> predicted(std::size_t model) const { return m_predicted[model]; }
    bool isRight(std::size_t model, std::size_t sample) const
    {
        return (m_right[model][sample / 64] >> (sample % 64)) & 1U;
    }
    /// Bit n of word n/64 = sample n is right; the bits past the last sample are 0.
    std::span<const std::uint64_t> rightBits(std::size_t model) const { return m_right[model]; }
    std::size_t rightCount(std::size_t model) const { return m_rightCount[model]; }
    double accuracy(std::size_t model) const; // fraction; 0 for no samples
    bool hasProbabilities() const { return m_hasProbabilities; } // every member does

private:
    std::shared_ptr<const data::Split> m_split;
    std::uint32_t m_classes = 0;
    std::vector<std::vector<data::Label>> m_predicted; // [M][N]
    std::vector<std::vector<std::uint64_t>> m_right; // [M][ceil(N/64)]
    std::vector<std::size_t> m_rightCount;
    bool m_hasProbabilities = false;
};

} // namespace cobench::ensemble
