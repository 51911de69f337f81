// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lr/evaluate.h"
#include "plots/schedule.h"

namespace cobench::ui {

/// What a person can drag in a schedule: each boundary; of each segment the rate it starts at, and a turn of its
/// curve (end of the first stage or half cycle: l and the rate there) or, without l, the rate it ends at. Always
/// the same number and order for the same families, so that a handle keeps its number while it is dragged.
std::vector<plots::ScheduleHandle> handlesOf(
    const lr::Schedule& schedule, std::uint64_t steps, lr::Convention convention);

/// The schedule with handle number `handle` at `to`: the parameters that put it there. Unchanged where no value of
/// them does.
lr::Schedule withHandleAt(const lr::Schedule& schedule, std::uint64_t steps, std::size_t handle, const QPointF& to);

} // namespace cobench::ui
