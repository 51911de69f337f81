// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPen>
#include <QPointF>

#include <cstddef>
#include <optional>
#include <vector>

class QCPItemLine;
class QCustomPlot;

namespace cobench::plots {

/// Upright lines across a plot. Indices are those of the places given last.
class ScatterLines
{
public:
    /// The plot outlives the lines, and owns what is drawn.
    explicit ScatterLines(QCustomPlot& plot);

    /// x of each line.
    void setPlaces(const std::vector<double>& places);
    void style(std::size_t line, const QPen& pen, bool isVisible);
    /// The first visible line within 4 pixels.
    std::optional<std::size_t> lineAt(const QPointF& pixel) const;

private:
    QCustomPlot& m_plot;
    std::vector<QCPItemLine*> m_lines; // owned by the plot
};

} // namespace cobench::plots
