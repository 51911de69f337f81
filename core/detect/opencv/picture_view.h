// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

#include <opencv2/core.hpp>

namespace cobench::detect {

/// A view of the pixels, which outlive it and are not to be written.
inline cv::Mat viewOfPicture(const data::Image& picture)
{
    return {static_cast<int>(picture.height),
        static_cast<int>(picture.width),
        CV_8UC(static_cast<int>(picture.channels)),
        const_cast<std::uint8_t*>(picture.pixels.data())}; // OpenCV has no view of constants
}

} // namespace cobench::detect
