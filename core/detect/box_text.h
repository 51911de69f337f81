// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/frame.h"

#include <string>

namespace cobench::detect {

/// MOTChallenge detection rows of a processed frame: frame,-1,x,y,width,height,score,class,-1,-1. Frames, x and y
/// count from 1; numbers in full precision. Empty for a dropped frame.
std::string foundRows(const Outcome& outcome);

/// What a viewer saw at a frame, whether processed or not; column 9 is the age of the boxes in frames.
std::string shownRows(const Outcome& outcome);

} // namespace cobench::detect
