// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/source.h"
#include "core/trace/status_file.h"

#include <array>
#include <filesystem>

namespace cobench::trace {

/// Bytes a second that the machine's disks read and wrote: /proc/diskstats, whole devices only.
class DiskSource final : public Source
{
public:
    DiskSource(const std::filesystem::path& proc, const std::filesystem::path& sys);
    void sample(double now, std::span<float> values) override;

private:
    struct Disk {
        std::string name;
        std::array<Counter, 2> sectors; // read, written; 32 bits in some kernels
    };
    StatusFile m_diskstats;
    std::vector<Disk> m_disks; // those there were at the start
};

} // namespace cobench::trace
