// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// C++17: included by the LibTorch adapter.
#include "core/common/result.h"

#include <cstddef>
#include <string>

namespace cobench::train {

/// Processes that train one network together, on one machine or several. Every member makes the same calls in the
/// same order; each waits for all. Disconnected when a member has gone: then the group is of no more use. One
/// thread.
class ProcessGroup
{
public:
    virtual ~ProcessGroup() = default;

    virtual unsigned rank() const = 0; // 0 leads: it records, validates and keeps checkpoints
    virtual unsigned size() const = 0;
    bool leads() const { return rank() == 0; }

    /// Each value becomes the sum over all members; the same bits for all of them.
    virtual Result<void> sum(float* values, std::size_t count) = 0;
    /// What the leader has passed.
    virtual Result<std::string> fromLeader(const std::string& bytes) = 0;
};

} // namespace cobench::train
