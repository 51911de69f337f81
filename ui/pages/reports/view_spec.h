// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/ensemble/pruning_tree.h"

#include <span>
#include <string>
#include <string_view>

namespace cobench::ui {

/// One view by its text form, e.g. "matrix:demo:QS:test:focal:3". Names are as
/// people gave them here; in the text form ':' is written %3A and '%' is written %25.
struct ViewSpec {
    enum class Kind { Matrix, Scatter, Tree, Confusion, Reliability, Recall, Curves, Trace, Policy };

    Kind kind = Kind::Matrix;
    std::string pool; // empty for views of runs and policies
    std::string subject; // matrix, scatter, tree: metric id; curves: what parseCurves() takes; policy: what
                         // parsePolicyQuery() takes; trace: a run's number or name; else a model's name or 0-based
                         // index
    std::string split; // title; empty = the pool's default split
    std::string samples; // matrix only, "all", "disagreement", "focal:INDEX"; empty = all
    ensemble::PruningOptions pruning; // tree only: maxSize, shares, convention

    bool operator==(const ViewSpec&) const = default;
};

/// What a kind of view is called and takes.
struct ViewForm {
    ViewSpec::Kind kind;
    std::string_view id; // "matrix"
    std::string_view form; // "matrix:POOL:METRIC[:SPLIT[:SAMPLES]]"
    std::string_view title; // "Diversity of each pair of models"
    bool takesMetric; // else a model, or an expression
};

std::span<const ViewForm> viewForms();
const ViewForm& formOf(ViewSpec::Kind kind);
/// Shows runs; it needs no pool.
bool isOfRuns(ViewSpec::Kind kind);

/// Usage errors name the form that would be right. Whether pool, split and model exist is found out when it is
/// drawn.
Result<ViewSpec> parseView(std::string_view text);
std::string toString(const ViewSpec& view);

} // namespace cobench::ui
