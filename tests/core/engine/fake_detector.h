// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>

namespace cobench::test {

// What the detector process that follows scripts does, told by what it is asked for.

/// A small picture that says which frame it is.
inline std::shared_ptr<const data::Image> numberedPicture(std::uint64_t number)
{
    data::Image picture{.width = 64, .height = 48, .channels = 3};
    picture.pixels.resize(std::size_t{64} * 48 * 3);
    std::memcpy(picture.pixels.data(), &number, sizeof number);
    return std::make_shared<const data::Image>(std::move(picture));
}

/// Every model finds one box, whose score is that number.
inline std::uint64_t numberIn(const data::Image& picture)
{
    std::uint64_t number = 0;
    std::memcpy(&number, picture.pixels.data(), std::min(sizeof number, picture.pixels.size()));
    return number;
}

// Addresses of streams: a few frames, and then …
inline const std::string kStreamEnds = "ends"; // it says that there are no more
inline const std::string kStreamDies = "dies"; // its process does
inline const std::string kStreamHangs = "hangs"; // nothing is heard of it any more

// The variable that makes every model take a minute of work to load, where it is set.
inline constexpr const char* kLoadsLong = "COBENCH_FAKE_LOADS_LONG";

} // namespace cobench::test
