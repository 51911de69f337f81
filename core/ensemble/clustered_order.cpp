// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/pair_counts.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cobench::ensemble {

namespace {

/// Diversity scores as distances; undefined cells become the mean of the defined ones.
std::vector<double> distances(const std::vector<double>& matrix, std::size_t models, Metric metric)
{
    std::vector<double> distance(models * models, 0.0);
    double sum = 0.0;
    std::size_t defined = 0;
    for (std::size_t i = 0; i < distance.size(); ++i) {
        distance[i] = diversityScore(metric, matrix[i]);
        if (i / models != i % models && !std::isnan(distance[i])) {
            sum += distance[i];
            ++defined;
        }
    }
    const double mean = defined == 0 ? 0.0 : sum / static_cast<double>(defined);
    std::ranges::replace_if(
        distance, [](double value) { return std::isnan(value); }, mean);
    return distance;
}

/// Average linkage by nearest-neighbour chains (Murtagh 1983), O(M^2); keeps each cluster's leaves in drawing
/// order.
class Linkage
{
public:
    Linkage(std::vector<double> distance, std::size_t models)
        : m_between(distance)
        , m_leafDistance(std::move(distance))
        , m_models(models)
        , m_leaves(models)
    {
        for (std::size_t i = 0; i < models; ++i)
            m_leaves[i] = {i};
    }

    std::vector<std::size_t> order()
    {
        std::vector<std::size_t> chain;
        for (std::size_t joined = 0; joined + 1 < m_models;) {
            if (chain.empty())
                chain.push_back(firstActive());
            const std::size_t top = chain.back();
            const std::size_t before = chain.size() > 1 ? chain[chain.size() - 2] : m_models;
            const std::size_t next = nearest(top, before);
            if (next != before) {
                chain.push_back(next);
                continue;
            }
            chain.resize(chain.size() - 2);
            join(std::min(top, next), std::max(top, next));
            ++joined;
        }
        return m_models == 0 ? std::vector<std::size_t>{} : m_leaves[firstActive()];
    }

private:
    bool isActive(std::size_t cluster) const { return !m_leaves[cluster].empty(); }

    std::size_t firstActive() const
    {
        return static_cast<std::size_t>(
            std::ranges::find_if(m_leaves, [](const auto& leaves) { return !leaves.empty(); }) - m_leaves.begin());
    }

    /// Equally near clusters: `preferred` first, so that chains end; then the smallest index.
    std::size_t nearest(std::size_t cluster, std::size_t preferred) const
    {
        std::size_t best = preferred;
        for (std::size_t other = 0; other < m_models; ++other)
            if (other != cluster && isActive(other)
                && (best == m_models
                    || m_between[cluster * m_models + other] < m_between[cluster * m_models + best]))
                best = other;
        return best;
    }

    void join(std::size_t a, std::size_t b)
    {
        const double sizeA = static_cast<double>(m_leaves[a].size());
        const double sizeB = static_cast<double>(m_leaves[b].size());
        for (std::size_t c = 0; c < m_models; ++c) {
            const double mean
                = (sizeA * m_between[a * m_models + c] + sizeB * m_between[b * m_models + c]) / (sizeA + sizeB);
            m_between[a * m_models + c] = m_between[c * m_models + a] = mean;
        }
        turnTogether(m_leaves[a], m_leaves[b]);
        m_leaves[a].insert(m_leaves[a].end(), m_leaves[b].begin(), m_leaves[b].end());
        m_leaves[b].clear();
    }

    /// Reverses either side when that brings nearer leaves together at the seam.
    void turnTogether(std::vector<std::size_t>& left, std::vector<std::size_t>& right) const
    {
        const auto apart = [&](std::size_t i, std::size_t j) { return m_leafDistance[i * m_models + j]; };
        const double asIs = apart(left.back(), right.front());
        const double turnRight = apart(left.back(), right.back());
        const double turnLeft = apart(left.front(), right.front());
        const double turnBoth = apart(left.front(), right.back());
        const double least = std::min({asIs, turnRight, turnLeft, turnBoth});
        if (asIs == least)
            return;
        if (turnRight != least)
            std::ranges::reverse(left);
        if (turnLeft != least)
            std::ranges::reverse(right);
    }

    std::vector<double> m_between; // [M][M] between clusters, named by their smallest leaf
    std::vector<double> m_leafDistance;
    std::size_t m_models;
    std::vector<std::vector<std::size_t>> m_leaves; // [M]; empty once joined into another
};

} // namespace

std::vector<std::size_t> clusteredOrder(const std::vector<double>& matrix, std::size_t models, Metric metric)
{
    return Linkage(distances(matrix, models, metric), models).order();
}

} // namespace cobench::ensemble
