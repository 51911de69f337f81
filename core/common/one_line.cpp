// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/one_line.h"

namespace cobench {

std::string oneLine(std::string_view text, std::size_t most)
{
    std::string words;
    for (const char c : text) {
        const bool isBlank = c == '\n' || c == '\r' || c == '\t' || c == ' ';
        if (!isBlank)
            words += c;
        else if (!words.empty() && words.back() != ' ')
            words += ' ';
    }
    while (words.ends_with(' '))
        words.pop_back();
    return words.size() > most ? words.substr(0, most) + " …" : words;
}

} // namespace cobench
