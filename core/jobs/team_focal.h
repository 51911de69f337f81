// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/common/result.h"
#include "core/ensemble/focal_score.h"

#include <optional>
#include <vector>

namespace cobench::jobs {

struct FocalOptions {
    std::vector<ensemble::Metric> metrics{ensemble::kDefaultMetrics.begin(), ensemble::kDefaultMetrics.end()};
    ensemble::Convention convention = ensemble::Convention::Corrected;
    std::size_t mostTeams = 200000; // of one size; beyond, teams are not scaled
    unsigned threads = 1;
};

/// What the focal values of all teams of one size are scaled by. Immutable; depends on no single team.
struct FocalBasis {
    FocalOptions options;
    std::size_t size = 0; // members of a team
    std::vector<ensemble::FocalScale> scales; // [metric]
};

/// Scores every team of the size on each member's negatives. TooLarge when they are more than mostTeams.
Result<FocalBasis> focalBasis(const ensemble::PreparedSplit& selection,
    std::size_t size,
    const FocalOptions& options,
    Progress& progress,
    const CancelToken& cancel);

/// One member as the focal model of its team.
struct FocalMember {
    std::uint32_t model = 0;
    std::size_t negatives = 0; // samples it gets wrong
    double weight = 0.0; // share of the team's FQ
    std::vector<double> raw; // [metric] the team on those samples
    std::vector<double> scaled; // [metric] its focal value among all teams of the size; NaN without a basis
};

/// One team's focal diversity on the selection split.
struct TeamFocal {
    std::vector<FocalMember> members;
    std::vector<double> fq; // [metric]; NaN without a basis
};

/// `basis`: of this split and the team's size, or nothing.
Result<TeamFocal> focalDetail(const ensemble::PreparedSplit& selection,
    const ensemble::Members& team,
    const FocalOptions& options,
    const FocalBasis* basis,
    Progress& progress,
    const CancelToken& cancel);

} // namespace cobench::jobs
