// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

/// What the scripted worker does, chosen by the seed of the configuration that it gets.
namespace cobench::test {

inline constexpr std::uint64_t kTrainQuickly = 1;
inline constexpr std::uint64_t kTrainSlowly = 100; // 5 ms an iteration
inline constexpr std::uint64_t kCrash = 200; // at the fifth iteration
inline constexpr std::uint64_t kHang = 300; // stops itself at the fifth iteration
inline constexpr std::uint64_t kTalkGarbage = 400; // writes no frame of ours
inline constexpr std::uint64_t kIgnoreCancel = 500; // one iteration takes a minute
inline constexpr std::uint64_t kFailToStart = 600; // its backend cannot be made

} // namespace cobench::test
