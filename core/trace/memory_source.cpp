// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/memory_source.h"

namespace cobench::trace {

namespace {

constexpr double kKilobyte = 1024.0; // of /proc/meminfo

} // namespace

MemorySource::MemorySource(const std::filesystem::path& proc)
    : m_meminfo(proc / "meminfo")
{
    const std::string reason = m_meminfo.isOpen() ? "" : reasonFor(m_meminfo.error(), proc / "meminfo");
    m_lanes = {{"memory/used", "B", reason}, {"memory/swap", "B", reason}};
}

void MemorySource::sample(double /*now*/, std::span<float> values)
{
    const std::string_view text = m_meminfo.read(m_buffer).value_or("");
    const auto difference = [&](std::string_view whole, std::string_view free) {
        const auto from = numberAfter(text, whole);
        const auto less = numberAfter(text, free);
        return from && less && *from >= *less ? static_cast<float>(static_cast<double>(*from - *less) * kKilobyte)
                                              : kUnknown;
    };
    values[0] = difference("MemTotal:", "MemAvailable:");
    values[1] = difference("SwapTotal:", "SwapFree:");
}

} // namespace cobench::trace
