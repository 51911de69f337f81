// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/ranking.h"
#include "plots/plot_table.h"
#include "plots/scatter.h"

#include <QString>

namespace cobench::ui {

/// How a person looks at a ranking.
struct RankView {
    jobs::RankOrder order;
    double target = std::numeric_limits<double>::quiet_NaN(); // val/accuracy; NaN = nobody asks
    double within = std::numeric_limits<double>::infinity(); // iterations
};

QString metricTitle(const jobs::RankMetric& metric); // "Test accuracy"
QString metricAxis(const jobs::RankMetric& metric); // with its unit
QString metricHelp(const jobs::RankMetric& metric); // formula, range, direction
/// "87.12 ± 0.35 %": mean with half its 95 % interval.
QString meanText(const jobs::RankMetric& metric, const study::MeanInterval& interval);
/// "TRI2", or "TRI2, then FIX"; of two with the same name the text tells more.
QString shortName(const jobs::RankedPolicy& policy);

/// Every figure of every policy as numbers, means with both ends of their intervals.
plots::PlotTable rankingTable(const jobs::Ranking& ranking, const RankView& view);
/// What the ranking is by against its cost, a point a policy; the ids are places in the ranking.
plots::ScatterData frontFigure(const jobs::Ranking& ranking, const RankView& view);
std::vector<std::uint32_t> frontOf(const jobs::Ranking& ranking);
/// Who is first, and from which policies a paired test tells it apart.
QString verdict(const jobs::Ranking& ranking, const RankView& view);
/// Prints the same from the recorded runs; empty while there are none.
QString rankCommand(const QString& project, const jobs::Ranking& ranking, const RankView& view);

} // namespace cobench::ui
