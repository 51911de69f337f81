// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/bars.h"
#include "plots/confusion.h"
#include "plots/curves.h"
#include "plots/heatmap.h"
#include "plots/landscape.h"
#include "plots/reliability.h"
#include "plots/scatter.h"
#include "plots/schedule.h"
#include "plots/tree.h"
#include "plots/upset.h"

#include <memory>
#include <vector>

namespace cobench::test {

/// Made-up but lifelike data, the same at every call.
plots::HeatmapData sampleHeatmap(std::size_t models);
/// All teams of `models` members, grouped by size; ids count from 0.
plots::ScatterData sampleScatter(unsigned models);
plots::ConfusionData sampleConfusion();
plots::ReliabilityData sampleReliability();
plots::BarsData sampleBars();
/// Which of five models fail together, most first.
plots::UpsetData sampleUpset();
plots::CurvesData sampleCurves(std::size_t series, std::size_t points);
/// Three lines with bands, a gap and marked epochs.
plots::CurvesData sampleBands();

/// A triangle wave and a straight fall over 1,000 steps, with a boundary to drag.
plots::ScheduleData sampleSchedule();
/// Two wells; one descent ends in the deeper, one leaves the map.
plots::LandscapeData sampleLandscape();

/// All subsets of `models` names up to `depth` members; every seventh is pruned, what grows from it is not
/// generated.
plots::TreeData sampleTree(std::uint32_t models, std::size_t depth);

struct NamedChart {
    QString name;
    std::unique_ptr<plots::PlotWidget> chart;
};
/// One of each kind, as the reference pictures show them.
std::vector<NamedChart> sampleCharts();

} // namespace cobench::test
