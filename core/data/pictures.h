// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

#include <cstdint>
#include <vector>

namespace cobench::data {

/// The largest square in the middle, brought to side x side: each new pixel is the mean of what it covers, or lies
/// between its neighbours when the picture grows.
Image squared(const Image& image, std::uint32_t side);

/// Planes [channels][height][width] of a picture with 1, 2 (grey, alpha), 3 or 4 channels, as 1 (luma of BT.601) or
/// 3; alpha is left out.
std::vector<std::uint8_t> planes(const Image& image, std::uint32_t channels);

} // namespace cobench::data
