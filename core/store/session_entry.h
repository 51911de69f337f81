// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/ids.h"
#include "core/common/result.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace cobench::store {

using SessionId = Id<struct SessionTag>;

/// A detection run that is over. What `record` and the blocks of frames mean is up to whoever writes them
/// (detect/session_text.h, detect/outcome_block.h).
struct SessionEntry {
    SessionId id; // 0, for one that is to be added: the next free one
    std::string name; // need not be unique; may be empty
    std::string madeAt = {}; // ISO 8601, UTC; given by the store
    std::string record;
    std::uint64_t frames = 0;
    bool operator==(const SessionEntry&) const = default;
};

/// Gives the blocks of a session one after the other; nothing at the end.
using SessionBlocks = std::function<Result<std::optional<std::string>>()>;
/// Takes them. An error ends the reading.
using SessionBlockSink = std::function<Result<void>(std::string_view block)>;

} // namespace cobench::store
