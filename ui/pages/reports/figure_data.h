// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/common/result.h"
#include "core/ensemble/score_teams.h"
#include "core/jobs/split_view.h"
#include "plots/bars.h"
#include "plots/confusion.h"
#include "plots/curves.h"
#include "plots/heatmap.h"
#include "plots/histogram.h"
#include "plots/lanes.h"
#include "plots/reliability.h"
#include "plots/scatter.h"
#include "plots/schedule.h"
#include "plots/tree.h"
#include "plots/upset.h"
#include "ui/pages/reports/view_spec.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace cobench::ui {

/// The scatter's points carry team numbers.
struct TeamScatter {
    plots::ScatterData plot;
    std::shared_ptr<const ensemble::TeamScores> scores;
    std::size_t first = 0; // number of the scores' first team
    std::vector<std::uint32_t> marked; // what a method chose
    std::vector<std::uint32_t> outlined; // a front
    QString outline; // its name
};

/// A view worked out: everything a plot needs, and where its numbers come from. Made on any thread.
struct FigureData {
    ViewSpec view;
    QString title;
    QString note; // pool, split, sample set and n: what a reader must know to trust it
    QString explanation; // what is measured, and how to read it
    std::size_t samples = 0; // n
    QString split; // title
    QString dataHash;
    std::optional<std::uint64_t> seed; // where anything is random
    std::variant<plots::HeatmapData,
        TeamScatter,
        plots::TreeData,
        plots::ConfusionData,
        plots::ReliabilityData,
        plots::BarsData,
        plots::UpsetData,
        plots::HistogramData,
        plots::CurvesData,
        plots::LanesData,
        plots::ScheduleData>
        content;
};

/// For every kind that needs a pool; for the others, see computeOfRuns() and computePolicies(). Usage: the model or
/// metric does not exist here; Unsupported: the view cannot show this pool.
Result<FigureData> computeFigure(const ViewSpec& view,
    const jobs::SplitView& split,
    Progress& progress,
    const CancelToken& cancel,
    unsigned threads = 1);

/// The split that computeFigure() wants; empty = the pool's default one.
std::string splitTitleOf(const ViewSpec& view, const data::Pool& pool);

/// By name, else by 0-based index.
Result<std::size_t> findModel(const data::Pool& pool, const std::string& text);

} // namespace cobench::ui
