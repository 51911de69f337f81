// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <string_view>

namespace cobench::ui {

/// Where a recorded quantity belongs among the lanes that people see.
struct LanePlace {
    int order = 0; // from the top; quantities of one lane have the same
    QString lane; // "Memory of the run"
    QString unit; // of the lane; "B" and "B/s" are made readable once the values are known
    QString series; // "resident"
    double scale = 1.0; // from the recorded unit
    std::optional<double> top; // where the scale ends
};

/// Of a lane of a trace ("cpu/total", "gpu0/power"). Nothing for what is not drawn as a line: phases and numbers of
/// processes. What is not known gets a lane of its own.
std::optional<LanePlace> placeOfLane(std::string_view name, std::string_view unit);
/// Of a scalar of the run; nothing for those that tell nothing of its speed.
std::optional<LanePlace> placeOfScalar(std::string_view tag);
/// The lane of samples a second.
LanePlace throughputPlace();

} // namespace cobench::ui
