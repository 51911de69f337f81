// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

namespace cobench::data {

/// Decodes PNG (as grey or RGB, 8 bits a channel) and JPEG (grey or RGB). A picture that is cut short or damaged is
/// refused, not completed; more than 2^28 pixels are TooLarge before memory is asked for.
Result<Image> decodePicture(std::span<const std::uint8_t> bytes, const std::string& subject);

} // namespace cobench::data
