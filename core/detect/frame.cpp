// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/frame.h"

#include <cmath>

namespace cobench::detect {

Time fromSeconds(double value)
{
    return Time(std::llround(value * 1e9));
}

std::string_view id(DropCause cause)
{
    static constexpr std::array<std::string_view, kDropCauses> ids{
        "queue", "deadline", "device_lost", "source_late", "network", "decode"};
    return ids[static_cast<std::size_t>(cause)];
}

} // namespace cobench::detect
