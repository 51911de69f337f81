// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/scheduler.h"

#include <memory>
#include <string_view>

namespace cobench::detect {

struct Device;

/// What a person changes of a run that goes on. What cannot be done is left out: devices that are not there, the
/// last one removed, a rate of a live source.
struct RunChange {
    enum class Kind {
        Schedule,
        Rate,
        Unplug, // at once, as if its cable were pulled: its frame is lost to it
        PlugIn,
        Remove, // for good, after the frame it works on
        Add, // the run appends its number to the name
    };
    Kind kind = Kind::Schedule;
    detect::Schedule schedule = detect::Schedule::Fcfs;
    double rate = 0.0; // frames/s, > 0
    DeviceIndex device = 0; // Unplug, PlugIn, Remove
    std::shared_ptr<Device> added = nullptr; // given up to the run
};
inline constexpr std::string_view kRunChanges[] = {"schedule", "rate", "unplug", "plug", "remove", "add"};

/// At a time of the run.
struct TimedChange {
    Time at{0};
    RunChange change;
};

} // namespace cobench::detect
