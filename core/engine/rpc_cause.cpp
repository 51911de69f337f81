// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/rpc_cause.h"

#include <algorithm>
#include <utility>

namespace cobench::engine {

namespace {

constexpr std::size_t kMostLetters = 100; // of a message that is not known

constexpr std::pair<std::string_view, std::string_view> kCauses[]{
    {"Connection refused", "nobody listens there"},
    {"DNS resolution failed", "there is no machine of that name"},
    {"Domain name not found", "there is no machine of that name"},
    {"No route to host", "there is no way to it"},
    {"Network is unreachable", "there is no way to it"},
    {"timed out", "it does not answer"},
    {"Deadline Exceeded", "it does not answer"},
    {"Connection reset", "it closed the connection"},
    {"Broken pipe", "it closed the connection"},
    {"Socket closed", "it closed the connection"},
    {"GOAWAY", "it closed the connection"},
    {"andshake", "what answers there is no engine of CoBench, or not the paired one"},
};

} // namespace

std::string linkCause(std::string_view message)
{
    for (const auto& [words, cause] : kCauses)
        if (message.find(words) != std::string_view::npos)
            return std::string(cause);
    if (message.empty())
        return "it closed the session";
    const std::string_view first = message.substr(0, message.find(';'));
    return std::string(first.substr(0, kMostLetters)) + (first.size() > kMostLetters ? "…" : "");
}

} // namespace cobench::engine
