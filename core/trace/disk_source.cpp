// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/disk_source.h"

#include <algorithm>

namespace cobench::trace {

namespace {

constexpr float kSector = 512.0F; // whatever the device's own are: Documentation/admin-guide/iostats.rst

/// Not what lies on other disks, or in memory.
bool isDevice(std::string_view name)
{
    return !name.starts_with("loop") && !name.starts_with("ram") && !name.starts_with("zram")
        && !name.starts_with("dm-") && !name.starts_with("md");
}

} // namespace

DiskSource::DiskSource(const std::filesystem::path& proc, const std::filesystem::path& sys)
    : m_diskstats(proc / "diskstats")
{
    std::error_code missing;
    for (std::string_view rest = m_diskstats.read(m_buffer).value_or(""); !rest.empty();) {
        Words words(takeLine(rest));
        words.skip(2);
        const std::string name(words.word());
        if (isDevice(name) && std::filesystem::exists(sys / "block" / name, missing))
            m_disks.push_back({.name = name, .sectors = {}});
    }
    std::string reason = m_diskstats.isOpen() ? "" : reasonFor(m_diskstats.error(), proc / "diskstats");
    if (reason.empty() && m_disks.empty())
        reason = "there is no disk";
    m_lanes = {{"disk/read", "B/s", reason}, {"disk/written", "B/s", reason}};
}

void DiskSource::sample(double now, std::span<float> values)
{
    values[0] = values[1] = kUnknown;
    for (std::string_view rest = m_diskstats.read(m_buffer).value_or(""); !rest.empty();) {
        Words words(takeLine(rest));
        words.skip(2);
        const auto disk = std::ranges::find(m_disks, words.word(), &Disk::name);
        if (disk == m_disks.end())
            continue;
        words.skip(2);
        addKnown(values[0], kSector * disk->sectors[0].rate(words.number(), now));
        words.skip(3);
        addKnown(values[1], kSector * disk->sectors[1].rate(words.number(), now));
    }
}

} // namespace cobench::trace
