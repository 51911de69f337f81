// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/prepared_split.h"

#include <span>
#include <vector>

namespace cobench::ensemble {

enum class Verdict { Open, AlwaysRight, NeverRight };

/// Finds the classes that can beat a sample's true class in the float32 sum of some team. Rounding is monotone, so
/// what holds for every member (a >= b) holds for every sum taken in one order; a strict lead survives rounding
/// when every member's lead exceeds the error bound of a sum. One finder per thread.
class RivalFinder
{
public:
    /// rows[m] + n * classes = model m's values on sample n; their absolute values stay below `limit`.
    RivalFinder(const PreparedSplit& split, std::span<const float* const> rows, float limit, bool thorough);

    Verdict examine(std::size_t sample);
    /// Of the last sample examined, ascending. Empty unless it is open.
    const std::vector<data::Label>& rivals() const { return m_rivals; }

private:
    template <std::size_t kWidth>
    void measureLeads(std::size_t sample, data::Label truth);
    /// Whether losing to `a` implies losing to `b` as well.
    bool isCovered(std::size_t sample, data::Label truth, data::Label a, data::Label b) const;
    void dropCovered(std::size_t sample, data::Label truth);

    const PreparedSplit& m_split;
    std::span<const float* const> m_rows;
    std::size_t m_classes;
    float m_margin;
    bool m_thorough;
    std::vector<float> m_least; // [class] smallest lead of the true class over it, over the models
    std::vector<float> m_most; // largest
    std::vector<data::Label> m_rivals;
};

} // namespace cobench::ensemble
