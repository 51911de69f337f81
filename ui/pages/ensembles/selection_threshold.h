// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ensembles/selection_presenter.h"
#include "ui/pages/reports/selection_figure.h"
#include "ui/pages/reports/view_spec.h"

#include <optional>

namespace cobench::ui {

/// What the selection's figure is made of; no longer than the answer.
ToldSelection toldOf(const SelectionAnswer& answer);

/// The view that draws the same figure. `focal`: whose view, of a method that has one for each member.
ViewSpec viewOf(const SelectionAnswer& answer, std::optional<std::uint32_t> focal);

/// Where the method's threshold lies on the scatter of a query; nothing when it compares other numbers than shown.
std::optional<double> thresholdOn(
    const SelectionAnswer& answer, const TeamsAnswer& teams, const EnsembleQuery& query);

} // namespace cobench::ui
