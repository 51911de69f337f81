// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/matrix_job.h"
#include "core/jobs/pair_job.h"
#include "core/jobs/team_job.h"
#include "ui/bridge/pool_snapshot.h"

#include <memory>
#include <vector>

namespace cobench::ui {

/// What an answer is about. Model indices are those of pool->active.
struct Subject {
    std::shared_ptr<const PoolSnapshot> pool;
    std::shared_ptr<const SplitSnapshot> split;

    const data::Pool& models() const { return *pool->active; }
    const ensemble::PreparedSplit& prepared() const { return *split->active; }
    /// An index means the same model to both: the same pool with the same models left, in the same order.
    bool hasModelsOf(const Subject& other) const;
    bool operator==(const Subject&) const = default;
};

struct MatrixAnswer {
    Subject subject;
    jobs::DiversityMatrix matrix;
    std::vector<std::size_t> clusteredOrder;
};

/// So many teams are looked through in a few milliseconds; more on a worker.
inline constexpr std::size_t kQuickTeams = 20000;

struct TeamsAnswer {
    Subject subject;
    ensemble::SampleSet samples;
    jobs::PoolTeams teams;
};

struct PairAnswer {
    Subject subject;
    jobs::PairDetail detail;
};

} // namespace cobench::ui
