// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/frame.h"

#include <span>
#include <vector>

namespace cobench::detect {

/// From `at` on so many frames waited for a device, until the next step.
struct QueueStep {
    Time at{0};
    std::size_t waiting = 0;
};

/// How many of these frames waited in queues, all together; outcomes in frame order, as they come out. Ends with
/// the last capture: what waits later is not known from them. A frame whose device died counts as waiting until it
/// is started again.
std::vector<QueueStep> queueHistory(std::span<const Outcome> outcomes);

} // namespace cobench::detect
