// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/device_text.h"
#include "core/detect/run_change.h"
#include "core/detect/run_event.h"

namespace cobench::detect {

/// A change as it is written: 5:unplug=1, 8:plug=1, 9:remove=0, 10:rate=20, 12.5:schedule=rr, 15:add=emulated:5,
/// with seconds of the run before it and devices by their number, from 0.
struct ChangeSpec {
    Time at{0};
    RunChange change; // without the device that is added
    std::optional<DeviceSpec> added = std::nullopt; // of RunChange::Kind::Add
};

/// Usage names what is wrong.
Result<ChangeSpec> parseChange(std::string_view text);

/// The change that an event of a run tells of, written so, to the millisecond; empty where nobody made it, as when
/// a camera falls silent.
std::string changeText(const RunEvent& event);

/// A change without its seconds, but for RunChange::Kind::Add: "schedule=rr", "unplug=1".
std::string changeText(const RunChange& change);

} // namespace cobench::detect
