// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/team_consensus.h"

#include <optional>
#include <span>
#include <vector>

namespace cobench::jobs {

/// One of several teams beside each other.
struct ComparedTeam {
    double accuracy = 0.0; // on the report split; NaN when the rule cannot be used
    double selectionAccuracy = 0.0; // likewise
    double bestMember = 0.0; // accuracy of its most accurate member on the report split
    double diversity = 0.0; // score on the samples of the report split, higher = more diverse; NaN = undefined
    data::ModelCost cost; // sums
};

struct CompareOptions {
    RuleChoice rule;
    ensemble::Metric metric = ensemble::Metric::GD;
    ensemble::SampleSet samples;
    ensemble::Convention convention = ensemble::Convention::Corrected;
    unsigned threads = 1;
};

/// Usage: a team that is empty, not ascending, or names a model there is not.
Result<std::vector<ComparedTeam>> compareTeams(const TeamSplits& splits,
    std::span<const ensemble::Members> teams,
    const CompareOptions& options,
    Progress& progress,
    const CancelToken& cancel);

} // namespace cobench::jobs
