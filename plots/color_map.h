// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

#include <vector>

namespace cobench::plots {

/// A run of colours over [0, 1], interpolated linearly between equally spaced stops. A value type; never empty.
class ColorMap
{
public:
    /// Perceptually even, for magnitudes (matplotlib, CC0).
    static ColorMap viridis();
    static ColorMap cividis();
    /// Blue - neutral - red around 0.5; the light one (ColorBrewer RdBu) has a pale centre, the dark one a dark
    /// centre.
    static ColorMap divergingLight();
    static ColorMap divergingDark();

    /// `position` is clamped to [0, 1]. Precondition: not NaN.
    QColor at(double position) const;
    const std::vector<QColor>& stops() const { return m_stops; }

private:
    explicit ColorMap(std::vector<QColor> stops);
    std::vector<QColor> m_stops;
};

/// Where values sit on a colour map. With a neutral value the range is symmetric around it, so that the centre of a
/// diverging map means "neutral".
struct ColorRange {
    double low = 0.0;
    double high = 1.0;

    static ColorRange around(double neutral, double low, double high);
    /// 0.5 when the range is empty.
    double position(double value) const;
};

} // namespace cobench::plots
