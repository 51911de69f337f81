// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/theme.h"

#include <qcustomplot.h>

#include <utility>
#include <vector>

namespace cobench::plots {

struct LaneState;

/// What of lanes is no line: the borders between them, states as bars with their names, why a lane is empty, and
/// the names of its lines in their colours.
class LaneFrame : public QCPLayerable
{
public:
    struct Place {
        double top = 0.0; // data coordinates of the plot's y axis
        double bottom = 0.0;
        const std::vector<LaneState>* states = nullptr;
        QString missing;
        std::vector<std::pair<QString, QColor>> names; // of the lines, told beside the lane
    };
    explicit LaneFrame(QCustomPlot* plot);

    /// The states must live as long as the places are set.
    void setPlaces(std::vector<Place> places) { m_places = std::move(places); }
    void setTheme(const PlotTheme& theme) { m_theme = theme; }

protected:
    QRect clipRect() const override { return mParentPlot->viewport(); }
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override { painter->setAntialiasing(false); }
    void draw(QCPPainter* painter) override;

private:
    void drawNames(QCPPainter& painter, const Place& place, double middle) const;
    void drawStates(QCPPainter& painter, const Place& place, double top, double bottom) const;

    std::vector<Place> m_places;
    PlotTheme m_theme = PlotTheme::light();
};

} // namespace cobench::plots
