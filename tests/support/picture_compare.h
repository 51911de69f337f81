// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>

namespace cobench::test {

/// How two pictures of one chart differ where it matters. Both are cut into cells; a cell differs in colour when
/// its mean does, and in ink when one picture draws something there and the other next to nothing. Other fonts,
/// smoothing and hinting move neither much; a missing legend, a shift of 20 pixels or another theme move many
/// cells.
struct PictureDifference {
    bool sameSize = true;
    double colour = 0.0; // share of cells with another mean colour
    double ink = 0.0; // share of inked cells that are empty in the other picture

    bool isSmall() const { return sameSize && colour <= 0.04 && ink <= 0.06; }
    QString text() const;
};

PictureDifference comparePictures(const QImage& expected, const QImage& actual);

} // namespace cobench::test
