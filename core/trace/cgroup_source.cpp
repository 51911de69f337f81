// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/cgroup_source.h"

#include "core/trace/number_files.h"

#include <cmath>

namespace cobench::trace {

namespace {

namespace fs = std::filesystem;

constexpr double kNoLimit = 9e18; // version 1 writes about 2^63 where there is none

/// The path behind "N:controller:" of /proc/PID/cgroup.
std::optional<std::string> groupOf(std::string_view text, std::string_view controller)
{
    while (!text.empty()) {
        const std::string_view line = takeLine(text);
        const std::size_t first = line.find(':');
        const std::size_t second = line.find(':', first + 1);
        if (second == std::string_view::npos)
            continue;
        const std::string names = "," + std::string(line.substr(first + 1, second - first - 1)) + ",";
        if (names.find("," + std::string(controller) + ",") != std::string::npos)
            return std::string(line.substr(second + 1));
    }
    return std::nullopt;
}

/// Inside a container the path may be that of the world outside: then the top is what we see of it.
fs::path below(const fs::path& top, const std::string& group)
{
    fs::path folder = top;
    folder += group == "/" ? "" : group;
    std::error_code missing;
    return fs::is_directory(folder, missing) ? folder : top;
}

float tighter(float limit, double other)
{
    if (!(other > 0.0 && other < kNoLimit))
        return limit;
    return std::isnan(limit) || other < limit ? static_cast<float>(other) : limit;
}

double numberIn(const fs::path& file)
{
    const std::string line = firstLine(file);
    return line.empty() || line == "max" ? 0.0 : static_cast<double>(Words(line).number());
}

} // namespace

CgroupSource::Places CgroupSource::find(const fs::path& proc, const fs::path& sys, pid_t process)
{
    std::vector<char> buffer;
    const fs::path folder = proc / (process > 0 ? std::to_string(process) : "self");
    const StatusFile file(folder / "cgroup");
    const std::string_view text = file.read(buffer).value_or("");
    const fs::path top = sys / "fs/cgroup";
    std::error_code missing;
    if (const auto group = groupOf(text, ""); group && fs::exists(top / "cgroup.controllers", missing)) {
        const fs::path place = below(top, *group);
        return {.memory = place, .cpu = place, .top = top, .isVersionTwo = true};
    }
    Places places{.memory = {}, .cpu = {}, .top = top};
    if (const auto group = groupOf(text, "memory"); group && fs::exists(top / "memory", missing))
        places.memory = below(top / "memory", *group);
    if (const auto group = groupOf(text, "cpu"); group && fs::exists(top / "cpu", missing))
        places.cpu = below(top / "cpu", *group);
    return places;
}

void CgroupSource::readLimits(const Places& places)
{
    const auto upwards = [&](fs::path folder, const auto& look) {
        for (; !folder.empty() && folder.string().size() > places.top.string().size();
             folder = folder.parent_path())
            look(folder);
    };
    upwards(places.memory, [&](const fs::path& folder) {
        m_memoryLimit = tighter(
            m_memoryLimit, numberIn(folder / (places.isVersionTwo ? "memory.max" : "memory.limit_in_bytes")));
    });
    upwards(places.cpu, [&](const fs::path& folder) {
        if (places.isVersionTwo) { // "200000 100000": microseconds in each period
            const std::string line = firstLine(folder / "cpu.max");
            Words words(line);
            const auto quota = static_cast<double>(words.number());
            m_cpuLimit
                = tighter(m_cpuLimit, quota / static_cast<double>(std::max<std::uint64_t>(1, words.number())));
        } else {
            m_cpuLimit = tighter(m_cpuLimit,
                numberIn(folder / "cpu.cfs_quota_us") / std::max(1.0, numberIn(folder / "cpu.cfs_period_us")));
        }
    });
}

CgroupSource::CgroupSource(const fs::path& proc, const fs::path& sys, pid_t process)
{
    const Places places = find(proc, sys, process);
    const std::string none = "the system has no control groups";
    if (!places.memory.empty()) {
        m_memory = StatusFile(places.memory / (places.isVersionTwo ? "memory.current" : "memory.usage_in_bytes"));
        readLimits(places);
    }
    if (!places.cpu.empty())
        m_cpuStat = StatusFile(places.cpu / "cpu.stat");
    m_throttledKey = places.isVersionTwo ? "throttled_usec " : "throttled_time ";
    m_throttledScale = places.isVersionTwo ? 1e-6 : 1e-9;
    const std::string unused = places.memory.empty() ? none : "the control group does not count it";
    const std::string unlimited = places.memory.empty() ? none : "there is no limit";
    const bool hasThrottling = numberAfter(m_cpuStat.read(m_buffer).value_or(""), m_throttledKey).has_value();
    m_lanes = {{"cgroup/memory", "B", m_memory.isOpen() ? "" : unused},
        {"cgroup/memory_limit", "B", std::isnan(m_memoryLimit) ? unlimited : ""},
        {"cgroup/cpu_limit", "cores", std::isnan(m_cpuLimit) ? unlimited : ""},
        {"cgroup/held_back", "1", hasThrottling ? "" : unused}};
}

void CgroupSource::sample(double now, std::span<float> values)
{
    const auto used = m_memory.read(m_buffer);
    values[0] = used && !used->empty() ? static_cast<float>(Words(*used).number()) : kUnknown;
    values[1] = m_memoryLimit;
    values[2] = m_cpuLimit;
    const auto throttled = numberAfter(m_cpuStat.read(m_buffer).value_or(""), m_throttledKey);
    values[3] = throttled ? static_cast<float>(m_throttledScale) * m_throttled.rate(*throttled, now) : kUnknown;
}

} // namespace cobench::trace
