// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/store/failure.h"
#include "core/store/input_file.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace cobench::store {

inline constexpr std::size_t kStep = std::size_t{1} << 20;

/// Calls `use` with one piece after the other and counts its bytes. Between two it throws when cancelled.
template <typename Use>
void inSteps(std::span<const std::byte> bytes, Progress& progress, const CancelToken& cancel, Use use)
{
    while (!bytes.empty()) {
        if (cancel.isCancelled())
            throw Failure(cancelled());
        const auto piece = bytes.first(std::min(bytes.size(), kStep));
        use(piece);
        progress.advance(piece.size());
        bytes = bytes.subspan(piece.size());
    }
}

/// The same for a part of a file.
template <typename Use>
void inSteps(const InputFile& file,
    std::uint64_t offset,
    std::uint64_t size,
    Progress& progress,
    const CancelToken& cancel,
    Use use)
{
    std::vector<std::byte> buffer(std::min<std::uint64_t>(size, kStep));
    for (std::uint64_t done = 0; done < size; done += buffer.size()) {
        if (cancel.isCancelled())
            throw Failure(cancelled());
        buffer.resize(std::min<std::uint64_t>(size - done, kStep));
        file.read(offset + done, buffer);
        use(std::span<const std::byte>(buffer));
        progress.advance(buffer.size());
    }
}

} // namespace cobench::store
