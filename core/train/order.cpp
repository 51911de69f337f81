// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/order.h"

#include "core/train/philox.h"

#include <algorithm>

namespace cobench::train {

std::vector<std::uint32_t> epochOrder(std::uint64_t seed, std::uint32_t epoch, std::uint32_t samples)
{
    std::vector<std::pair<std::uint64_t, std::uint32_t>> keyed(samples);
    for (std::uint32_t sample = 0; sample < samples; ++sample)
        keyed[sample] = {randomBits(seed, Stream::Order, epoch, sample), sample};
    std::ranges::sort(keyed);
    std::vector<std::uint32_t> order(samples);
    std::ranges::transform(keyed, order.begin(), &std::pair<std::uint64_t, std::uint32_t>::second);
    return order;
}

} // namespace cobench::train
