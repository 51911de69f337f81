// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/cpu_source.h"

namespace cobench::trace {

namespace {

constexpr std::size_t kMostProcessors = 4096;

/// The end of "0-3,8-11".
std::size_t processorsIn(const std::filesystem::path& list)
{
    std::vector<char> buffer;
    const StatusFile file(list);
    const auto text = file.read(buffer);
    if (!text)
        return 0;
    const std::size_t separator = text->find_last_of("-,");
    Words last(text->substr(separator == std::string_view::npos ? 0 : separator + 1));
    return static_cast<std::size_t>(last.number()) + 1;
}

std::size_t processorsNow(std::string_view stat)
{
    std::size_t count = 0;
    while (!stat.empty()) {
        std::string_view line = takeLine(stat);
        if (line.starts_with("cpu") && !line.starts_with("cpu ")) {
            line.remove_prefix(3);
            count = std::max(count, static_cast<std::size_t>(Words(line).number()) + 1);
        }
    }
    return count;
}

} // namespace

CpuSource::CpuSource(const std::filesystem::path& proc, const std::filesystem::path& sys)
    : m_stat(proc / "stat")
{
    const auto text = m_stat.read(m_buffer);
    const std::string reason = text ? std::string() : reasonFor(m_stat.error(), proc / "stat");
    const std::size_t count = std::min(kMostProcessors,
        std::max(processorsNow(text.value_or("")), processorsIn(sys / "devices/system/cpu/present")));
    m_lanes.push_back({"machine/context_switches", "1/s", reason});
    m_lanes.push_back({"cpu/total", "1", reason});
    for (std::size_t index = 0; index < count; ++index)
        m_lanes.push_back({"cpu/" + std::to_string(index), "1", reason});
    m_times.resize(count + 1);
    m_isSeen.resize(count + 1);
}

float CpuSource::share(Times& last, std::string_view line)
{
    Words words(line);
    words.skip(1);
    std::array<std::uint64_t, 8> ticks{}; // user nice system idle iowait irq softirq steal
    for (std::uint64_t& tick : ticks)
        tick = words.number();
    const Times now{.busy = ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6] + ticks[7],
        .idle = ticks[3] + ticks[4],
        .isKnown = true};
    // Idle and iowait of one processor may go back a little: proc(5).
    const std::uint64_t busy = now.busy > last.busy ? now.busy - last.busy : 0;
    const std::uint64_t idle = now.idle > last.idle ? now.idle - last.idle : 0;
    const bool isKnown = last.isKnown;
    last = now;
    if (!isKnown || busy + idle == 0)
        return kUnknown;
    return static_cast<float>(static_cast<double>(busy) / static_cast<double>(busy + idle));
}

void CpuSource::sample(double now, std::span<float> values)
{
    std::ranges::fill(values, kUnknown);
    const auto text = m_stat.read(m_buffer);
    if (!text)
        return;
    std::fill(m_isSeen.begin(), m_isSeen.end(), false);
    for (std::string_view rest = *text; !rest.empty();) {
        const std::string_view line = takeLine(rest);
        if (line.starts_with("ctxt ")) {
            values[0] = m_switches.rate(Words(line.substr(5)).number(), now);
            break;
        }
        if (!line.starts_with("cpu"))
            continue;
        const std::size_t place = line[3] == ' ' ? 0 : static_cast<std::size_t>(Words(line.substr(3)).number()) + 1;
        if (place >= m_times.size())
            continue;
        m_isSeen[place] = true;
        values[1 + place] = share(m_times[place], line);
    }
    for (std::size_t place = 0; place < m_times.size(); ++place)
        if (!m_isSeen[place])
            m_times[place].isKnown = false;
}

} // namespace cobench::trace
