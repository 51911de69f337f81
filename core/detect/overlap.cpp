// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/overlap.h"

#include <algorithm>

namespace cobench::detect {

double intersection(const data::Box& a, const data::Box& b, double extra)
{
    const double width = std::min(a.x + a.width, b.x + b.width) - std::max(a.x, b.x) + extra;
    const double height = std::min(a.y + a.height, b.y + b.height) - std::max(a.y, b.y) + extra;
    return width > 0.0 && height > 0.0 ? width * height : 0.0;
}

double overlap(const data::Box& a, const data::Box& b, double extra)
{
    const double shared = intersection(a, b, extra);
    const double areas = (a.width + extra) * (a.height + extra) + (b.width + extra) * (b.height + extra) - shared;
    return shared > 0.0 ? shared / areas : 0.0;
}

} // namespace cobench::detect
