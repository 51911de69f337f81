// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lr/policy.h"

#include <span>
#include <string_view>

namespace cobench::lr {

/// A schedule that somebody published, ready to use.
struct KnownSchedule {
    std::string_view name; // "MNIST, LeNet (LRBench, Caffe)"
    std::string_view text; // as policy_text.h reads it
    Unit unit = Unit::Iteration;
    std::uint64_t steps = 0; // of the published training
    std::string_view source; // where, and for what
};

std::span<const KnownSchedule> knownSchedules();

} // namespace cobench::lr
