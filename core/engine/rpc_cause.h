// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace cobench::engine {

inline constexpr std::string_view kUnreachableCure = "is it on, and does cobench-engine --listen run there?";

/// What gRPC says of a machine that cannot be reached, in few words: its cause alone, without the ways that were
/// tried.
std::string linkCause(std::string_view message);

} // namespace cobench::engine
