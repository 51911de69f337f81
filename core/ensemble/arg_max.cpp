// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/arg_max.h"

#include <algorithm>
#include <array>

namespace cobench::ensemble {

namespace {

/// Branch-free: which class wins is as good as random to a branch predictor.
data::Label argMaxShort(const float* row, std::uint32_t classes)
{
    float best = row[0];
    std::uint32_t winner = 0;
    for (std::uint32_t c = 1; c < classes; ++c) {
        const bool better = row[c] > best;
        best = better ? row[c] : best;
        winner = better ? c : winner;
    }
    return static_cast<data::Label>(winner);
}

/// Independent partial maxima let the compiler use vector registers; the index is looked up afterwards.
data::Label argMaxLong(const float* row, std::uint32_t classes)
{
    constexpr std::uint32_t kLanes = 16;
    std::array<float, kLanes> best;
    std::copy_n(row, kLanes, best.begin());
    std::uint32_t c = kLanes;
    for (; c + kLanes <= classes; c += kLanes)
        for (std::uint32_t lane = 0; lane < kLanes; ++lane)
            best[lane] = row[c + lane] > best[lane] ? row[c + lane] : best[lane];
    float most = *std::ranges::max_element(best);
    for (; c < classes; ++c)
        most = std::max(most, row[c]);
    return static_cast<data::Label>(std::find(row, row + classes, most) - row);
}

} // namespace

void argMaxRows(std::span<const float> probabilities, std::uint32_t classes, std::span<data::Label> result)
{
    const auto argMax = classes < 32 ? argMaxShort : argMaxLong;
    const float* row = probabilities.data();
    for (data::Label& label : result) {
        label = argMax(row, classes);
        row += classes;
    }
}

} // namespace cobench::ensemble
