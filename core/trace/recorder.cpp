// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/recorder.h"

#include "core/trace/cgroup_source.h"
#include "core/trace/cpu_source.h"
#include "core/trace/device_sources.h"
#include "core/trace/disk_source.h"
#include "core/trace/memory_source.h"
#include "core/trace/network_source.h"
#include "core/trace/nvml_source.h"
#include "core/trace/process_source.h"
#include "core/trace/pss_source.h"

#include <array>
#include <ctime>

namespace cobench::trace {

namespace {

/// Of this thread.
double processorSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

} // namespace

Recorder::Recorder(const RecorderOptions& options)
    : m_budget(options.budget)
{
    if (options.process > 0) {
        const auto tree = std::make_shared<ProcessTree>(options.proc, options.process);
        add(std::make_unique<ProcessFinder>(tree));
        auto processes = std::make_unique<ProcessSource>(tree);
        m_processes = processes.get();
        add(std::move(processes));
        add(std::make_unique<PssSource>(tree));
    }
    add(std::make_unique<CpuSource>(options.proc, options.sys));
    add(std::make_unique<MemorySource>(options.proc));
    add(std::make_unique<DiskSource>(options.proc, options.sys));
    add(std::make_unique<NetworkSource>(options.proc));
    add(std::make_unique<CgroupSource>(options.proc, options.sys, options.process));
    add(frequencySource(options.sys));
    add(temperatureSource(options.sys));
    add(energySource(options.sys));
    if (!options.nvml.empty()) {
        auto nvml = std::make_unique<NvmlSource>(options.nvml);
        m_cards = nvml->cards();
        add(std::move(nvml));
    }
    add(gpuFilesSource(options.sys));
    m_values.resize(m_lanes.size(), kUnknown);
}

Recorder::~Recorder() = default;
Recorder::Recorder(Recorder&&) noexcept = default;

std::map<int, std::string> Recorder::processNames() const
{
    return m_processes ? m_processes->names() : std::map<int, std::string>();
}

void Recorder::add(std::unique_ptr<Source> source)
{
    const auto& lanes = source->lanes();
    m_parts.push_back({.source = std::move(source), .first = m_lanes.size()});
    m_lanes.insert(m_lanes.end(), lanes.begin(), lanes.end());
}

std::span<const float> Recorder::sample(double now)
{
    double before = processorSeconds();
    for (Part& part : m_parts) {
        const auto values = std::span(m_values).subspan(part.first, part.source->lanes().size());
        if (now < part.due) {
            std::ranges::fill(values, kUnknown);
            continue;
        }
        part.source->sample(now, values);
        const double after = processorSeconds();
        if (m_budget > 0.0)
            part.due = now + (after - before) / m_budget;
        before = after;
    }
    return m_values;
}

std::string_view meaningOf(std::string_view lane)
{
    struct Meaning {
        std::string_view end;
        std::string_view text;
    };
    static constexpr std::array kMeanings{
        Meaning{"process/cpu", "processors that the run and its children kept busy"},
        Meaning{"process/count", "processes of the run"},
        Meaning{"process/threads", "threads of the run"},
        Meaning{"process/rss", "memory of the run, what its processes share counted for each"},
        Meaning{"process/pss", "memory of the run, what its processes share divided among them"},
        Meaning{"process/minor_faults", "page faults that needed no disk"},
        Meaning{"process/major_faults", "page faults that needed the disk"},
        Meaning{"process/read", "bytes that the run read from disks"},
        Meaning{"process/written", "bytes that the run wrote to disks"},
        Meaning{"process/busiest", "number of the run's process that worked most"},
        Meaning{"process/busiest_cpu", "processors that this process kept busy"},
        Meaning{"run/phase", "what the run was at"},
        Meaning{"cpu/frequency", "mean clock frequency of the processors"},
        Meaning{"cpu/total", "share of time in which the machine's processors worked"},
        Meaning{"machine/context_switches", "how often the machine's processors changed threads"},
        Meaning{"memory/used", "memory of the machine that new programs cannot have"},
        Meaning{"memory/swap", "memory of the machine that lies on disk"},
        Meaning{"cgroup/memory", "memory of the control group, file cache included"},
        Meaning{"cgroup/memory_limit", "memory that the control group may have"},
        Meaning{"cgroup/cpu_limit", "processors that the control group may use"},
        Meaning{"cgroup/held_back", "share of time in which the control group was held back for its limit"},
        Meaning{"/kernel_time", "share of time with any kernel on the card, not how much of the card it used"},
        Meaning{"/busy", "share of time in which the card was awake"},
    };
    for (const Meaning& meaning : kMeanings)
        if (lane.ends_with(meaning.end))
            return meaning.text;
    return lane.starts_with("cpu/") ? "share of time in which this processor worked" : "";
}

} // namespace cobench::trace
