// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/lead_table.h"

#include <algorithm>
#include <limits>

namespace cobench::ensemble {

namespace {

constexpr float kNone = std::numeric_limits<float>::infinity();

/// What settles a tie of whole votes stays below half a vote in any team: the second numbers (1 at most), else
/// the smaller class.
float tieBreak(const VoteBlock& block, const float* values, std::size_t row, std::size_t lane)
{
    if (block.keys == 2) {
        const float* second = values + block.rows * kLanes;
        return 0.25F * (second[lane] - second[row * kLanes + lane]);
    }
    return (block.strict[row] >> lane & 1U) != 0 ? -0.25F : 0.25F;
}

bool isRight(std::span<const float> leads, std::size_t models, std::size_t model)
{
    for (std::size_t at = model; at < leads.size(); at += models)
        if (leads[at] < 0.0F)
            return false;
    return true;
}

} // namespace

LeadTable::LeadTable(const VoteTable& table,
    std::span<const std::uint32_t> order,
    std::size_t size,
    bool wholeVotes,
    const CancelToken& cancel)
    : m_order(order)
    , m_models(order.size())
    , m_size(size)
    , m_wholeVotes(wholeVotes)
    , m_begin{0}
{
    const std::vector<Lane> lanes = lanesByHardness(table);
    for (const Lane& lane : lanes)
        m_begin.push_back(m_begin.back() + table.block(lane.block).rows - 1);
    m_most.resize(m_size * cells() * m_models + kGroup);
    m_least.resize(m_most.size());
    for (std::size_t sample = 0; sample < lanes.size() && !cancel.isCancelled(); ++sample) {
        const std::vector<float> leads = leadsOf(table.block(lanes[sample].block), lanes[sample].lane);
        for (std::size_t rival = 0; rival < rivals(sample); ++rival)
            fillCell(firstCell(sample) + rival, std::span(leads).subspan(rival * m_models, m_models));
    }
}

std::size_t LeadTable::floatsFor(const VoteTable& table, std::size_t models, std::size_t size)
{
    std::size_t cells = 0;
    for (std::size_t b = 0; b < table.blocks(); ++b)
        cells += (table.block(b).rows - 1) * kLanes;
    return 2 * size * cells * models;
}

/// [rival][place]
std::vector<float> LeadTable::leadsOf(const VoteBlock& block, std::size_t lane) const
{
    std::vector<float> leads;
    for (std::size_t row = 1; row < block.rows; ++row)
        for (const std::uint32_t model : m_order) {
            const float* values = block.values + std::size_t{model} * block.keys * block.rows * kLanes;
            leads.push_back(values[lane] - values[row * kLanes + lane]);
            if (m_wholeVotes)
                leads.back() += tieBreak(block, values, row, lane) / static_cast<float>(m_size);
        }
    return leads;
}

std::vector<LeadTable::Lane> LeadTable::lanesByHardness(const VoteTable& table) const
{
    std::vector<Lane> lanes;
    for (std::uint32_t b = 0; b < table.blocks(); ++b)
        for (std::uint32_t lane = 0; lane < kLanes; ++lane) {
            const std::vector<float> leads = leadsOf(table.block(b), lane);
            std::uint32_t right = 0;
            for (std::size_t place = 0; place < m_models; ++place)
                right += isRight(leads, m_models, place) ? 1 : 0;
            lanes.push_back({b, lane, right});
        }
    std::ranges::stable_sort(lanes, {}, &Lane::right);
    return lanes;
}

void LeadTable::fillCell(std::size_t cell, std::span<const float> leads)
{
    std::vector<float> largest(m_size, -kNone); // [count] sums over the places after the one at hand
    std::vector<float> smallest(m_size, kNone);
    largest[0] = smallest[0] = 0.0F;
    for (std::size_t place = m_models; place-- > 0;) {
        for (std::size_t count = 0; count < m_size; ++count) {
            const std::size_t at = (count * cells() + cell) * m_models + place;
            m_most[at] = leads[place] + largest[count];
            m_least[at] = leads[place] + smallest[count];
        }
        for (std::size_t count = m_size; count-- > 1;) {
            largest[count] = std::max(largest[count], largest[count - 1] + leads[place]);
            smallest[count] = std::min(smallest[count], smallest[count - 1] + leads[place]);
        }
    }
}

} // namespace cobench::ensemble
