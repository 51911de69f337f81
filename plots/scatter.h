// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_widget.h"
#include "plots/scatter_index.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace cobench::plots {

class GroupClouds;
class ScatterLines;
class ScatterMarks;

/// Points of one group, shown with one colour and marker. NaN points are left out and counted in the note.
struct ScatterGroup {
    QString name;
    std::vector<double> x;
    std::vector<double> y;
    std::vector<std::uint32_t> ids; // of each point, unique over all groups; what signals carry; best ascending
    std::vector<std::uint8_t> hollow; // of each point: 1 = drawn as an outline; empty: none is
};

/// An upright line across the plot, such as a threshold.
struct ScatterLine {
    double at = 0.0; // x
    std::optional<std::size_t> group; // whose colour it has, and with which it is hidden
    QString name; // told near the line
};

struct ScatterData {
    QString title;
    QString note;
    QString xTitle; // with unit
    QString yTitle;
    QString groupTitle; // heading of the legend: "Team size"
    std::vector<ScatterGroup> groups;
    std::vector<ScatterLine> lines;
    bool ordered = false; // groups are steps of one magnitude: sequential colours; else categories
};

/// Up to a million points; beyond what single markers can show they become translucent dots that add up, so that
/// density is seen, and the note tells how many they stand for.
class Scatter : public PlotWidget
{
    Q_OBJECT
public:
    explicit Scatter(QWidget* parent = nullptr);
    ~Scatter() override;

    void setData(ScatterData data);
    const ScatterData& data() const { return m_data; }
    /// The same points with other lines.
    void setLines(std::vector<ScatterLine> lines);
    std::size_t pointCount() const { return m_index.points(); }
    /// Text shown for a point besides its coordinates; the caller's words for an id.
    void setPointName(std::function<QString(std::uint32_t)> name) { m_pointName = std::move(name); }
    /// Drawn larger, with a dark outline (a light one in the dark theme): what a rule chose, as opposed to what a
    /// person selected. Where more are marked than can be outlined, the others turn pale. Unknown ids are ignored.
    void setMarked(std::vector<std::uint32_t> ids);
    const std::vector<std::uint32_t>& marked() const { return m_marked; }
    /// Drawn on top in the selection colour. Unknown ids are ignored.
    void setSelected(const std::vector<std::uint32_t>& ids);
    /// Outlined by diamonds, under a name in the legend, such as a front. Unknown ids are ignored; without ids
    /// nothing is outlined. To be called again after setData.
    void setOutlined(const std::vector<std::uint32_t>& ids, const QString& name);
    /// Ring around one point, for a hover that began in another view.
    void setHovered(std::optional<std::uint32_t> id);

    /// Nearest shown point within 8 pixels.
    std::optional<std::uint32_t> pointAt(const QPointF& pixel) const;
    /// Widget pixel of a point; nothing for an unknown id.
    std::optional<QPointF> pixelOf(std::uint32_t id) const;
    std::vector<std::uint32_t> pointsIn(const QRectF& dataRectangle) const;

    bool canBrush() const override { return true; }
    PlotTable tableData() const override;
    QString summary() const override;

Q_SIGNALS:
    void pointClicked(std::uint32_t id, Qt::KeyboardModifiers modifiers);
    void emptyClicked();
    void pointHovered(std::uint32_t id);
    void hoverLeft();
    /// `add` with Ctrl: to what is selected already.
    void pointsBrushed(const std::vector<std::uint32_t>& ids, bool add);

protected:
    ViewRange fullRange() const override;
    void applyTheme() override;
    std::optional<ReadOut> readOutAt(const QPointF& pixel) const override;
    void clickAt(const QPointF& pixel, Qt::KeyboardModifiers modifiers) override;
    void hoverAt(const std::optional<QPointF>& pixel) override;
    void brush(const QRectF& dataRectangle, Qt::KeyboardModifiers modifiers) override;
    void seriesToggled(QCPAbstractPlottable*) override;

private:
    using Place = ScatterPlace;
    void dropClouds();
    void rebuild();
    void rebuildLines();
    void styleLines();
    QColor colorOf(std::size_t group) const;
    void styleMarks();
    bool isDense() const;
    QString noteText() const;
    std::optional<QPointF> shownAt(std::uint32_t id) const;
    std::optional<Place> nearest(const QPointF& pixel) const;
    QPointF pixelOf(const Place& place) const;
    template <typename Visit>
    void forEachShown(Visit visit) const;

    ScatterData m_data;
    ScatterIndex m_index; // of m_data.groups
    std::optional<std::uint32_t> m_hovered; // as last told
    std::function<QString(std::uint32_t)> m_pointName;
    std::vector<std::uint32_t> m_marked; // sorted
    std::vector<std::unique_ptr<GroupClouds>> m_clouds; // one per group
    std::unique_ptr<ScatterLines> m_lines; // of m_data.lines
    std::unique_ptr<ScatterMarks> m_marks;
};

} // namespace cobench::plots
