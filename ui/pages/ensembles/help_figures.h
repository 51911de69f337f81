// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ensembles/help_presenter.h"
#include "ui/pages/reports/help_figure.h"
#include "ui/pages/reports/view_spec.h"

namespace cobench::ui {

/// The verdict in a few words.
QString verdictTitle(const HelpAnswer& answer);
/// Correlations and what chance gives, as rich text.
QString figuresHtml(const HelpAnswer& answer);
/// What the figures of help_figure.h are made of; no longer than the answer.
ToldHelp toldOf(const HelpAnswer& answer);
/// The views that draw the same figures.
ViewSpec chanceView(const HelpAnswer& answer);
ViewSpec correlationsView(const HelpAnswer& answer);

} // namespace cobench::ui
