// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace cobench {

/// Another library's message on one line: blanks between words are one space, and what is beyond `most` bytes goes.
std::string oneLine(std::string_view text, std::size_t most = 400);

} // namespace cobench
