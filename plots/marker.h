// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/theme.h"

#include <QPainterPath>
#include <QPointF>

namespace cobench::plots {

/// Outline of a marker `size` pixels across, around the origin. Cross, plus and star are closed shapes too, so that
/// every marker is filled the same way.
QPainterPath markerPath(Marker marker, double size);

} // namespace cobench::plots
