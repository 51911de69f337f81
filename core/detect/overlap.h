// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/detections.h"

namespace cobench::detect {

/// Area that two boxes share. `extra` is added to each side's length: 1 for the integer boxes of VOC, whose corners
/// name pixels.
double intersection(const data::Box& a, const data::Box& b, double extra = 0.0);

/// Intersection over union, 0 … 1; 0 where both are empty.
double overlap(const data::Box& a, const data::Box& b, double extra = 0.0);

} // namespace cobench::detect
