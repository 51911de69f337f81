// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/result.h"

#include <cstddef>
#include <functional>

namespace cobench {

/// Calls body(0) … body(count - 1), each once, on up to `threads` threads (the caller is one of them; 0 counts as
/// 1) and returns when all are done. Which thread runs which index is unspecified: bodies write disjoint results.
/// Stops handing out indices when cancelled (Error{Cancelled}) or when a body throws (Error{Internal}).
Result<void> parallelFor(unsigned threads,
    std::size_t count,
    const std::function<void(std::size_t)>& body,
    const CancelToken& cancel = {});

} // namespace cobench
