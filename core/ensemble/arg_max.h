// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/pool.h"

#include <cstdint>
#include <span>

namespace cobench::ensemble {

/// Most probable class of each row of a row-major [N][C] table; ties go to the smallest class. Precondition: C >=
/// 1, no NaN, classes.size() * C == probabilities.size().
void argMaxRows(std::span<const float> probabilities, std::uint32_t classes, std::span<data::Label> result);

} // namespace cobench::ensemble
