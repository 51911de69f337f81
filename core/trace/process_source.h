// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/process_tree.h"
#include "core/trace/source.h"

#include <array>
#include <map>
#include <string>

namespace cobench::trace {

/// Finds the processes that come to a tree; no lanes. A source of its own, so that a machine with thousands of
/// processes is looked through less often while those that are known are still sampled.
class ProcessFinder final : public Source
{
public:
    explicit ProcessFinder(std::shared_ptr<ProcessTree> tree)
        : m_tree(std::move(tree))
    {
    }
    void sample(double now, std::span<float> /*values*/) override { m_tree->lookForNew(now); }

private:
    std::shared_ptr<ProcessTree> m_tree;
};

/// What a tree of processes uses together: cores, memory, page faults, bytes from and to disks; and which of them
/// is the busiest. What a process did before it was found comes with the samples after, no faster than it can have
/// been: sums over time stay right. Reads the tree, so it is sampled before all others that use it.
class ProcessSource final : public Source
{
public:
    /// `processors`: of the machine.
    explicit ProcessSource(std::shared_ptr<ProcessTree> tree, unsigned processors = machineProcessors());
    void sample(double now, std::span<float> values) override;
    /// Names of all that have been the busiest.
    const std::map<pid_t, std::string>& names() const { return m_names; }

private:
    enum Lane {
        Cores,
        Processes,
        Threads,
        Resident,
        MinorFaults,
        MajorFaults,
        Read,
        Written,
        Busiest,
        BusiestCores,
        LaneCount
    };
    using Sums = std::array<std::uint64_t, LaneCount>;
    /// What is yet to be told of one lane.
    struct Arrears {
        double owed = 0.0;
        double perSecond = 0.0;
    };
    static unsigned machineProcessors();
    Sums figuresOf(const ProcessTree::Process& process);
    void findBusiest(double seconds, std::span<float> values);
    float rate(Lane lane, std::uint64_t sum, double now, double seconds);

    std::shared_ptr<ProcessTree> m_tree;
    std::array<Counter, LaneCount> m_counters;
    std::array<Arrears, LaneCount> m_arrears;
    std::map<pid_t, std::string> m_names;
    double m_before = 0.0; // time of the last sample
    unsigned m_processors;
    double m_ticksPerSecond;
    double m_pageBytes;
};

} // namespace cobench::trace
