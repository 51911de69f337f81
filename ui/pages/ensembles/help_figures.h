// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/bars.h"
#include "plots/histogram.h"
#include "ui/pages/ensembles/help_presenter.h"

namespace cobench::ui {

/// The verdict in a few words.
QString verdictTitle(const HelpAnswer& answer);
/// Correlations and what chance gives, as rich text.
QString figuresHtml(const HelpAnswer& answer);
/// The partial correlation among those of the shuffled pools.
plots::HistogramData nullFigure(const HelpAnswer& answer);
/// The correlation within each team size, with the number of teams.
plots::BarsData sizeFigure(const HelpAnswer& answer);
/// The command line that prints the same numbers.
QString helpCommand(const HelpAnswer& answer, const QString& project);

} // namespace cobench::ui
