// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/process_source.h"

#include <unistd.h>

#include <utility>

namespace cobench::trace {

ProcessSource::ProcessSource(std::shared_ptr<ProcessTree> tree)
    : m_tree(std::move(tree))
    , m_ticksPerSecond(static_cast<double>(sysconf(_SC_CLK_TCK)))
    , m_pageBytes(static_cast<double>(sysconf(_SC_PAGESIZE)))
{
    const auto& processes = m_tree->processes();
    const std::string gone = processes.empty() ? "the process does not exist" : "";
    std::string unreadable = gone;
    if (!processes.empty() && !processes.front().io.read(m_buffer))
        unreadable = reasonFor(
            processes.front().io.error(), m_tree->proc() / std::to_string(processes.front().pid) / "io");
    m_lanes = {{"process/cpu", "cores", gone},
        {"process/count", "processes", gone},
        {"process/threads", "threads", gone},
        {"process/rss", "B", gone},
        {"process/minor_faults", "1/s", gone},
        {"process/major_faults", "1/s", gone},
        {"process/read", "B/s", unreadable},
        {"process/written", "B/s", unreadable},
        {"process/busiest", "pid", gone},
        {"process/busiest_cpu", "cores", gone}};
}

void ProcessSource::findBusiest(double now, std::span<float> values)
{
    const double seconds = now - std::exchange(m_before, now);
    const ProcessTree::Process* busiest = nullptr;
    std::uint64_t most = 0;
    for (const ProcessTree::Process& process : m_tree->processes())
        if (const std::uint64_t ticks = process.ticks - std::min(process.ticks, process.ticksBefore);
            ticks > most) {
            most = ticks;
            busiest = &process;
        }
    if (!busiest || seconds <= 0.0)
        return; // all of them wait
    m_names[busiest->pid] = busiest->name;
    values[Busiest] = static_cast<float>(busiest->pid);
    values[BusiestCores] = static_cast<float>(static_cast<double>(most) / (m_ticksPerSecond * seconds));
}

void ProcessSource::sample(double now, std::span<float> values)
{
    m_tree->update();
    std::ranges::fill(values, kUnknown);
    if (m_tree->processes().empty())
        return;
    std::array<std::uint64_t, LaneCount> sums{};
    for (const ProcessTree::Process& process : m_tree->processes()) {
        sums[Cores] += process.ticks;
        sums[Threads] += process.threads;
        sums[Resident] += process.residentPages;
        sums[MinorFaults] += process.minorFaults;
        sums[MajorFaults] += process.majorFaults;
        const std::string_view io = process.io.read(m_buffer).value_or("");
        sums[Read] += numberAfter(io, "read_bytes:").value_or(0);
        sums[Written] += numberAfter(io, "write_bytes:").value_or(0);
    }
    findBusiest(now, values);
    values[Cores] = m_counters[Cores].rate(sums[Cores], now) / static_cast<float>(m_ticksPerSecond);
    values[Processes] = static_cast<float>(m_tree->processes().size());
    values[Threads] = static_cast<float>(sums[Threads]);
    values[Resident] = static_cast<float>(static_cast<double>(sums[Resident]) * m_pageBytes);
    for (const Lane lane : {MinorFaults, MajorFaults})
        values[lane] = m_counters[lane].rate(sums[lane], now);
    for (const Lane lane : {Read, Written})
        if (m_lanes[lane].missing.empty())
            values[lane] = m_counters[lane].rate(sums[lane], now);
}

} // namespace cobench::trace
