// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/team_consensus.h"
#include "core/jobs/team_focal.h"

#include <optional>
#include <vector>

namespace cobench::jobs {

/// What can be told of a team within a frame, for views that follow each tick of a member. The values are those of
/// TeamDetail.
struct TeamSketch {
    std::optional<double> accuracy; // on the report split; nothing when the rule has to be fitted or cannot be used
    std::optional<double> selectionAccuracy;
    double bestMember = 0.0; // accuracy of the most accurate member on the report split
    std::vector<double> raw; // [metric] on the samples of the report split; NaN = undefined
    TeamFocal focal;
};

struct TeamSketchOptions {
    ensemble::Members team;
    RuleChoice rule;
    ensemble::SampleSet samples;
    FocalOptions focal; // metrics, convention, threads of everything here
    std::shared_ptr<const FocalBasis> basis; // of the selection split and the team's size, or nothing
};

/// Usage: no such team.
Result<TeamSketch> sketchTeam(
    const TeamSplits& splits, const TeamSketchOptions& options, Progress& progress, const CancelToken& cancel);

} // namespace cobench::jobs
