// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/mcnemar.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cobench::ensemble {

McNemar mcnemar(std::size_t rescued, std::size_t lost)
{
    const double n = static_cast<double>(rescued + lost);
    double tail = 0.0;
    double logChoose = 0.0; // of n over k; summed rather than lgamma, which is not thread-safe everywhere
    for (std::size_t k = 0; k <= std::min(rescued, lost); ++k) {
        tail += std::exp(logChoose - n * std::numbers::ln2);
        logChoose += std::log(n - static_cast<double>(k)) - std::log(static_cast<double>(k) + 1.0);
    }
    return {.rescued = rescued, .lost = lost, .p = std::min(1.0, 2.0 * tail)};
}

} // namespace cobench::ensemble
