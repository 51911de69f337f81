// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/sweep_job.h"
#include "plots/curves.h"
#include "ui/pages/reports/figure_data.h"
#include "ui/pages/reports/sweep_query.h"

namespace cobench::ui {

/// The mean of the metric over the rates: a series for each of the group's, then a flat one for each that has a
/// noise: its best mean with the standard deviation of repetition. Rates at which runs diverged are marked on the
/// axis.
plots::CurvesData bowlFigure(const jobs::SweptGroup& group);
/// Which of the group's series a series of the bowl is of.
std::size_t seriesOf(const jobs::SweptGroup& group, std::size_t bowlSeries);
/// The epochs of the runs at one rate.
plots::CurvesData epochsFigure(const jobs::SweptGroup& group, std::size_t series, std::size_t rate);

/// "Accuracy, test, at the end"
QString metricTitle(const study::SweepMetric& metric);
QString metricHelp(const study::SweepMetric& metric);
/// Whether the metric is drawn over a logarithmic axis: losses span decades, accuracies do not.
bool spansDecades(const study::SweepMetric& metric);
/// Nothing for another view.
std::optional<study::SweepMetric> sweepMetricOf(const ViewSpec& view);
/// "0.000398"
QString rateText(double rate);
/// What makes a run diverged here, in a sentence.
QString divergenceHelp(const std::string& lossTag);
QString noiseHelp();

/// Usage when no group fits, or several do.
Result<FigureData> computeSweep(
    const ViewSpec& view, const std::filesystem::path& project, const CancelToken& cancel);

} // namespace cobench::ui
