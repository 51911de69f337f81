// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/remote_address.h"

#include <algorithm>
#include <charconv>

namespace cobench::detect {

namespace {

constexpr std::size_t kLongestName = 253; // RFC 1035

bool isOf(std::string_view text, std::string_view others)
{
    return !text.empty() && text.size() <= kLongestName && std::ranges::all_of(text, [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || others.find(c) != std::string_view::npos;
    });
}

bool isHost(std::string_view host)
{
    if (host.starts_with('['))
        return host.ends_with(']') && host.find(':') != host.npos && isOf(host.substr(1, host.size() - 2), ":.%");
    return isOf(host, ".-_") && !host.starts_with('-');
}

bool isPort(std::string_view text)
{
    unsigned port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return error == std::errc() && end == text.data() + text.size() && port <= 65535;
}

} // namespace

std::optional<std::string> completeAddress(std::string_view text)
{
    const std::size_t bracket = text.starts_with('[') ? text.find(']') : 0;
    const std::size_t colon = std::min(text.find(':', std::min(bracket, text.size())), text.size());
    const std::string_view host = text.substr(0, colon);
    const std::string_view port = text.substr(std::min(colon + 1, text.size()));
    if (!isHost(host) || (colon < text.size() && !isPort(port)))
        return std::nullopt;
    return std::string(host) + ":" + (colon < text.size() ? std::string(port) : std::to_string(kRemotePort));
}

} // namespace cobench::detect
