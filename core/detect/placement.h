// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/detections.h"
#include "core/detect/model_card.h"

namespace cobench::detect {

/// Where a picture lies in a network's input, in pixels of the input: the whole of it, or the middle of a
/// letter-box.
struct Placement {
    std::uint32_t left = 0;
    std::uint32_t top = 0;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
};

Placement placePicture(const ModelCard& card, std::uint32_t width, std::uint32_t height);

/// A box of the input as one of the placed picture of `width` x `height`, clipped to it; without area where it lies
/// outside.
data::Box boxInPicture(const data::Box& box, const Placement& placement, std::uint32_t width, std::uint32_t height);

} // namespace cobench::detect
