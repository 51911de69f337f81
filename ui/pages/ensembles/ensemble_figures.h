// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/heatmap.h"
#include "plots/scatter.h"
#include "ui/models/figure_help.h"
#include "ui/pages/ensembles/ensemble_answers.h"
#include "ui/pages/ensembles/ensemble_query.h"
#include "ui/pages/reports/cli_commands.h"
#include "ui/pages/reports/pool_phrases.h"
#include "ui/pages/reports/team_scatter_figure.h"

#include <QString>

namespace cobench::ui {

FigureHelp metricHelp(ensemble::Metric metric);

plots::HeatmapData matrixFigure(const MatrixAnswer& answer, const EnsembleQuery& query);
/// Point ids are team numbers.
plots::ScatterData teamFigure(const TeamsAnswer& answer, const EnsembleQuery& query);

PoolPlace placeOf(const Subject& subject, const QString& project);
/// The command lines that draw the same; where none does, those that print the same numbers.
QString matrixCommand(const Subject& subject, const EnsembleQuery& query, const QString& project);
/// `front`: with its Pareto front.
QString scatterCommand(const TeamsAnswer& answer, const EnsembleQuery& query, bool front, const QString& project);

} // namespace cobench::ui
