// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/color_map.h"

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QPen>

#include <cstddef>
#include <vector>

namespace cobench::plots {

enum class Marker { Circle, Square, Diamond, Triangle, TriangleDown, Cross, Plus, Star };

/// How one category is told from the others: a colour and, as second channel, a dash and a marker.
struct CategoryStyle {
    QColor color;
    Qt::PenStyle dash = Qt::SolidLine;
    Marker marker = Marker::Circle;

    QPen pen(double width = 1.6) const { return {color, width, dash, Qt::FlatCap, Qt::RoundJoin}; }
};

/// Every colour and font a plot uses. A value: a plot copies it.
struct PlotTheme {
    bool isDark = false;
    QColor background;
    QColor text;
    QColor mutedText; // notes, tick labels
    QColor axis;
    QColor grid;
    QColor accent; // bars, single series, focus
    QColor selection; // outline of what is selected
    QColor missing; // undefined cells: this with hatching in missingHatch
    QColor missingHatch;
    QColor panel; // read-outs over the data
    std::vector<QColor> categories; // Okabe-Ito; the same hues in light and dark
    ColorMap sequential = ColorMap::viridis();
    ColorMap diverging = ColorMap::divergingLight();
    QFont font; // pixel sizes, so that exports do not depend on a screen

    static PlotTheme light();
    static PlotTheme dark();
    /// Light or dark, after the palette's window colour.
    static PlotTheme forPalette(const QPalette& palette);

    /// Any index: colours repeat after the list's end, then with the next dash and marker.
    CategoryStyle category(std::size_t index) const;
    /// Colour of step `index` of `count` ordered steps (team sizes, severities), away from the map's end that
    /// vanishes in the background.
    QColor ordered(std::size_t index, std::size_t count) const;
    /// `share` of the way from the background to `color`.
    QColor faint(const QColor& color, double share) const;
    QFont titleFont() const;
    QFont smallFont() const;
};

/// WCAG 2 contrast ratio, 1 ... 21.
double contrastRatio(const QColor& first, const QColor& second);
/// Near-black or white, whichever reads better on `background`.
QColor readableOn(const QColor& background);

} // namespace cobench::plots
