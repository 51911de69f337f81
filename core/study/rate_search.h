// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <optional>

namespace cobench::study {

/// Finds a good one of many log-spaced rates by short trainings of a few of them: first a coarse grid, then the
/// middle of the gap beside the best so far, on the side whose neighbour is better. Scores are compared only;
/// higher is better, NaN is the worst (a run that diverged).
class RateSearch
{
public:
    /// Of `rates` >= 2, ascending, looks at `looks` >= 2 at most.
    RateSearch(std::size_t rates, std::size_t looks);

    /// The next rate to train; none when the search is over.
    std::optional<std::size_t> next() const;
    void report(std::size_t rate, double score);
    /// The best of those that were looked at. Precondition: something was reported.
    std::size_t best() const;
    std::size_t looked() const { return m_scores.size(); }

private:
    std::optional<std::size_t> refined() const;

    std::size_t m_rates;
    std::size_t m_looks;
    std::size_t m_coarse; // looks of the first grid
    std::map<std::size_t, double> m_scores;
};

} // namespace cobench::study
