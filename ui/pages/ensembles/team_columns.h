// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ensembles/ensemble_answers.h"

#include <QString>

namespace cobench::ui {

/// What is told of a team. The metrics come last, in the order of kAllMetrics.
struct TeamColumns {
    enum Column {
        NumbersColumn,
        NamesColumn,
        SizeColumn,
        AccuracyColumn,
        BestMemberColumn,
        GainColumn,
        FirstMetricColumn,
        ColumnCount = FirstMetricColumn + static_cast<int>(ensemble::kAllMetrics.size())
    };
};

bool isMetric(int column);
/// Precondition: isMetric(column).
ensemble::Metric metricOf(int column);
/// Heading; metrics as diversity scores, or raw.
QString columnTitle(int column, bool asScore);
/// Empty where the heading says it all.
QString columnHelp(int column);
/// Of one team of an answer; NaN for an undefined value and for columns of text.
double columnValue(const TeamsAnswer& answer, bool asScore, std::uint32_t team, int column);
QString columnText(const TeamsAnswer& answer, bool asScore, std::uint32_t team, int column);

} // namespace cobench::ui
