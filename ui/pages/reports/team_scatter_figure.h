// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/pareto_job.h"
#include "core/jobs/team_job.h"
#include "plots/scatter.h"

#include <QString>

namespace cobench::ui {

/// Which diversity teams are shown by, and where it was counted.
struct TeamPlane {
    ensemble::Metric metric = ensemble::Metric::GD; // one of the scores'
    ensemble::SampleSet samples{.kind = ensemble::SampleSet::Kind::Disagreement};
    ensemble::Convention convention = ensemble::Convention::Corrected;
    bool asScore = true; // diversity score (higher = more diverse); false: the metric's raw value

    double shown(double raw) const { return asScore ? ensemble::diversityScore(metric, raw) : raw; }
    QString title() const; // of the axis
};

/// " · reference convention": what stands beside its numbers, so that nobody takes them for the others; else empty.
QString conventionNote(ensemble::Convention convention);

/// Teams by diversity and accuracy, coloured by size. Point ids are team numbers.
plots::ScatterData teamFigure(
    const data::Pool& pool, const QString& split, const jobs::PoolTeams& teams, const TeamPlane& plane);

/// The same points over what their teams cost, sums over the members. Precondition: the cost of every model is
/// known.
plots::ScatterData costFigure(
    const data::Pool& pool, const QString& split, const jobs::PoolTeams& teams, jobs::Cost cost);

/// Numbers of the teams on a front, ascending.
std::vector<std::uint32_t> teamsOn(const jobs::ParetoTeams& front);
/// "12 teams that no other one equals or beats in accuracy, GD and parameters"
QString frontText(const jobs::ParetoTeams& front, ensemble::Metric metric);

} // namespace cobench::ui
