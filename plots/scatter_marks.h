// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/theme.h"

#include <QString>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

class QCPLayer;
class QCustomPlot;

namespace cobench::plots {

class PointCloud;

/// What lies over the points of a scatter: those that are selected, and those that are outlined under a name in the
/// legend. Unknown ids are ignored.
class ScatterMarks
{
public:
    /// Where a shown point stands in the plot; nothing for an unknown or hidden one.
    using Locate = std::function<std::optional<QPointF>(std::uint32_t id)>;

    /// The plot has the layers "marked" and "highlight", outlives the marks, and owns what is drawn.
    ScatterMarks(QCustomPlot& plot, Locate locate);

    void setSelected(std::vector<std::uint32_t> ids);
    /// `ids` are sorted; none takes the name off the legend.
    void setOutlined(std::vector<std::uint32_t> ids, const QString& name);
    /// Takes the places anew.
    void refresh();
    /// `size` is that of the points, in pixels; above `dense` selected points, they are dots.
    void style(const PlotTheme& theme, double size, std::size_t dense);

    const std::vector<std::uint32_t>& outlined() const { return m_outlined; }
    QString outlineName() const;

private:
    struct Points {
        std::vector<double> x;
        std::vector<double> y;
    };
    void place(PointCloud& cloud, Points& points, const std::vector<std::uint32_t>& ids) const;

    Locate m_locate;
    std::vector<std::uint32_t> m_selected;
    std::vector<std::uint32_t> m_outlined;
    Points m_selectedPoints; // what m_highlight draws
    Points m_outlinedPoints; // what m_outlines draws
    PointCloud* m_outlines; // owned by the plot
    PointCloud* m_highlight; // owned by the plot
};

} // namespace cobench::plots
