// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/rank_job.h"

#include <chrono>

namespace cobench::jobs {

/// The runs of a ranking: what they report is kept in the policies' RankedRuns.
class RankRuns
{
public:
    /// `news` is called when a run was validated.
    RankRuns(const RankOptions& options,
        RunTrainer& trainer,
        std::uint64_t iterationsPerEpoch,
        std::function<void()> news = {});

    /// Trains these policies' runs until `epochs`, from where they stand.
    Result<void> advance(const std::vector<RankedPolicy*>& policies,
        std::uint32_t epochs,
        Progress& progress,
        const CancelToken& cancel);
    /// Figures of the final predictions, for runs that have finished.
    Result<void> readPredictions(RankedPolicy& policy);
    /// For the runs that are begun from now on.
    void setBatch(std::string batch) { m_batch = std::move(batch); }
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
    std::string m_batch;
    std::function<void()> m_news;
    bool m_isBudgetSpent = false;
};

/// Figures of a finished run's predictions on the test split; nothing where it kept none.
void takePredictions(RankedRun& run, const data::Pool& pool);

} // namespace cobench::jobs
