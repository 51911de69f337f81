// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>

namespace cobench::cli {

/// Parses and does one command. Returns the exit status: 0 done, 1 the work failed, 2 wrong usage, 128 + signal
/// when interrupted. Results go to `out`, everything else to `messages`.
int run(int argc, const char* const* argv, std::FILE* out, std::FILE* messages);

} // namespace cobench::cli
