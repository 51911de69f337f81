// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/run_event.h"

namespace cobench::detect {

namespace {

const char* titleOf(RunEvent::Kind kind)
{
    switch (kind) {
    case RunEvent::Kind::SourceStale:
        return "no signal from the source";
    case RunEvent::Kind::SourceBack:
        return "the source is back";
    case RunEvent::Kind::DeviceUnplugged:
        return "unplugged";
    case RunEvent::Kind::DevicePluggedIn:
        return "plugged in again";
    case RunEvent::Kind::DeviceAdded:
        return "added";
    case RunEvent::Kind::DeviceRemoved:
        return "removed";
    case RunEvent::Kind::Schedule:
        return "another scheduler";
    case RunEvent::Kind::Rate:
        return "another rate of the source";
    }
    return "";
}

} // namespace

std::string secondsText(Time time)
{
    const auto tenths = static_cast<long>(10.0 * seconds(time));
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
}

std::string describe(const RunEvent& event)
{
    const std::string text = "after " + secondsText(event.at) + ": " + titleOf(event.kind);
    return event.detail.empty() ? text : text + ": " + event.detail;
}

} // namespace cobench::detect
