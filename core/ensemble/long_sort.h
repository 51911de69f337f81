// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"

#include <algorithm>
#include <iterator>
#include <vector>

namespace cobench::ensemble {

/// std::stable_sort of up to millions of values in pieces of a few milliseconds, each of which may be the last:
/// once cancelled the order is unspecified, and values may be missing.
template <typename Value, typename Less>
void longSort(std::vector<Value>& values, Less less, const CancelToken& cancel)
{
    constexpr std::size_t kPiece = std::size_t{1} << 14;
    const std::size_t count = values.size();
    const auto at
        = [&](std::size_t place) { return values.begin() + static_cast<std::ptrdiff_t>(std::min(place, count)); };
    for (std::size_t begin = 0; begin < count && !cancel.isCancelled(); begin += kPiece)
        std::stable_sort(at(begin), at(begin + kPiece), less);
    std::vector<Value> merged;
    for (std::size_t width = kPiece; width < count; width *= 2) {
        merged.clear();
        merged.reserve(count);
        for (std::size_t begin = 0; begin < count && !cancel.isCancelled(); begin += 2 * width)
            std::merge(std::make_move_iterator(at(begin)),
                std::make_move_iterator(at(begin + width)),
                std::make_move_iterator(at(begin + width)),
                std::make_move_iterator(at(begin + 2 * width)),
                std::back_inserter(merged),
                less);
        values.swap(merged);
    }
}

} // namespace cobench::ensemble
