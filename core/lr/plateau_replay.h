// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lr/outline.h"
#include "core/lr/plateau_policy.h"

#include <span>
#include <vector>

namespace cobench::lr {

/// What a policy would have done with values recorded epoch by epoch.
struct ReplayedEpoch {
    double value = 0.0;
    double rate = 0.0; // of the epoch's first iteration
    double lastRate = 0.0; // of its last one
    double nextRate = 0.0; // of the iteration that comes after the action
    PlateauAction action = PlateauAction::None; // after the epoch
    std::size_t index = 0; // after it
};
std::vector<ReplayedEpoch> replay(
    const PlateauPolicy& policy, std::span<const double> values, std::uint64_t iterationsPerEpoch);

/// The rate of every iteration of a replay, as a line over about `columns` pixel columns: t counts iterations done.
/// Where the policy moves there are two points at one t.
std::vector<OutlinePoint> replayedRates(const PlateauPolicy& policy,
    std::span<const ReplayedEpoch> epochs,
    std::uint64_t iterationsPerEpoch,
    std::size_t columns);

} // namespace cobench::lr
