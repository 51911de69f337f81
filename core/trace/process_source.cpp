// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/process_source.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace cobench::trace {

unsigned ProcessSource::machineProcessors()
{
    return static_cast<unsigned>(std::max(1L, sysconf(_SC_NPROCESSORS_CONF)));
}

ProcessSource::ProcessSource(std::shared_ptr<ProcessTree> tree, unsigned processors)
    : m_tree(std::move(tree))
    , m_processors(processors)
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

void ProcessSource::findBusiest(double seconds, std::span<float> values)
{
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

ProcessSource::Sums ProcessSource::figuresOf(const ProcessTree::Process& process)
{
    const std::string_view io = process.io.read(m_buffer).value_or("");
    Sums figures{};
    figures[Cores] = process.ticks;
    figures[Threads] = process.threads;
    figures[Resident] = process.residentPages;
    figures[MinorFaults] = process.minorFaults;
    figures[MajorFaults] = process.majorFaults;
    figures[Read] = numberAfter(io, "read_bytes:").value_or(0);
    figures[Written] = numberAfter(io, "write_bytes:").value_or(0);
    return figures;
}

float ProcessSource::rate(Lane lane, std::uint64_t sum, double now, double seconds)
{
    const float grown = m_counters[lane].rate(sum, now);
    if (std::isnan(grown))
        return kUnknown;
    Arrears& arrears = m_arrears[lane];
    const double paid = std::min(arrears.owed, arrears.perSecond * seconds);
    arrears.owed -= paid;
    double perSecond = grown + paid / seconds;
    const double most = m_processors * m_ticksPerSecond;
    if (lane == Cores && perSecond > most) {
        arrears = {.owed = arrears.owed + (perSecond - most) * seconds, .perSecond = most};
        perSecond = most;
    }
    return static_cast<float>(perSecond);
}

void ProcessSource::sample(double now, std::span<float> values)
{
    m_tree->update();
    std::ranges::fill(values, kUnknown);
    if (m_tree->processes().empty())
        return;
    const double before = std::exchange(m_before, now);
    const bool isFirst = before == 0.0;
    Sums sums{};
    Sums found{};
    for (ProcessTree::Process& process : m_tree->processes()) {
        const Sums figures = figuresOf(process);
        const bool isFound = std::exchange(process.isNew, false) && !isFirst;
        for (std::size_t lane = 0; lane < figures.size(); ++lane) {
            sums[lane] += figures[lane];
            found[lane] += isFound ? figures[lane] : 0;
        }
    }
    const double seconds = now - before;
    for (const Lane lane : {Cores, MinorFaults, MajorFaults, Read, Written}) {
        if (found[lane] > 0) {
            m_counters[lane].skip(found[lane]);
            Arrears& arrears = m_arrears[lane];
            arrears.owed += static_cast<double>(found[lane]);
            arrears.perSecond = arrears.owed / std::max(seconds, m_tree->lookPeriod());
        }
        if (m_lanes[lane].missing.empty())
            values[lane] = rate(lane, sums[lane], now, seconds);
    }
    findBusiest(seconds, values);
    values[Cores] /= static_cast<float>(m_ticksPerSecond);
    values[Processes] = static_cast<float>(m_tree->processes().size());
    values[Threads] = static_cast<float>(sums[Threads]);
    values[Resident] = static_cast<float>(static_cast<double>(sums[Resident]) * m_pageBytes);
}

} // namespace cobench::trace
