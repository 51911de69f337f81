// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/network_source.h"

#include <algorithm>

namespace cobench::trace {

NetworkSource::NetworkSource(const std::filesystem::path& proc)
    : m_dev(proc / "net/dev")
{
    const std::string reason = m_dev.isOpen() ? "" : reasonFor(m_dev.error(), proc / "net/dev");
    m_lanes = {{"network/received", "B/s", reason}, {"network/sent", "B/s", reason}};
}

void NetworkSource::sample(double now, std::span<float> values)
{
    values[0] = values[1] = kUnknown;
    for (std::string_view rest = m_dev.read(m_buffer).value_or(""); !rest.empty();) {
        const std::string_view line = takeLine(rest);
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos)
            continue;
        const std::string_view name = Words(line.substr(0, colon)).word();
        if (name == "lo")
            continue;
        auto known = std::ranges::find(m_interfaces, name, &Interface::name);
        if (known == m_interfaces.end())
            known = m_interfaces.insert(m_interfaces.end(), {.name = std::string(name), .bytes = {}});
        Words words(line.substr(colon + 1));
        addKnown(values[0], known->bytes[0].rate(words.number(), now));
        words.skip(7);
        addKnown(values[1], known->bytes[1].rate(words.number(), now));
    }
}

} // namespace cobench::trace
