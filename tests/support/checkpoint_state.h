// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/checkpoint.h"

#include <string>

namespace cobench::test {

/// A checkpoint's weights, its optimiser's memory and its state, as bytes, but not how long the run took, which no
/// two runs share. Empty for what is no checkpoint.
inline std::string checkpointState(const std::string& bytes)
{
    auto read = train::decodeCheckpoint(bytes, "checkpoint");
    if (!read)
        return {};
    read->loop.seconds = 0.0;
    return train::encodeCheckpoint(*read);
}

} // namespace cobench::test
