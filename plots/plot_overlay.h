// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_widget.h"

#include <qcustomplot.h>

#include <array>
#include <functional>
#include <optional>

namespace cobench::plots {

/// Everything that moves with the mouse, on a buffered layer of its own: the data are not drawn again for it.
class PlotOverlay : public QCPLayerable
{
public:
    /// Draws on `layer`, which must exist and be buffered.
    PlotOverlay(QCustomPlot* plot, const QString& layer);

    void setTheme(const PlotTheme& theme) { m_theme = theme; }
    void setReadOut(std::optional<ReadOut> readOut);
    /// Cursor 0 is A, 1 is B; places are data coordinates of the plot's main axes.
    void setCursor(std::size_t which, const QPointF& place);
    void clearCursors();
    const std::array<std::optional<QPointF>, 2>& cursors() const { return m_cursors; }
    void setFocusShown(bool shown);
    /// Marks of the chart itself (hover of another view), drawn under the read-out.
    void setMarks(std::function<void(QCPPainter&)> draw) { m_marks = std::move(draw); }
    /// Exports leave out what belongs to the mouse. The cursors stay: they are part of the figure.
    void setTransientShown(bool shown) { m_transientShown = shown; }
    void refresh() { layer()->replot(); }

    /// "A (x, y)  B (x, y)  Δx …  Δy …"; empty without cursors.
    QString cursorText() const;

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override { painter->setAntialiasing(true); }
    void draw(QCPPainter* painter) override;

private:
    void drawCrosshair(QCPPainter& painter) const;
    void drawPanel(QCPPainter& painter, const QString& text, const QPointF& anchor) const;
    void drawCursors(QCPPainter& painter) const;

    PlotTheme m_theme = PlotTheme::light();
    std::optional<ReadOut> m_readOut;
    std::array<std::optional<QPointF>, 2> m_cursors;
    std::function<void(QCPPainter&)> m_marks;
    bool m_focusShown = false;
    bool m_transientShown = true;
};

} // namespace cobench::plots
