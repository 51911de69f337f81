// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output.h"

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace cobench::cli {

/// Writes one JSON document straight into an Output: 65,519 teams need no tree in memory. Doubles are the shortest
/// text that reads back exactly; NaN and infinities are null; bytes that are no UTF-8 become U+FFFD.
/// The caller keeps begin and end in balance.
class JsonWriter
{
public:
    explicit JsonWriter(Output& output)
        : m_output(output)
    {
    }

    JsonWriter& beginObject() { return open('{'); }
    JsonWriter& endObject() { return close('}'); }
    JsonWriter& beginArray() { return open('['); }
    JsonWriter& endArray() { return close(']'); }
    JsonWriter& key(std::string_view name);

    JsonWriter& value(std::string_view text);
    JsonWriter& value(const char* text) { return value(std::string_view(text)); }
    JsonWriter& value(double number);
    JsonWriter& value(bool truth);
    JsonWriter& value(std::nullptr_t);
    template <std::integral Integer>
    JsonWriter& value(Integer number)
    {
        return raw(std::to_string(number));
    }
    template <typename Range>
    JsonWriter& array(const Range& values)
    {
        beginArray();
        for (const auto& item : values)
            value(item);
        return endArray();
    }
    template <typename T>
    JsonWriter& member(std::string_view name, const T& content)
    {
        return key(name).value(content);
    }

private:
    JsonWriter& open(char bracket);
    JsonWriter& close(char bracket);
    JsonWriter& raw(std::string_view text);
    void separate();

    Output& m_output;
    bool m_needsComma = false;
};

/// `text` as a JSON string with its quotes.
std::string quoteJson(std::string_view text);
/// The shortest text that reads back as `number`.
std::string shortest(double number);

} // namespace cobench::cli
