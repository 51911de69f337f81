// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/source.h"
#include "core/trace/status_file.h"

#include <array>
#include <filesystem>

namespace cobench::trace {

/// Share of time in which the processors worked, all of them and each, and the context switches of the machine,
/// from /proc/stat (proc(5)). Waiting for input and output is not work.
class CpuSource final : public Source
{
public:
    CpuSource(const std::filesystem::path& proc, const std::filesystem::path& sys);
    void sample(double now, std::span<float> values) override;

private:
    struct Times {
        std::uint64_t busy = 0;
        std::uint64_t idle = 0;
        bool isKnown = false;
    };
    static float share(Times& last, std::string_view line);

    StatusFile m_stat;
    std::vector<Times> m_times; // all, then each
    std::vector<bool> m_isSeen; // in this sample: a processor that was taken out has no line
    Counter m_switches;
};

} // namespace cobench::trace
