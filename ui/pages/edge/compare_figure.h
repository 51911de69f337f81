// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/curves.h"
#include "ui/pages/edge/edge_session.h"

namespace cobench::ui {

enum class CompareBy { Devices, Rate };
enum class CompareFigure { Sigma, SpeedUp, Dropped, Latency99, Age, TruthAp, ReferenceAp };
inline constexpr int kCompareFigures = 7;

QString titleOf(CompareBy by);
QString titleOf(CompareFigure figure); // with unit

/// A figure of the runs that are over, a line for each scheduler over their numbers of devices or rates, and for
/// each model and rate, or number of devices, where these differ; for σ and speed-up with the ideal: min(λ, Σ μ_d).
/// Offline references are left out.
plots::CurvesData comparisonOf(const std::vector<const EdgeSession*>& sessions, CompareBy by, CompareFigure figure);

/// "FIGURE[:devices|rate]", FIGURE one of kCompareIds.
struct Comparison {
    CompareFigure figure = CompareFigure::Sigma;
    CompareBy by = CompareBy::Devices;
};
inline constexpr std::string_view kCompareIds[]
    = {"sigma", "speedup", "dropped", "p99", "age", "ap50", "ap50-reference"};
inline constexpr std::string_view kCompareAxes[] = {"devices", "rate"};
Result<Comparison> parseComparison(std::string_view text);
std::string toString(const Comparison& comparison);

} // namespace cobench::ui
