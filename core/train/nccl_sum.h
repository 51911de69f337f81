// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// C++17: included by the LibTorch adapter.
#include "core/train/process_group.h"

#include <functional>
#include <memory>
#include <string>

namespace cobench::train {

/// Sums from card to card over the processes of a group, by NCCL 2. The library is loaded at run time: a LibTorch
/// with CUDA brings it along, no header is needed. One thread; each process has a card of its own.
class NcclSum
{
public:
    /// Every member of the group calls it, with its card as the current one. nullptr for all of them when one
    /// cannot: then `reason` says why, or that it is another's. Disconnected when a member has gone.
    static Result<std::unique_ptr<NcclSum>> join(
        ProcessGroup& group, std::string& reason, const std::string& library = "libnccl.so.2");
    ~NcclSum();
    NcclSum(const NcclSum&) = delete;
    NcclSum& operator=(const NcclSum&) = delete;

    /// Each of the values, in the card's memory, becomes the sum over all members, the same bits for all of them.
    /// Runs on the card's default stream; `isDone` tells when that has come so far. Disconnected when a member has
    /// gone; then the group is of no more use.
    Result<void> sum(float* values, std::size_t count, const std::function<bool()>& isDone);

private:
    struct Functions;

    NcclSum(ProcessGroup& group, void* library, std::unique_ptr<Functions> functions);
    Result<void> waitFor(const std::function<bool()>& isDone);

    ProcessGroup& m_group;
    void* m_library;
    std::unique_ptr<Functions> m_functions;
    void* m_communicator = nullptr;
};

} // namespace cobench::train
