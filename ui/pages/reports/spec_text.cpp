// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/spec_text.h"

#include <algorithm>

namespace cobench::ui {

std::string escapedField(std::string_view name)
{
    std::string text;
    for (const char c : name) {
        if (c == ':')
            text += "%3A";
        else if (c == '%')
            text += "%25";
        else
            text += c;
    }
    return text;
}

std::string unescapedField(std::string_view text)
{
    std::string name;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view code = text.substr(i, 3);
        const bool colon = code == "%3A" || code == "%3a";
        if (!colon && code != "%25") {
            name += text[i];
            continue;
        }
        name += colon ? ':' : '%';
        i += 2;
    }
    return name;
}

std::vector<std::string_view> specFields(std::string_view text)
{
    std::vector<std::string_view> fields;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(':', begin), text.size());
        fields.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return fields;
}

} // namespace cobench::ui
