// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_widget.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace cobench::plots {

class SurfaceLayer;
class TrailLine;

/// One descent: where it was after each step, and how high.
struct LandscapeTrail {
    QString name;
    std::size_t category = 0;
    std::vector<QPointF> points; // the first is the start
    std::vector<double> heights; // of each point
    std::vector<double> rates; // applied to leave each point
    std::optional<std::size_t> leftAt; // first step off the map
};

/// A surface z(x, y) on a square map and descents on it.
struct LandscapeData {
    QString title;
    QString note;
    QString zTitle;
    double limit = 1.0; // the map is [-limit, limit] on both axes
    std::size_t gridSize = 2; // points a side
    std::vector<double> z; // [gridSize * gridSize], rows from low y upwards
    std::vector<LandscapeTrail> trails;
};

/// A map of heights with trails up to a step that can be played through. Points off the map stay: zooming out shows
/// them, and a cross marks where a trail leaves. Keys: comma and period step back and forth.
class Landscape : public PlotWidget
{
    Q_OBJECT
public:
    enum class Shade { Contour, Relief };

    explicit Landscape(QWidget* parent = nullptr);
    ~Landscape() override;

    void setData(LandscapeData shown);
    const LandscapeData& data() const { return m_data; }
    void setShade(Shade shade);
    /// Trails are drawn up to this step; cheap: the map is not drawn again.
    void setStep(std::size_t step);
    std::size_t step() const { return m_step; }
    /// Of the longest trail.
    std::size_t lastStep() const;

    PlotTable tableData() const override;
    QString summary() const override;

Q_SIGNALS:
    /// A key asks for another step.
    void stepAsked(int by);

protected:
    ViewRange fullRange() const override;
    void applyTheme() override;
    std::optional<ReadOut> readOutAt(const QPointF& pixel) const override;
    bool handleKey(int key, Qt::KeyboardModifiers modifiers) override;

private:
    double heightAt(const QPointF& place) const;

    LandscapeData m_data;
    std::size_t m_step = 0;
    SurfaceLayer* m_surface; // owned by the plot
    std::vector<TrailLine*> m_trails; // owned by the plot
};

} // namespace cobench::plots
