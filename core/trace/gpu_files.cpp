// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/device_sources.h"
#include "core/trace/number_files.h"

namespace cobench::trace {

namespace {

namespace fs = std::filesystem;
using Item = NumberFiles::Item;

constexpr const char* kAmd = "0x1002";
constexpr const char* kIntel = "0x8086";

/// "card0", not "card0-HDMI-A-1".
bool isCard(const fs::path& entry)
{
    const std::string name = entry.filename().string();
    return name.starts_with("card") && name.find('-') == std::string::npos;
}

void addAmd(const std::string& card, const fs::path& device, std::vector<Item>& items)
{
    items.push_back({.lane = {card + "/busy", "1", {}}, .paths = {device / "gpu_busy_percent"}, .scale = 0.01});
    items.push_back({.lane = {card + "/memory", "B", {}}, .paths = {device / "mem_info_vram_used"}});
    for (const fs::path& monitor : entriesOf(device / "hwmon")) {
        items.push_back({.lane = {card + "/power", "W", {}}, .paths = {monitor / "power1_average"}, .scale = 1e-6});
        items.push_back(
            {.lane = {card + "/temperature", "°C", {}}, .paths = {monitor / "temp1_input"}, .scale = 1e-3});
    }
}

/// The time asleep (RC6, in milliseconds) is counted; the rest was busy.
void addIntel(const std::string& card, const fs::path& folder, std::vector<Item>& items)
{
    items.push_back({.lane = {card + "/busy", "1", {}},
        .paths = {folder / "gt/gt0/rc6_residency_ms"},
        .scale = -1e-3,
        .offset = 1.0,
        .isCounter = true});
    items.push_back({.lane = {card + "/frequency", "Hz", {}}, .paths = {folder / "gt_act_freq_mhz"}, .scale = 1e6});
}

} // namespace

std::unique_ptr<Source> gpuFilesSource(const fs::path& sys)
{
    std::vector<Item> items;
    for (const fs::path& card : entriesOf(sys / "class/drm")) {
        if (!isCard(card))
            continue;
        const std::string vendor = firstLine(card / "device/vendor");
        if (vendor == kAmd)
            addAmd(card.filename().string(), card / "device", items);
        else if (vendor == kIntel)
            addIntel(card.filename().string(), card, items);
    }
    return std::make_unique<NumberFiles>(std::move(items));
}

} // namespace cobench::trace
