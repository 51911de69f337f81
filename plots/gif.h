// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>

#include <vector>

namespace cobench::plots {

/// An endless GIF 89a of frames of one size, `delayMs` (rounded to 10) apart. All frames share 256 colours, chosen
/// by median cut over all of them. Empty for no frames, frames of different sizes, or beyond 65,535 pixels a side.
QByteArray toGif(const std::vector<QImage>& frames, int delayMs);

} // namespace cobench::plots
