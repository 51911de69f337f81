// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace cobench::engine {

// What both ends of a link between machines agree about.

inline constexpr std::uint32_t kRemoteProtocol = 1;
inline constexpr std::size_t kMaxPictureMessage = std::size_t{64} << 20; // bytes: 21 million raw pixels
inline constexpr std::size_t kMaxAnswerMessage = std::size_t{8} << 20;
inline constexpr std::chrono::milliseconds kAlivePeriod{500};
/// Without a word from the other side for so long, the link is taken for lost.
inline constexpr std::chrono::milliseconds kSilence{2500};

} // namespace cobench::engine
