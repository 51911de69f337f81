// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/ensemble/consensus.h"
#include "core/ensemble/diversity_help.h"
#include "core/ensemble/pruning_tree.h"
#include "ui/pages/reports/selection_query.h"

#include <span>
#include <string>
#include <string_view>

namespace cobench::ui {

/// One view by its text form, e.g. "matrix:demo:QS:test:focal:3". Names are as
/// people gave them here; in the text form ':' is written %3A, '%' is written %25, and ',' in a member's name %2C.
struct ViewSpec {
    enum class Kind {
        Matrix,
        Scatter,
        Pareto,
        Selection,
        Chance,
        Correlations,
        Tree,
        Confusion,
        Reliability,
        Recall,
        Overlap,
        TeamConfusion,
        TeamRecall,
        Curves,
        Trace,
        Detect,
        Policy,
        Sweep,
        Replay,
        Plan
    };

    Kind kind = Kind::Matrix;
    std::string pool; // empty for views of runs and policies
    std::string subject; // what ViewForm::takes says: a metric's id; a model's name or 0-based index; curves: what
                         // parseCurves() takes; policy: what parsePolicyQuery() takes;
                         // sweep, replay, plan: what parseSweepQuery(), parseReplayQuery(),
                         // parsePlanQuery() take; trace and detect: a run's number or name; empty for teams
    std::vector<std::string> members; // of a team: names or 0-based indices
    std::string split; // title; empty = the pool's default split, of a selection the usual selection split
    std::string samples; // "all", "disagreement", "focal:INDEX"; empty = all for a matrix, else disagreement.
                         // detect: what is compared of all runs, "FIGURE[:devices|rate]"; empty = one run over time
    std::string shown; // pareto: "cost"; team-confusion: "best", "difference"; empty = diversity; the team's
    std::optional<ensemble::Consensus> rule; // of a team; nothing = what teams are judged by
    std::uint32_t shuffles = ensemble::HelpOptions().permutations; // chance only
    std::uint64_t seed = ensemble::HelpOptions().seed; // chance only
    ensemble::PruningOptions pruning; // tree only: maxSize, shares, convention
    SelectionQuery selection; // selection only

    bool operator==(const ViewSpec&) const = default;
};

/// What stands behind the pool.
enum class ViewTakes { Metric, Model, Team, Expression };

/// What a kind of view is called and takes.
struct ViewForm {
    ViewSpec::Kind kind;
    std::string_view id; // "matrix"
    std::string_view form; // "matrix:POOL:METRIC[:SPLIT[:SAMPLES]]"
    std::string_view title; // "Diversity of each pair of models"
    ViewTakes takes;
};

std::span<const ViewForm> viewForms();
const ViewForm& formOf(ViewSpec::Kind kind);
/// Shows runs; it needs no pool.
bool isOfRuns(ViewSpec::Kind kind);
/// The metric, the model, the members with '+' between them, the expression.
std::string subjectText(const ViewSpec& view);

/// Usage errors name the form that would be right. Whether pool, split and model exist is found out when it is
/// drawn.
Result<ViewSpec> parseView(std::string_view text);
std::string toString(const ViewSpec& view);

} // namespace cobench::ui
