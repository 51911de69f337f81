// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/trace_lanes.h"

#include "ui/pages/reports/phrases.h"

#include <QCoreApplication>

#include <array>

namespace cobench::ui {

namespace {

enum Order {
    RunCpu = 1,
    MachineCpu,
    Loss,
    Throughput,
    StepTime,
    RunMemory,
    MachineMemory,
    RunDisk,
    MachineDisk,
    Network,
    GpuBusy,
    GpuMemory,
    Power,
    Temperature,
    Frequency,
    Faults,
    Switches,
    Tasks,
    HeldBack,
    Unknown
};

struct Rule {
    std::string_view name; // "*" at its end stands for anything
    int order;
    const char* lane;
    const char* unit;
    const char* series; // empty = what "*" stood for
    double scale = 1.0;
    double top = 0.0; // 0 = none
};

constexpr std::array kRules{
    Rule{"process/cpu", RunCpu, "CPU of the run", "cores", "all its processes"},
    Rule{"process/busiest_cpu", RunCpu, "CPU of the run", "cores", "busiest process"},
    Rule{"cpu/total", MachineCpu, "CPU of the machine", "%", "total", 100.0, 100.0},
    Rule{"cpu/frequency", Frequency, "Clock of the processors", "GHz", "mean", 1e-9},
    Rule{"cpu/*", MachineCpu, "CPU of the machine", "%", "", 100.0, 100.0},
    Rule{"process/rss", RunMemory, "Memory of the run", "B", "resident"},
    Rule{"process/pss", RunMemory, "Memory of the run", "B", "shared pages divided"},
    Rule{"memory/used", MachineMemory, "Memory of the machine", "B", "used"},
    Rule{"memory/swap", MachineMemory, "Memory of the machine", "B", "swapped out"},
    Rule{"cgroup/memory", MachineMemory, "Memory of the machine", "B", "control group"},
    Rule{"cgroup/memory_limit", MachineMemory, "Memory of the machine", "B", "limit of the group"},
    Rule{"process/read", RunDisk, "Disks, the run", "B/s", "read"},
    Rule{"process/written", RunDisk, "Disks, the run", "B/s", "written"},
    Rule{"disk/read", MachineDisk, "Disks of the machine", "B/s", "read"},
    Rule{"disk/written", MachineDisk, "Disks of the machine", "B/s", "written"},
    Rule{"network/*", Network, "Network of the machine", "B/s", ""},
    Rule{"power/*", Power, "Power", "W", ""},
    Rule{"temperature/*", Temperature, "Temperature", "°C", ""},
    Rule{"process/minor_faults", Faults, "Page faults of the run", "1/s", "without disk"},
    Rule{"process/major_faults", Faults, "Page faults of the run", "1/s", "with disk"},
    Rule{"machine/context_switches", Switches, "Context switches", "1/s", "machine"},
    Rule{"process/count", Tasks, "Tasks of the run", "", "processes"},
    Rule{"process/threads", Tasks, "Tasks of the run", "", "threads"},
    Rule{"cgroup/held_back", HeldBack, "Held back by a limit", "%", "time", 100.0, 100.0},
    Rule{"cgroup/cpu_limit", HeldBack + 1, "Processors allowed", "cores", "limit"},
};

// After "gpuN/".
constexpr std::array kCardRules{
    Rule{"kernel_time", GpuBusy, "GPU, time with a kernel", "%", "", 100.0, 100.0},
    Rule{"busy", GpuBusy, "GPU, time with a kernel", "%", "", 100.0, 100.0},
    Rule{"memory", GpuMemory, "Memory of the GPU", "B", ""},
    Rule{"power", Power, "Power", "W", ""},
    Rule{"temperature", Temperature, "Temperature", "°C", ""},
    Rule{"frequency", Frequency, "Clock of the processors", "GHz", "", 1e-9},
};

constexpr std::array kScalars{
    Rule{"train/loss", Loss, "Loss, train", "nats", "loss"},
    Rule{"time/data_ms", StepTime, "Time of an iteration", "ms", "waiting for data"},
    Rule{"time/forward_ms", StepTime, "Time of an iteration", "ms", "forward"},
    Rule{"time/backward_ms", StepTime, "Time of an iteration", "ms", "backward"},
    Rule{"time/step_ms", StepTime, "Time of an iteration", "ms", "optimiser"},
};

QString tr(const char* text)
{
    return QCoreApplication::translate("TraceLanes", text);
}

LanePlace placed(const Rule& rule, const QString& rest)
{
    return {.order = rule.order,
        .lane = tr(rule.lane),
        .unit = QString::fromUtf8(rule.unit),
        .series = *rule.series != '\0' ? tr(rule.series) : rest,
        .scale = rule.scale,
        .top = rule.top > 0.0 ? std::optional(rule.top) : std::nullopt};
}

template <typename Rules>
std::optional<LanePlace> find(const Rules& rules, std::string_view name)
{
    for (const Rule& rule : rules) {
        if (rule.name == name)
            return placed(rule, toQString(name));
        const std::string_view stem = rule.name.substr(0, rule.name.size() - 1);
        if (rule.name.ends_with('*') && name.starts_with(stem))
            return placed(rule, toQString(name.substr(stem.size())));
    }
    return std::nullopt;
}

} // namespace

std::optional<LanePlace> placeOfLane(std::string_view name, std::string_view unit)
{
    if (unit == "phase" || unit == "pid")
        return std::nullopt;
    if (auto place = find(kRules, name)) {
        if (place->order == MachineCpu && name != "cpu/total")
            place->series = tr("processor %1").arg(place->series);
        return place;
    }
    if (const std::size_t slash = name.find('/'); name.starts_with("gpu") && slash != std::string_view::npos)
        if (auto place = find(kCardRules, name.substr(slash + 1))) {
            place->series = toQString(name.substr(0, slash));
            return place;
        }
    return LanePlace{
        .order = Unknown, .lane = toQString(name), .unit = toQString(unit), .series = toQString(name), .top = {}};
}

std::optional<LanePlace> placeOfScalar(std::string_view tag)
{
    return find(kScalars, tag);
}

LanePlace throughputPlace()
{
    return {.order = Throughput,
        .lane = tr("Throughput"),
        .unit = tr("samples/s"),
        .series = tr("throughput"),
        .top = {}};
}

} // namespace cobench::ui
