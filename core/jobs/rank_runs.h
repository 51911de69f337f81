// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/rank_job.h"

#include <chrono>
#include <map>

namespace cobench::jobs {

/// The runs of a ranking: what they report is kept in the policies' RankedRuns.
class RankRuns
{
public:
    RankRuns(const RankOptions& options, RunTrainer& trainer, std::uint64_t iterationsPerEpoch);

    /// Trains these policies' runs until `epochs`, from where they stand.
    Result<void> advance(const std::vector<RankedPolicy*>& policies,
        std::uint32_t epochs,
        Progress& progress,
        const CancelToken& cancel);
    /// Figures of the final predictions, for runs that have finished.
    Result<void> readPredictions(RankedPolicy& policy);
    bool isBudgetSpent() const { return m_isBudgetSpent; }

private:
    struct Place {
        RankedPolicy* policy;
        std::size_t seed;
    };

    TrainingTask taskOf(const RankedPolicy& policy, std::size_t seed) const;
    bool hear(RankedRun& run, const HeardScalar& scalar, double lastStep);
    bool isTimeUp();

    const RankOptions& m_options;
    RunTrainer& m_trainer;
    double m_perEpoch;
    std::chrono::steady_clock::time_point m_start;
    std::map<RunId, double> m_begun; // time of a run's first report
    bool m_isBudgetSpent = false;
};

} // namespace cobench::jobs
