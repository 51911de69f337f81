// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/process_tree.h"
#include "core/trace/source.h"

#include <array>

namespace cobench::trace {

/// What a tree of processes uses together: cores, memory, page faults, bytes from and to disks. Looks after the
/// tree, so it is sampled before all others that use it.
class ProcessSource final : public Source
{
public:
    explicit ProcessSource(std::shared_ptr<ProcessTree> tree);
    void sample(double now, std::span<float> values) override;

private:
    enum Lane { Cores, Processes, Threads, Resident, MinorFaults, MajorFaults, Read, Written, LaneCount };

    std::shared_ptr<ProcessTree> m_tree;
    std::array<Counter, LaneCount> m_counters;
    double m_ticksPerSecond;
    double m_pageBytes;
};

} // namespace cobench::trace
