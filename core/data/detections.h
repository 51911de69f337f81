// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace cobench::data {

/// A rectangle of a picture in pixels: continuous coordinates, the upper left corner of the picture is (0, 0).
struct Box {
    double x = 0.0; // left edge
    double y = 0.0; // upper edge
    double width = 0.0;
    double height = 0.0;

    double area() const { return width * height; }
    bool operator==(const Box&) const = default;
};

inline constexpr std::int32_t kUnknownClass = -1;

/// One box that a detector found.
struct Detection {
    Box box;
    std::int32_t classIndex = kUnknownClass; // 0-based
    double score = 0.0;

    bool operator==(const Detection&) const = default;
};

using Detections = std::vector<Detection>;

} // namespace cobench::data
