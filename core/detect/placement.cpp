// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/placement.h"

#include <algorithm>
#include <cmath>

namespace cobench::detect {

Placement placePicture(const ModelCard& card, std::uint32_t width, std::uint32_t height)
{
    if (!card.isLetterboxed)
        return {0, 0, card.width, card.height};
    const double scale
        = std::min(card.width / static_cast<double>(width), card.height / static_cast<double>(height));
    const auto fitted = [&](std::uint32_t side, std::uint32_t most) {
        return static_cast<std::uint32_t>(std::clamp(std::round(scale * side), 1.0, static_cast<double>(most)));
    };
    const std::uint32_t inner = fitted(width, card.width);
    const std::uint32_t innerHeight = fitted(height, card.height);
    return {(card.width - inner) / 2, (card.height - innerHeight) / 2, inner, innerHeight};
}

data::Box boxInPicture(const data::Box& box, const Placement& placement, std::uint32_t width, std::uint32_t height)
{
    const auto across = [&](double x) {
        return std::clamp((x - placement.left) * width / placement.width, 0.0, static_cast<double>(width));
    };
    const auto down = [&](double y) {
        return std::clamp((y - placement.top) * height / placement.height, 0.0, static_cast<double>(height));
    };
    const double left = across(box.x);
    const double top = down(box.y);
    return {left, top, across(box.x + box.width) - left, down(box.y + box.height) - top};
}

} // namespace cobench::detect
