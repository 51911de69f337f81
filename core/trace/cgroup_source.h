// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/source.h"
#include "core/trace/status_file.h"

#include <sys/types.h>

#include <filesystem>

namespace cobench::trace {

/// What the control group of a process uses and may use: memory, processor time, share of time in which it was
/// held back. Version 2, else version 1. Limits are those of the start, the tightest of the group and all above it.
class CgroupSource final : public Source
{
public:
    CgroupSource(const std::filesystem::path& proc, const std::filesystem::path& sys, pid_t process);
    void sample(double now, std::span<float> values) override;

private:
    struct Places {
        std::filesystem::path memory; // folder of the group; empty = none
        std::filesystem::path cpu;
        std::filesystem::path top; // of the mounted hierarchy
        bool isVersionTwo = false;
    };
    static Places find(const std::filesystem::path& proc, const std::filesystem::path& sys, pid_t process);
    void readLimits(const Places& places);

    StatusFile m_memory;
    StatusFile m_cpuStat;
    const char* m_throttledKey = "";
    double m_throttledScale = 1.0;
    Counter m_throttled;
    float m_memoryLimit = kUnknown;
    float m_cpuLimit = kUnknown;
};

} // namespace cobench::trace
