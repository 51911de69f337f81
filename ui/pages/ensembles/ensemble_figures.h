// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/heatmap.h"
#include "plots/scatter.h"
#include "ui/models/figure_help.h"
#include "ui/pages/ensembles/ensemble_answers.h"
#include "ui/pages/ensembles/ensemble_query.h"
#include "ui/pages/reports/cli_commands.h"

#include <QString>

namespace cobench::ui {

/// "all samples", "samples the pool disagrees about", "samples that lenet gets wrong"
QString titleOf(const ensemble::SampleSet& set, const data::Pool& pool);
FigureHelp metricHelp(ensemble::Metric metric);
QString modelName(const data::Pool& pool, std::size_t model);
/// "lenet-w8 + mlp-256"
QString teamName(const data::Pool& pool, const ensemble::Members& members);

plots::HeatmapData matrixFigure(const MatrixAnswer& answer, const EnsembleQuery& query);
/// Point ids are team numbers.
plots::ScatterData teamFigure(const TeamsAnswer& answer, const EnsembleQuery& query);

PoolPlace placeOf(const Subject& subject, const QString& project);
/// The command lines that draw the same; where none does, those that print the same numbers.
QString matrixCommand(const Subject& subject, const EnsembleQuery& query, const QString& project);
QString scatterCommand(const TeamsAnswer& answer, const EnsembleQuery& query, const QString& project);

} // namespace cobench::ui
