// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/confusion.h"
#include "plots/upset.h"
#include "ui/pages/ensembles/team_presenter.h"

#include <QString>

namespace cobench::ui {

/// Which members fail together. `colours` [models].
plots::UpsetData overlapFigure(const TeamDetailAnswer& answer, const std::vector<int>& colours);
/// Samples on which exactly the members of a group fail, ascending.
std::vector<std::uint32_t> samplesOf(const TeamDetailAnswer& answer, const ensemble::FailureGroup& group);

plots::ConfusionData teamConfusion(const TeamDetailAnswer& answer);
plots::ConfusionData bestConfusion(const TeamDetailAnswer& answer);
/// Team minus best member, in points of each class's samples.
plots::HeatmapData confusionDifference(const TeamDetailAnswer& answer);

/// Share of each class's samples that each usable rule gets right, and the best member below them.
plots::HeatmapData recallFigure(const TeamDetailAnswer& answer);

/// "Not on offer: Soft-vote, Stacking: needs probabilities, …", a line for each reason; "" when every rule is.
QString missingRules(const TeamDetailAnswer& answer);
/// Why the rule that was asked for is not the one told; "" when it is.
QString reasonOf(const TeamDetailAnswer& answer);
/// What the team costs, "" when nothing is known.
QString costText(const data::ModelCost& cost);
/// "1.25 M"
QString magnitude(double value);
/// The command that tells the same.
QString teamCommand(const TeamSketchAnswer& answer, const QString& project);

} // namespace cobench::ui
