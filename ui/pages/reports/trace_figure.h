// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/read_trace.h"
#include "plots/lanes.h"
#include "ui/pages/reports/figure_data.h"

#include <map>
#include <optional>
#include <vector>

namespace cobench::ui {

/// Where a recorded quantity is drawn.
struct LaneTarget {
    std::size_t lane = 0;
    std::size_t series = 0;
    double scale = 1.0; // from the recorded unit to the lane's
};

/// A trace as lanes on the clock of the run, with the scalars that tell how fast it goes.
struct TraceFigure {
    plots::LanesData plot;
    double start = 0.0; // x = 0, seconds since the epoch
    std::vector<std::optional<LaneTarget>> ofTraceLane; // of each lane of the trace
    std::map<std::string, LaneTarget> ofTag;
    std::optional<std::size_t> phases; // the lane that shows them
};

TraceFigure drawTrace(const jobs::RunTrace& recorded);

/// Points of one lane of the trace from sample `first` on, as the figure draws them: what was not known in passing
/// is left out, a longer silence is a gap.
std::vector<plots::CurvePoint> lanePoints(
    const data::Trace& trace, std::size_t lane, std::size_t first, double start, double scale);
/// What the run was at, from the trace's lane "run/phase".
std::vector<plots::LaneState> phaseStates(const data::Trace& trace, double start);
/// Ends of the epochs, as far as the recorded steps tell their times.
std::vector<plots::AxisMark> epochTimes(const jobs::RunTrace& recorded, double start);
/// The same with the times at which the run, after it had been stopped, was measured again.
std::vector<plots::AxisMark> traceMarks(const jobs::RunTrace& recorded, double start);
/// Samples a second between recorded steps; empty when the run does not say its batch.
std::vector<study::ScalarPoint> throughputOf(
    const study::Run& run, const std::vector<study::ScalarPoint>& steps, std::size_t first);
/// The recorded series that tells when which iteration was done: the longest.
const std::vector<study::ScalarPoint>* clockOf(const jobs::RunTrace& recorded);

/// Usage when there is no such run, or it has no trace; `subject` of the view is the run's number or its name.
Result<FigureData> computeTrace(
    const ViewSpec& view, const std::filesystem::path& project, const CancelToken& cancel);
/// What isOfRuns() tells apart: curves, a trace or detection.
Result<FigureData> computeOfRuns(
    const ViewSpec& view, const std::filesystem::path& project, const CancelToken& cancel);

} // namespace cobench::ui
