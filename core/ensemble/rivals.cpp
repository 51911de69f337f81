// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/rivals.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

namespace cobench::ensemble {

namespace {

/// A sum of L numbers below `limit` is off by less than (L - 1) L u limit (u = 2^-24, first order), a difference of
/// two sums by twice that; L leads of this margin, each itself rounded once, make up for it twice over.
float safeMargin(std::size_t models, float limit)
{
    return 2.0F * std::numeric_limits<float>::epsilon() * static_cast<float>(models) * limit;
}

} // namespace

RivalFinder::RivalFinder(const PreparedSplit& split, std::span<const float* const> rows, float limit, bool thorough)
    : m_split(split)
    , m_rows(rows)
    , m_classes(split.classes())
    , m_margin(safeMargin(rows.size(), limit))
    , m_thorough(thorough)
    , m_least(m_classes)
    , m_most(m_classes)
{
}

/// kWidth classes at a time, the last ones a second time if need be: minima and maxima do not mind.
template <std::size_t kWidth>
void RivalFinder::measureLeads(std::size_t sample, data::Label truth)
{
    using Lanes [[gnu::vector_size(kWidth * sizeof(float))]] = float; // arrays would not be kept in registers
    for (std::size_t begin = 0; begin < m_classes; begin += kWidth) {
        const std::size_t first = std::min(begin, m_classes - kWidth);
        Lanes least = Lanes{} + std::numeric_limits<float>::infinity();
        Lanes most = -least;
        for (const float* rows : m_rows) {
            const float* row = rows + sample * m_classes;
            Lanes others;
            std::memcpy(&others, row + first, sizeof others);
            const Lanes lead = row[truth] - others;
            least = lead < least ? lead : least;
            most = lead > most ? lead : most;
        }
        std::memcpy(m_least.data() + first, &least, sizeof least);
        std::memcpy(m_most.data() + first, &most, sizeof most);
    }
}

Verdict RivalFinder::examine(std::size_t sample)
{
    const data::Label truth = m_split.truth()[sample];
    if (m_classes >= 4)
        measureLeads<4>(sample, truth);
    else
        measureLeads<1>(sample, truth);
    // Without branches: which classes are rivals is as good as random to a branch predictor.
    m_rivals.resize(m_classes);
    std::size_t count = 0;
    bool neverRight = false;
    for (std::size_t c = 0; c < m_classes; ++c) {
        const bool losesTies = c < truth;
        const bool isOther = c != truth;
        neverRight |= isOther & (m_most[c] <= (losesTies ? 0.0F : -m_margin));
        m_rivals[count] = static_cast<data::Label>(c);
        count += isOther & (m_least[c] < (losesTies ? m_margin : 0.0F)) ? 1 : 0;
    }
    m_rivals.resize(neverRight ? 0 : count);
    if (neverRight)
        return Verdict::NeverRight;
    if (count == 0)
        return Verdict::AlwaysRight;
    if (m_thorough)
        dropCovered(sample, truth);
    return Verdict::Open;
}

bool RivalFinder::isCovered(std::size_t sample, data::Label truth, data::Label a, data::Label b) const
{
    const float needed = b < truth || a > truth ? 0.0F : m_margin;
    return std::ranges::all_of(m_rows, [&](const float* rows) {
        const float* row = rows + sample * m_classes;
        return row[b] - row[a] >= needed;
    });
}

/// Only predicted classes are tried as covers: the others rarely cover anything, and there may be a thousand.
void RivalFinder::dropCovered(std::size_t sample, data::Label truth)
{
    data::Label last = truth;
    for (std::size_t m = 0; m < m_rows.size(); ++m) {
        const data::Label cover = m_split.predicted(m)[sample];
        if (std::exchange(last, cover) == cover || !std::ranges::binary_search(m_rivals, cover))
            continue;
        std::erase_if(
            m_rivals, [&](data::Label rival) { return rival != cover && isCovered(sample, truth, rival, cover); });
    }
}

} // namespace cobench::ensemble
