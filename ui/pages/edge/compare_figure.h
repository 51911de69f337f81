// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/curves.h"
#include "ui/pages/edge/edge_sessions.h"

namespace cobench::ui {

enum class CompareBy { Devices, Rate };
enum class CompareFigure { Sigma, SpeedUp, Dropped, Latency99, Age, TruthAp, ReferenceAp };
inline constexpr int kCompareFigures = 7;

QString titleOf(CompareBy by);
QString titleOf(CompareFigure figure); // with unit

/// A figure of the runs that are over, a line for each scheduler over their numbers of devices or rates; for σ and
/// speed-up with the ideal: min(λ, Σ μ_d). Offline references are left out.
plots::CurvesData comparisonOf(const EdgeSessions& sessions, CompareBy by, CompareFigure figure);

} // namespace cobench::ui
