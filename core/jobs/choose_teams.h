// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/best_team.h"
#include "core/ensemble/consensus.h"
#include "core/ensemble/selection.h"
#include "core/jobs/selection_method.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cobench::jobs {

/// How teams are chosen. What the method does not take is ignored.
struct SelectionOptions {
    SelectionMethod method = SelectionMethod::Focal;
    std::vector<ensemble::Metric> metrics; // one or several; several and none given: kDefaultMetrics
    std::size_t minSize = 2;
    std::size_t maxSize = 0; // 0 = all models; where teams are enumerated, as many sizes as fit the limits below
    std::optional<std::size_t> size; // else 5, or all models of a smaller pool
    double beta = 0.1;
    double deviations = 1.0;
    std::size_t votes = 2;
    std::size_t count = 10;
    std::size_t width = 16;
    double diversityShare = 0.5; // without a metric 0
    std::chrono::duration<double> time{30.0};
    std::uint64_t seed = 1;
    ensemble::Convention convention = ensemble::Convention::Corrected;
    ensemble::FocalWeighting weighting = ensemble::FocalWeighting::Rank;
    std::optional<ensemble::Consensus> rule; // soft or plurality; else soft where every member has probabilities
    std::size_t mostTeams = 70000; // enumerated where some sizes have to be left out
    std::size_t mostWithAllSizes = std::size_t{1} << 20; // where none has: all teams of 20 models
    std::size_t mostFocalValues = std::size_t{1} << 24; // at once, 128 MiB; more metrics are asked one by one
    bool keepGroups = false;
    unsigned threads = 1;

    bool operator==(const SelectionOptions&) const = default;
};

/// Told by an exact search of the best team so far and its gap, on the searching thread.
using BestTeamSink = std::function<void(const ensemble::BestTeam&)>;

struct ChosenTeam {
    ensemble::Members members;
    std::vector<std::uint32_t> votes; // [members] how often each counts; empty = once
    double score = 0.0; // what info(method).score says; NaN = undefined
    double accuracy = 0.0; // fraction, on the selection split
    std::optional<std::uint32_t> number; // where teams are enumerated: among all of minSize … maxSize
};

/// What the selection split says, and nothing else.
struct TeamChoice {
    std::vector<ChosenTeam> teams; // best score first; equal: more accurate, smaller, lexicographic
    std::vector<ensemble::Threshold> thresholds;
    std::vector<ensemble::ComparedGroup> groups; // on request, where teams are enumerated; numbers as in `scores`
    std::shared_ptr<const ensemble::TeamScores> scores; // with groups
    std::vector<std::string> notes; // fall-backs, limits and reasons, in words
    std::uint64_t evaluated = 0; // teams looked at; exact: the work in whole teams
    std::optional<ensemble::BestTeam> exact; // proof or gap
    std::size_t minSize = 0; // of the teams that could be chosen
    std::size_t maxSize = 0;
    std::optional<double> bestAccuracy; // of all enumerated teams, on the selection split
};

/// The options with size, metrics and rule filled in for a pool like that of `split`. Usage, Unsupported as
/// chooseTeams().
Result<SelectionOptions> completeOptions(const ensemble::PreparedSplit& split, SelectionOptions options);

class SelectionMemory;

/// Chooses teams by one split, with what `memory` knows of it. Errors: Usage (metrics or sizes that the method or
/// pool does not have), TooLarge (too many teams or models to enumerate), Unsupported (soft voting on labels),
/// Cancelled within 50 ms.
Result<TeamChoice> chooseTeams(const ensemble::PreparedSplit& split,
    const SelectionOptions& options,
    Progress& progress,
    const CancelToken& cancel,
    const BestTeamSink& onBetter = {},
    SelectionMemory* memory = nullptr);

/// A team as its votes count: members repeated.
ensemble::Members withVotes(const ChosenTeam& team);

} // namespace cobench::jobs
