// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/candidates.h"

namespace cobench::detect {

/// Computes a network's outputs, by whichever library. One thread at a time.
class NetworkRunner
{
public:
    virtual ~NetworkRunner() = default;
    /// `input`: [3][height][width] of the network's card, scaled and in its order of channels. What it gives lives
    /// until the next call.
    virtual Result<std::vector<OutputView>> run(std::span<const float> input) = 0;
};

} // namespace cobench::detect
