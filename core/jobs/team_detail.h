// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/failure_overlap.h"
#include "core/jobs/team_consensus.h"
#include "core/jobs/team_focal.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace cobench::jobs {

struct TeamDetailOptions {
    ensemble::Members team;
    std::vector<RuleChoice> rules = everyRule();
    std::size_t told = 0; // the one whose rescued and lost samples, confusion and overlap are told
    std::vector<ensemble::Metric> metrics{ensemble::kDefaultMetrics.begin(), ensemble::kDefaultMetrics.end()};
    ensemble::SampleSet samples; // that diversity counts on, of the report split
    ensemble::Convention convention = ensemble::Convention::Corrected;
    std::uint32_t draws = 1000; // of the bootstrap
    std::uint64_t seed = 1;
    std::shared_ptr<const FocalBasis> basis; // of the selection split, the metrics and the team's size; else made
    std::size_t mostScaledTeams = FocalOptions().mostTeams;
    bool withConfusion = false;
    unsigned threads = 1;
};

struct TeamDiversity {
    ensemble::Metric metric = ensemble::Metric::GD;
    double raw = 0.0; // NaN = undefined
    std::optional<ensemble::Interval> interval; // nothing for EN, which does not follow from pairs
};

/// Everything told about one team. Figures are of the report split unless they say otherwise.
struct TeamDetail {
    ensemble::Members team;
    bool selectedOnReportedData = false;
    std::vector<RuleFigures> rules;
    std::size_t told = 0; // in rules; always one that can be used
    std::size_t samples = 0; // that diversity was counted on
    std::vector<TeamDiversity> diversity;
    TeamFocal focal; // on the selection split
    std::optional<Error> unscaled; // why focal.fq is NaN
    ensemble::FailureOverlap overlap; // teamRight: by the rule that is told
    std::vector<std::uint32_t> teamConfusion; // if asked for, [C][C] truth, prediction; without abstentions
    std::vector<std::uint32_t> bestConfusion; // if asked for, of the best member
    std::vector<double> bestRecall; // [C] of the best member; NaN for a class that does not occur
    data::ModelCost cost; // sums

    const RuleFigures& toldRule() const { return rules[told]; }
    std::uint32_t bestMember() const { return toldRule().report.bestMember; }
};

/// Of the detail only the rules and what the told one answers: confusion and overlap. Precondition: the team is not
/// empty, ascending, and of models there are. Usage: no rule can be used; the reason where it was one alone.
/// TooLarge: confusion of too many classes is asked for.
Result<TeamDetail> detailAnswers(
    const TeamSplits& splits, const TeamDetailOptions& options, Progress& progress, const CancelToken& cancel);

/// Usage: the team is empty, not ascending, or names a model there is not; no rule can be used. When `told` cannot
/// be used, the first that can is told.
Result<TeamDetail> detailTeam(
    const TeamSplits& splits, const TeamDetailOptions& options, Progress& progress, const CancelToken& cancel);

} // namespace cobench::jobs
