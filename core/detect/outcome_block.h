// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/detect/frame.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cobench::detect {

// What whoever stores them puts into one block: no more than is in the first frame too much.
inline constexpr std::size_t kBlockFrames = 4096;
inline constexpr std::size_t kBlockBoxes = 200'000;

/// Those that an outcome holds in a block.
inline std::size_t storedBoxes(const Outcome& outcome)
{
    return outcome.boxes && !outcome.dropped ? outcome.boxes->size() : 0;
}

/// Outcomes of frames that follow each other as bytes, exact to the last bit, without their pictures. A block
/// stands by itself; some 60 bytes a frame and 48 a box that was found, however often it was shown.
std::string packOutcomes(std::span<const Outcome> outcomes);

/// Adds the outcomes of a block. Corrupt unless it is one of a run with so many devices; then nothing is added. The
/// block may come from a stranger.
Result<void> unpackOutcomes(std::string_view block, std::size_t devices, std::vector<Outcome>& outcomes);

} // namespace cobench::detect
