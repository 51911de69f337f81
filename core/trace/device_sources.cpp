// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/device_sources.h"

#include "core/trace/number_files.h"

#include <charconv>

namespace cobench::trace {

namespace {

namespace fs = std::filesystem;

constexpr double kKilohertz = 1e3;
constexpr double kMillidegree = 1e-3;
constexpr double kMicrojoule = 1e-6;

bool startsWithAny(const std::string& text, std::initializer_list<const char*> starts)
{
    return std::ranges::any_of(starts, [&](const char* start) { return text.starts_with(start); });
}

NumberFiles::Item temperatureItem(const std::string& name, const fs::path& file)
{
    return {.lane = {"temperature/" + name, "°C", {}}, .paths = {file}, .scale = kMillidegree};
}

} // namespace

std::unique_ptr<Source> frequencySource(const fs::path& sys)
{
    NumberFiles::Item item{.lane = {"cpu/frequency", "Hz", "the kernel does not tell the processor's frequency"},
        .paths = {},
        .scale = kKilohertz};
    std::error_code missing;
    for (const fs::path& cpu : entriesOf(sys / "devices/system/cpu"))
        if (const fs::path file = cpu / "cpufreq/scaling_cur_freq"; fs::exists(file, missing))
            item.paths.push_back(file);
    return std::make_unique<NumberFiles>(std::vector{std::move(item)});
}

std::unique_ptr<Source> temperatureSource(const fs::path& sys)
{
    std::vector<NumberFiles::Item> items;
    for (const fs::path& zone : entriesOf(sys / "class/thermal"))
        if (zone.filename().string().starts_with("thermal_zone"))
            items.push_back(temperatureItem(firstLine(zone / "type"), zone / "temp"));
    if (items.empty())
        for (const fs::path& monitor : entriesOf(sys / "class/hwmon"))
            if (const std::string name = firstLine(monitor / "name");
                startsWithAny(name, {"coretemp", "k10temp", "zenpower"}))
                items.push_back(temperatureItem(name, monitor / "temp1_input"));
    // Zones may have one name.
    for (std::size_t index = 0; index < items.size(); ++index)
        for (std::size_t other = 0; other < index; ++other)
            if (items[other].lane.name == items[index].lane.name)
                items[index].lane.name += "." + std::to_string(index);
    if (items.empty())
        items.push_back({.lane = {"temperature/cpu", "°C", "the machine has no temperature sensor"}, .paths = {}});
    return std::make_unique<NumberFiles>(std::move(items));
}

std::unique_ptr<Source> energySource(const fs::path& sys)
{
    std::vector<NumberFiles::Item> items;
    for (const fs::path& zone : entriesOf(sys / "class/powercap")) {
        const std::string file = zone.filename().string();
        const std::string name = firstLine(zone / "name");
        if (!file.starts_with("intel-rapl:") || !startsWithAny(name, {"package", "dram", "psys"}))
            continue;
        const std::string range = firstLine(zone / "max_energy_range_uj");
        std::uint64_t wrap = 0;
        std::from_chars(range.data(), range.data() + range.size(), wrap);
        const std::string socket = file.substr(std::string("intel-rapl:").size());
        items.push_back(
            {.lane = {"power/" + (name == "dram" ? "dram-" + socket.substr(0, socket.find(':')) : name), "W", {}},
                .paths = {zone / "energy_uj"},
                .scale = kMicrojoule,
                .isCounter = true,
                .range = wrap});
    }
    if (items.empty())
        items.push_back({.lane = {"power/package-0", "W", "the machine has no RAPL energy counters"}, .paths = {}});
    return std::make_unique<NumberFiles>(std::move(items));
}

} // namespace cobench::trace
