// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace cobench::ensemble {

struct PlanePoint {
    double accuracy = 0.0;
    double diversity = 0.0;
    bool operator==(const PlanePoint&) const = default;
};

struct TwoMeans {
    std::array<PlanePoint, 2> centres; // in the units of the input
    std::vector<std::uint8_t> label; // [points] 0 or 1
    bool emptyCluster = false; // everything fell to one centre; the other stands where it started
    /// The cluster whose centre has the lower accuracy; equal: the first, which started at maximum accuracy.
    std::size_t lowAccuracyCluster() const { return centres[1].accuracy < centres[0].accuracy ? 1 : 0; }
};

/// Plain Lloyd iteration from two given centres: ties to the first (distances that agree to a relative 1e-12 are
/// equal, so that no rounding decides), until the labels stay, 300 rounds at most (what scikit-learn's KMeans does
/// from an explicit start). `standardise` clusters on z-scores with the population standard deviation (a constant
/// axis becomes 0) and reports the centres in input units. No points: an empty cluster. Cancelled, it stops after
/// the round, with clusters that mean nothing: ask the token.
TwoMeans twoMeans(std::span<const PlanePoint> points,
    std::array<PlanePoint, 2> start,
    bool standardise,
    const CancelToken& cancel = {});

} // namespace cobench::ensemble
