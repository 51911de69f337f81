// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace cobench::train {

/// Where a process stands in a group, and where the group meets.
struct GroupPlace {
    std::string address; // of rank 0
    std::uint16_t port = 0;
    unsigned rank = 0;
    unsigned size = 1;
    std::optional<unsigned> localRank; // among those of its machine
    bool operator==(const GroupPlace& other) const = default;
};

/// Value of a variable of the environment; nothing when it is not set.
using Environment = std::function<std::optional<std::string>(const char* name)>;

/// From MASTER_ADDR, MASTER_PORT, RANK and WORLD_SIZE (torchrun's names), else from a Slurm step of several tasks
/// (SLURM_PROCID, SLURM_STEP_NUM_TASKS, the first host of SLURM_STEP_NODELIST, a port that follows from the job's
/// number); MASTER_ADDR and MASTER_PORT count there too. LOCAL_RANK or SLURM_LOCALID tell the local rank. Nothing
/// for a process on its own; Usage when the variables contradict each other.
Result<std::optional<GroupPlace>> groupPlace(const Environment& environment);

} // namespace cobench::train
