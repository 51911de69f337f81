// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lr/evaluate.h"
#include "plots/schedule.h"
#include "ui/pages/reports/figure_data.h"
#include "ui/pages/reports/policy_query.h"

#include <memory>

namespace cobench::ui {

class ReportSource;

/// How a schedule stands on an axis.
struct PolicyScale {
    std::uint64_t steps = 1000; // of the schedule's own unit: 0 … steps - 1
    double stepLength = 1.0; // of the axis; an epoch on an axis of iterations has more than one
    lr::Convention convention = lr::Convention::Corrected;
    bool operator==(const PolicyScale&) const = default;
};

plots::ScheduleSeries policySeries(
    std::shared_ptr<const lr::Schedule> schedule, const QString& name, const PolicyScale& scale);

/// Steps that cover `length` of the axis.
std::uint64_t stepsOver(double length, double stepLength);

/// Whole steps after which everything that a schedule does has been seen: some cycles of its last policy.
std::uint64_t naturalLength(const lr::Schedule& schedule);

/// Usage for a policy that is neither a text nor one of the project's, naming those there are.
Result<FigureData> computePolicies(const ViewSpec& view, const ReportSource& source);

/// Its function's name, or those of its segments: "SIN, then FIX".
QString policyName(const lr::Schedule& schedule);
/// What a drawing of so many steps must say.
QString stepsNote(std::uint64_t steps);
QString unitTitle(lr::Unit unit); // "Iteration"
QString rateTitle(); // "Learning rate"
QString rateHelp();

} // namespace cobench::ui
