// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/read_runs.h"
#include "plots/curves.h"
#include "ui/pages/reports/curves_query.h"
#include "ui/pages/reports/figure_data.h"

#include <span>
#include <vector>

namespace cobench::ui {

/// A drawing of curves and what its lines are.
struct CurvesFigure {
    plots::CurvesData plot;
    std::vector<std::vector<RunId>> runs; // of each series; one where runs are not grouped
    std::vector<double> starts; // of each series: where its clock begins, seconds since the epoch
};

/// A run to draw; `place` among all runs is the number of its colour, which so stays when fewer are shown.
struct ShownRun {
    study::Run run; // figures may be those that forDrawing() keeps
    std::size_t place = 0;
};
/// Without what drawing does not need: cheap to copy by the thousand.
study::Run forDrawing(const study::Run& run);

/// `points` as jobs::readCurves gives them; runs without points are left out and counted in the note.
CurvesFigure drawCurves(
    const CurvesQuery& query, std::span<const ShownRun> shown, const std::vector<jobs::RunPoints>& points);

/// Usage when no run fits the filter; else what computeFigure() gives for a view of a pool.
Result<FigureData> computeCurves(
    const ViewSpec& view, const std::filesystem::path& project, const CancelToken& cancel);

/// When the run began to train, as far as it is known.
double startOf(const study::Run& run, std::span<const study::ScalarPoint> points);
QString axisTitle(study::XAxis axis);

} // namespace cobench::ui
