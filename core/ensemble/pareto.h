// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"

#include <cstdint>
#include <span>
#include <vector>

namespace cobench::ensemble {

/// The points that no other point dominates, which is: is as good in every objective and better in one. Higher is
/// better; a point with an undefined (NaN) objective takes no part. Equal points stand or fall together.
/// `objectives` [objective][point]. Result: [point] 1 = on the front. Cost: points × points on the front. Cut short
/// when cancelled: ask the token.
std::vector<std::uint8_t> paretoFront(
    std::span<const std::vector<double>> objectives, const CancelToken& cancel = {});

} // namespace cobench::ensemble
