// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/point_cloud.h"

#include <array>
#include <cstdint>
#include <vector>

namespace cobench::plots {

struct ScatterGroup;

/// One group of a scatter as drawn: plain points, hollow ones, and both again for the marked points, which lie on
/// the layer "marked". The plottables belong to the plot; they look into the group, which outlives them.
class GroupClouds
{
public:
    GroupClouds(QCustomPlot& plot, const ScatterGroup& group);

    void removeFrom(QCustomPlot& plot);
    /// Indices into the group. `crowded`: so many are marked in all groups that the others step back instead.
    void setMarked(std::vector<std::uint32_t> marked, bool crowded);
    /// `look` is that of plain points; marked ones get an outline in `contrast`.
    void setLook(const PointCloud::Look& look, const QColor& contrast);
    /// The legend's entry hides and shows the whole group.
    bool isVisible() const { return m_clouds[Plain]->visible(); }
    void followLegend();

private:
    enum Kind { Plain, Hollow, Marked, MarkedHollow, KindCount };

    void restyle();

    const ScatterGroup& m_group;
    PointCloud::Look m_look;
    QColor m_contrast;
    bool m_crowded = false;
    std::array<PointCloud*, KindCount> m_clouds{};
    std::array<std::vector<double>, KindCount> m_x;
    std::array<std::vector<double>, KindCount> m_y;
};

} // namespace cobench::plots
