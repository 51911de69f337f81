// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/spec_text.h"

#include <algorithm>

namespace cobench::ui {

namespace {

std::string escaped(std::string_view name, std::string_view separators)
{
    std::string text;
    for (const char c : name) {
        if (separators.find(c) == std::string_view::npos)
            text += c;
        else
            text += c == ':' ? "%3A" : c == ',' ? "%2C" : "%25";
    }
    return text;
}

/// What stands for an escape of three characters; 0 for none.
char characterOf(std::string_view code)
{
    if (code == "%3A" || code == "%3a")
        return ':';
    if (code == "%2C" || code == "%2c")
        return ',';
    return code == "%25" ? '%' : '\0';
}

std::vector<std::string_view> pieces(std::string_view text, char separator)
{
    std::vector<std::string_view> found;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(separator, begin), text.size());
        found.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return found;
}

} // namespace

std::string escapedField(std::string_view name)
{
    return escaped(name, ":%");
}

std::string unescapedField(std::string_view text)
{
    std::string name;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char found = characterOf(text.substr(i, 3));
        name += found == '\0' ? text[i] : found;
        i += found == '\0' ? 0 : 2;
    }
    return name;
}

std::string escapedList(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names)
        text += (&name == &names.front() ? "" : ",") + escaped(name, ":%,");
    return text;
}

std::vector<std::string> unescapedList(std::string_view text)
{
    std::vector<std::string> names;
    for (const std::string_view piece : pieces(text, ','))
        names.push_back(unescapedField(piece));
    return names;
}

std::vector<std::string_view> specFields(std::string_view text)
{
    return pieces(text, ':');
}

} // namespace cobench::ui
