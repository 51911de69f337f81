// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/store/failure.h"

#include <algorithm>
#include <cstddef>
#include <span>

namespace cobench::store {

/// Calls `use` with one piece after the other and counts its bytes. Between two it throws when cancelled.
template <typename Use>
void inSteps(std::span<const std::byte> bytes, Progress& progress, const CancelToken& cancel, Use use)
{
    constexpr std::size_t kStep = std::size_t{1} << 20;
    while (!bytes.empty()) {
        if (cancel.isCancelled())
            throw Failure(cancelled());
        const auto piece = bytes.first(std::min(bytes.size(), kStep));
        use(piece);
        progress.advance(piece.size());
        bytes = bytes.subspan(piece.size());
    }
}

} // namespace cobench::store
