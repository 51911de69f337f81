// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/replay_plateau.h"
#include "plots/curves.h"
#include "ui/pages/reports/figure_data.h"
#include "ui/pages/reports/replay_query.h"

#include <QStringList>

namespace cobench::ui {

/// Replays as they are drawn.
struct DrawnReplays {
    lr::PlateauPolicy policy;
    std::vector<jobs::RunReplay> replays;
    QStringList names; // of their runs
    std::vector<std::size_t> places; // of their runs among all, which are the numbers of their colours
};

/// What each run recorded over its epochs, with the places where the policy acts; series as the replays.
plots::CurvesData monitoredFigure(const DrawnReplays& drawn);
/// The rates that the policy gives them, over the same axis.
plots::CurvesData replayedRatesFigure(const DrawnReplays& drawn);

/// "moves to larger rates"
QString actionText(lr::PlateauAction action);
/// Without the words that all of them begin with.
QStringList shortNames(const QStringList& names);
/// The run's name; its number where it has none.
QString runTitle(const study::Run* run, RunId id);

/// Usage for a run that is not there or has not recorded what is followed.
Result<FigureData> computeReplay(
    const ViewSpec& view, const std::filesystem::path& project, const CancelToken& cancel);

} // namespace cobench::ui
