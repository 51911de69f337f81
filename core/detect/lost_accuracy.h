// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/result.h"
#include "core/data/box_table.h"
#include "core/detect/frame.h"

#include <limits>
#include <span>
#include <vector>

namespace cobench::detect {

/// What a viewer saw at a frame.
enum class FrameFate : std::uint8_t {
    Processed, // its own boxes
    Stale, // dropped: those of an earlier frame
    Blank, // dropped before there was any result, or never reached
};
FrameFate fateOf(const Outcome& outcome);

/// Where the accuracy of what was shown went. With AP50, COCO's average precision at IoU .5 against the truth over
/// all frames that it lists, and frames whose boxes are replaced by those of the offline reference (the same
/// detector on every frame) step by step:
///     S = AP50 of what was shown,                        B = S with blank frames replaced,
///     F = B with stale frames replaced, too,             R = F with processed frames replaced, too: the reference.
/// Shares of a perfect 1, which add up: 1 = shown + dropped + stale + processed + missed. Parts may be below 0,
/// where the reference is worse. NaN where it was not told.
struct LostAccuracy {
    double shown = std::numeric_limits<double>::quiet_NaN(); // S
    double dropped = std::numeric_limits<double>::quiet_NaN(); // B − S: nothing was there to be shown
    double stale = std::numeric_limits<double>::quiet_NaN(); // F − B: what was shown was out of date
    double processed = std::numeric_limits<double>::quiet_NaN(); // R − F: devices find else than the reference
    double missed = std::numeric_limits<double>::quiet_NaN(); // 1 − R: what the detector does not find anyway
};

/// Tables number their frames from 1, as MOTChallenge does; `fates` from 0, and what lies behind them is blank.
/// Errors as matchTables().
Result<LostAccuracy> lostAccuracy(const data::BoxTable& truth,
    const data::BoxTable& shown,
    const data::BoxTable& reference,
    std::span<const FrameFate> fates,
    const CancelToken& cancel);

/// What a viewer saw of a run, stale boxes included, as such a table.
data::BoxTable shownTable(std::span<const Outcome> outcomes);
/// The boxes of its processed frames alone.
data::BoxTable foundTable(std::span<const Outcome> outcomes);

} // namespace cobench::detect
