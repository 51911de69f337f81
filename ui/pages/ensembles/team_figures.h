// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ensembles/team_presenter.h"
#include "ui/pages/reports/team_figure.h"
#include "ui/pages/reports/view_spec.h"

#include <QString>

namespace cobench::ui {

/// What the figures of team_figure.h are made of; no longer than the answer.
ToldTeam toldOf(const TeamDetailAnswer& answer);
/// Samples on which exactly the members of a group fail, ascending.
std::vector<std::uint32_t> samplesOf(const TeamDetailAnswer& answer, const ensemble::FailureGroup& group);

/// "Not on offer: Soft-vote, Stacking: needs probabilities, …", a line for each reason; "" when every rule is.
QString missingRules(const TeamDetailAnswer& answer);
/// Why the rule that was asked for is not the one told; "" when it is.
QString reasonOf(const TeamDetailAnswer& answer);
/// What the team costs, "" when nothing is known.
QString costText(const data::ModelCost& cost);
/// "1.25 M"
QString magnitude(double value);
/// The command that draws a picture of what is told; "" where none does: other conventions and temperatures.
/// `shown` as in ViewSpec.
QString pictureCommand(
    const TeamDetailAnswer& answer, ViewSpec::Kind kind, const std::string& shown, const QString& project);
/// The command that tells the same.
QString teamCommand(const TeamSketchAnswer& answer, const QString& project);

} // namespace cobench::ui
