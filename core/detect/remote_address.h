// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cobench::detect {

/// Where an engine listens for other machines unless another port is named.
inline constexpr unsigned kRemotePort = 4727;

/// "HOST:PORT" or "[ADDRESS]:PORT" of "box", "box:4727", "10.0.0.7" or "[fe80::1]:4727"; nothing when it is none of
/// these. Port 0 is one, to listen at any.
std::optional<std::string> completeAddress(std::string_view text);

} // namespace cobench::detect
