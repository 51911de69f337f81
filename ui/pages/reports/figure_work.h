// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/team_job.h"
#include "ui/pages/reports/figure_data.h"

namespace cobench::ui {

/// A view to be worked out.
struct FigureWork {
    const ViewSpec& view;
    const jobs::SplitView& split;
    unsigned threads;
    Progress& progress;
    const CancelToken& cancel;

    const data::Pool& pool() const { return *split.pool; }
    const ensemble::MetricInfo& metric() const;
    /// Those of the view; where it names none, those the pool disagrees about.
    Result<ensemble::SampleSet> samples() const;
};

/// Without content; n is that of the split.
FigureData figureOf(const FigureWork& work);
/// "demo · test · what · n = 10,000"
QString noteOf(const jobs::SplitView& split, std::size_t samples, const QString& what = {});

// One function for each family of views, as computeFigure().

Result<FigureData> computeScatter(const FigureWork& work); // scatter, pareto
Result<FigureData> computeSelection(const FigureWork& work);
Result<FigureData> computeHelp(const FigureWork& work); // chance, correlations
Result<FigureData> computeTeam(const FigureWork& work); // overlap, team-confusion, team-recall

/// All teams of the pool, with one metric on the samples of the work and the accuracies teams are judged by.
/// Unsupported: there are more than can be drawn.
Result<jobs::PoolTeams> scoreTeamsOf(const FigureWork& work, const ensemble::SampleSet& samples);

} // namespace cobench::ui
