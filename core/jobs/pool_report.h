// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/common/result.h"
#include "core/ensemble/member_report.h"
#include "core/ensemble/score_teams.h"
#include "core/jobs/split_view.h"

#include <optional>
#include <string>
#include <vector>

namespace cobench::jobs {

struct PoolReportOptions {
    std::string reportSplit; // what is told about; empty = the pool's default split
    std::string selectionSplit; // what teams are chosen on; empty = "val" where there is one, else the report split
    ensemble::Metric metric = ensemble::Metric::GD;
    std::size_t bestTeams = 10; // how many to list
    std::size_t mostModels = 16; // larger pools are told about without their teams
    unsigned threads = 1;
};

/// A team in the order of its accuracy on the selection split.
struct RankedTeam {
    ensemble::Members members;
    double selectionAccuracy = 0.0; // fractions
    double accuracy = 0.0; // on the report split, like all below
    double bestMemberAccuracy = 0.0;
    double diversity = 0.0; // score, higher = more diverse; NaN = undefined
};

struct TeamSummary {
    ensemble::Consensus consensus = ensemble::Consensus::Soft; // plurality for label-only pools
    std::size_t count = 0;
    std::size_t aboveBestMember = 0; // teams strictly better than each of their members, on the report split
    std::vector<RankedTeam> best;
};

/// What a report says of one pool.
struct PoolReport {
    SplitView shown;
    SplitView selection;
    bool selectedOnReportedData = false;
    ensemble::Metric metric = ensemble::Metric::GD;
    std::vector<ensemble::MemberReport> members; // on the report split
    std::size_t bestMember = 0; // by accuracy on the selection split; equal: the first
    std::optional<TeamSummary> teams; // nothing for one model, or more than mostModels
};

Result<PoolReport> reportPool(const std::shared_ptr<const data::Pool>& pool,
    const PoolReportOptions& options,
    Progress& progress,
    const CancelToken& cancel);

} // namespace cobench::jobs
