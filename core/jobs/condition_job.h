// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/common/result.h"
#include "core/data/pool.h"
#include "core/ensemble/consensus.h"
#include "core/ensemble/metric.h"
#include "core/ensemble/prepared_split.h"
#include "core/ensemble/team.h"

#include <string>
#include <vector>

namespace cobench::jobs {

/// A split under all its conditions, clean first where there is one, else in the pool's order. Immutable; copies
/// share.
struct Conditions {
    std::string split; // name, without condition
    std::vector<std::string> names; // "" = clean
    std::vector<std::shared_ptr<const ensemble::PreparedSplit>> prepared; // [names]
};

/// `split`: a name without condition; empty = that of the default split. Usage: unknown, or a pool without models.
Result<Conditions> prepareConditions(const data::Pool& pool, const std::string& split, const CancelToken& cancel);

struct ConditionOptions {
    std::vector<ensemble::Members> teams; // beside the best single model and the whole pool
    ensemble::Metric metric = ensemble::Metric::GD;
    unsigned threads = 1;
};

struct ConditionRow {
    enum class Kind { BestSingle, WholePool, Team };
    Kind kind = Kind::Team;
    ensemble::Members members;
    // [conditions]; NaN = undefined
    std::vector<double> accuracy; // fractions
    std::vector<double> diversity; // score on the samples the pool disagrees about under this condition
    std::vector<double> focal; // mean over the members of the score on what each gets wrong; not scaled, weights
                               // by rank of accuracy on the first condition
};

/// How single model, whole pool and teams stand up to attacks and corruptions of the same samples.
struct ConditionTable {
    std::string split;
    std::vector<std::string> conditions; // as Conditions::names
    ensemble::Consensus rule
        = ensemble::Consensus::Soft; // of all accuracies: plurality when some member has labels only
    std::vector<ConditionRow> rows; // best single model (on the first condition), whole pool, then the teams

    bool hasConditions() const { return conditions.size() > 1; }
};

/// Usage: a team out of range. A split without conditions gives a table of one column. Focal values of pools too
/// large for focal sets are NaN.
Result<ConditionTable> compareConditions(
    const Conditions& conditions, const ConditionOptions& options, Progress& progress, const CancelToken& cancel);

} // namespace cobench::jobs
