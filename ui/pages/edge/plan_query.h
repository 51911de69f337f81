// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/edge/plan_figure.h"

#include <string>
#include <string_view>

namespace cobench::ui {

/// A plan of devices as a text: "DEVICES|RUN[:sigma|dropped|p99[:OPTION=VALUE,…]]". Options are those of `detect
/// plan`, with its units and defaults: rate p99 dropped most schedule buffer drop deadline seed.
struct PlanQuery {
    std::string devices; // emulated ones, as `detect plan --devices` takes them; else a kept run's number or name
    PlanFigure figure = PlanFigure::Sigma;
    detect::CapacityQuestion question; // its devices are not looked at
};

/// Usage naming what would be right. Whether the run exists is found out when it is drawn.
Result<PlanQuery> parsePlanQuery(std::string_view text);
/// Without what is as usual.
std::string toString(const PlanQuery& query);

} // namespace cobench::ui
