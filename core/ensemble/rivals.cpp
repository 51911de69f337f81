// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/rivals.h"

#include <algorithm>
#include <limits>

namespace cobench::ensemble {

namespace {

/// A sum of L numbers below `limit` is off by less than (L - 1) L u limit (u = 2^-24, first order), a difference of
/// two sums by twice that; L leads of this margin, each itself rounded once, make up for it twice over.
float safeMargin(std::size_t models, float limit)
{
    return 2.0F * std::numeric_limits<float>::epsilon() * static_cast<float>(models) * limit;
}

} // namespace

RivalFinder::RivalFinder(const PreparedSplit& split, std::span<const float* const> rows, float limit)
    : m_split(split)
    , m_rows(rows)
    , m_classes(split.classes())
    , m_margin(safeMargin(rows.size(), limit))
    , m_least(m_classes)
    , m_most(m_classes)
{
}

void RivalFinder::measureLeads(std::size_t sample, data::Label truth)
{
    std::ranges::fill(m_least, std::numeric_limits<float>::infinity());
    std::ranges::fill(m_most, -std::numeric_limits<float>::infinity());
    float* least = m_least.data();
    float* most = m_most.data();
    for (const float* rows : m_rows) {
        const float* row = rows + sample * m_classes;
        const float own = row[truth];
        for (std::size_t c = 0; c < m_classes; ++c) {
            const float lead = own - row[c];
            least[c] = lead < least[c] ? lead : least[c];
            most[c] = lead > most[c] ? lead : most[c];
        }
    }
}

Verdict RivalFinder::examine(std::size_t sample)
{
    const data::Label truth = m_split.truth()[sample];
    measureLeads(sample, truth);
    m_rivals.clear();
    for (std::size_t c = 0; c < m_classes; ++c) {
        if (c == truth || m_least[c] >= (c > truth ? 0.0F : m_margin))
            continue;
        if (m_most[c] <= (c < truth ? 0.0F : -m_margin)) {
            m_rivals.clear();
            return Verdict::NeverRight;
        }
        m_rivals.push_back(static_cast<data::Label>(c));
    }
    if (m_rivals.empty())
        return Verdict::AlwaysRight;
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
    for (std::size_t m = 0; m < m_rows.size(); ++m) {
        const data::Label cover = m_split.predicted(m)[sample];
        if (!std::ranges::binary_search(m_rivals, cover))
            continue;
        std::erase_if(
            m_rivals, [&](data::Label rival) { return rival != cover && isCovered(sample, truth, rival, cover); });
    }
}

} // namespace cobench::ensemble
