// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/vote_table.h"

#include <algorithm>
#include <array>

namespace cobench::ensemble {

namespace {

/// Most rivals first, so that a block's lanes need about as many rows.
void sortByRivals(std::vector<VoteCases::Case>& cases)
{
    std::ranges::stable_sort(cases, [](const auto& a, const auto& b) { return a.rivalCount > b.rivalCount; });
}

} // namespace

VoteTable::VoteTable(const VoteSource& source)
    : m_models(source.models())
    , m_keys(source.keys())
    , m_truth(source.truth())
{
    VoteCases found = source.findCases();
    m_alwaysRight = found.alwaysRight;
    sortByRivals(found.cases);
    layOut(found.cases);
    for (std::size_t b = 0; b < m_blocks.size(); ++b) {
        const std::size_t first = b * kLanes;
        const std::size_t count = std::min(kLanes, found.cases.size() - first);
        fillBlock(source, found, Cases(found.cases).subspan(first, count), m_blocks[b]);
    }
}

VoteBlock VoteTable::block(std::size_t index) const
{
    const Place& place = m_blocks[index];
    return {m_values.data() + place.values, m_strict.data() + place.strict, place.rows, m_keys};
}

void VoteTable::layOut(Cases cases)
{
    std::size_t values = 0;
    std::size_t strict = 0;
    for (std::size_t first = 0; first < cases.size(); first += kLanes) {
        const std::uint32_t rows = cases[first].rivalCount + 1;
        m_blocks.push_back({values, strict, rows});
        m_mostRows = std::max<std::size_t>(m_mostRows, rows);
        values += m_models * m_keys * rows * kLanes;
        strict += rows;
    }
    m_strict.resize(strict);
    m_values = AlignedFloats(values);
}

/// A lane with fewer rivals than the block has rows repeats its last one; a lane without a sample can never be
/// right.
void VoteTable::fillBlock(const VoteSource& source, const VoteCases& found, Cases cases, const Place& place)
{
    std::vector<VoteCell> cells(place.rows * kLanes, VoteCell{cases[0].sample, 0});
    for (std::size_t lane = 0; lane < cases.size(); ++lane) {
        const VoteCases::Case& entry = cases[lane];
        const data::Label truth = m_truth[entry.sample];
        cells[lane] = {entry.sample, truth};
        for (std::uint32_t row = 1; row < place.rows; ++row) {
            const data::Label rival = found.rivals[entry.firstRival + std::min(row, entry.rivalCount) - 1];
            cells[row * kLanes + lane] = {entry.sample, rival};
            if (rival < truth)
                m_strict[place.strict + row] |= 1U << lane;
        }
    }
    float* values = m_values.data() + place.values;
    for (std::size_t model = 0; model < m_models; ++model) {
        for (std::uint32_t key = 0; key < m_keys; ++key, values += cells.size()) {
            source.fill(model, key, cells, values);
            for (std::size_t lane = cases.size(); lane < kLanes; ++lane) {
                values[lane] = -1.0F;
                for (std::uint32_t row = 1; row < place.rows; ++row)
                    values[row * kLanes + lane] = 0.0F;
            }
        }
    }
}

} // namespace cobench::ensemble
