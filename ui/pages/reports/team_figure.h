// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/team_detail.h"
#include "plots/confusion.h"
#include "plots/upset.h"

#include <QString>

#include <vector>

namespace cobench::ui {

/// What was told of a team of a pool on one split; lives no longer than what it refers to.
struct ToldTeam {
    const data::Pool& pool;
    QString split; // title
    std::size_t samples; // of the split
    const jobs::TeamDetail& detail;
};

/// "Soft-vote", "Soft-vote, T = 1.37"
QString ruleName(const ensemble::TeamRule& rule);

/// Which members fail together. `colours` [models].
plots::UpsetData overlapFigure(const ToldTeam& told, const std::vector<int>& colours);
plots::ConfusionData teamConfusion(const ToldTeam& told);
plots::ConfusionData bestConfusion(const ToldTeam& told);
/// Team minus best member, in points of each class's samples.
plots::HeatmapData confusionDifference(const ToldTeam& told);
/// Share of each class's samples that each usable rule gets right, and the best member below them.
plots::HeatmapData recallFigure(const ToldTeam& told);

} // namespace cobench::ui
