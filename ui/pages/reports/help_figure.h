// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/pool.h"
#include "core/ensemble/diversity_help.h"
#include "plots/bars.h"
#include "plots/histogram.h"

#include <QString>

namespace cobench::ui {

/// What was told of diversity and accuracy in a pool on one split; lives no longer than what it refers to.
struct ToldHelp {
    const data::Pool& pool;
    QString split; // title
    const ensemble::HelpOptions& options;
    const ensemble::HelpReport& report;
};

/// "95 %"
QString percentText(double share);
/// The partial correlation among those of the shuffled pools.
plots::HistogramData nullFigure(const ToldHelp& told);
/// The correlation within each team size, with the number of teams.
plots::BarsData sizeFigure(const ToldHelp& told);

} // namespace cobench::ui
