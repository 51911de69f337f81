// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/detect/emulation.h"
#include "core/detect/remote_address.h"

#include <string>
#include <string_view>
#include <vector>

namespace cobench::detect {

/// A device of another machine.
struct RemoteSpec {
    std::string address; // as completeAddress() gives it
    unsigned quality = 90; // of the JPEG that frames travel as, 1 to 100; 0 = as they are
};

/// A device as it is written: cpu, cpu:0, cpu:0-1, emulated:2.5, emulated:2.5:jitter=0.2:law=normal:fail=10-20,
/// remote:HOST:PORT, remote:HOST:PORT:jpeg=75, remote:HOST:PORT:raw; with =MODEL behind it a model of its own.
struct DeviceSpec {
    std::string text; // without the model
    std::vector<unsigned> cores; // of the machine; empty = wherever there is room
    std::string target = {}; // one of kNetworkTargets; empty = the processor
    std::optional<Emulation> emulation = std::nullopt;
    std::optional<RemoteSpec> remote = std::nullopt;
    std::string model; // empty = the run's
};

/// Separated by commas; "3*emulated:2.5" is three of them. Usage names the device and what is wrong with it.
Result<std::vector<DeviceSpec>> parseDevices(std::string_view text);

} // namespace cobench::detect
