// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/frame.h"

#include <string>
#include <string_view>

namespace cobench::detect {

/// Something that changed while a run went on.
struct RunEvent {
    enum class Kind {
        SourceStale, // a live source brings no frames
        SourceBack, // it does again
        DeviceUnplugged, // by a person; `detail` names the device
        DevicePluggedIn,
        DeviceAdded, // behind all others
        DeviceRemoved,
        Schedule, // another one
        Rate, // the source is paced at another one
    };
    Time at{0};
    Kind kind = Kind::SourceStale;
    std::string detail; // why, which device, what now; may be empty

    bool operator==(const RunEvent&) const = default;
};
/// As in files and on the command line.
inline constexpr std::string_view kRunEvents[] = {"source_stale",
    "source_back",
    "device_unplugged",
    "device_plugged_in",
    "device_added",
    "device_removed",
    "schedule",
    "rate"};

/// "12.3 s"
std::string secondsText(Time time);
/// "after 12.3 s: no signal from the source: its stream stalled"
std::string describe(const RunEvent& event);

} // namespace cobench::detect
