// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/curves.h"
#include "ui/pages/learning_rates/plateau_replays.h"

namespace cobench::ui {

/// What each run recorded over its epochs, with the places where the policy acts; series as the replays.
plots::CurvesData monitoredFigure(const PlateauReplays& replays);
/// The rates that the policy gives them, over the same axis.
plots::CurvesData replayedRatesFigure(const PlateauReplays& replays);

/// "moves to larger rates"
QString actionText(lr::PlateauAction action);
/// The run's name; its number where it has none.
QString runName(const RunCatalog& catalog, RunId run);
/// Of the replayed runs, without the words that all their names begin with.
QStringList shortNames(const PlateauReplays& replays);

} // namespace cobench::ui
