// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/json_writer.h"

#include <array>
#include <charconv>
#include <cmath>

namespace cobench::cli {

namespace {

/// Bytes of the UTF-8 sequence that starts at `at`; 0 when there is none (also overlong forms and surrogates).
std::size_t utf8Length(std::string_view text, std::size_t at)
{
    const auto byte
        = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U; };
    const auto isTail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned lead = byte(0);
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return isTail(1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        const bool isOverlong = lead == 0xE0 && byte(1) < 0xA0;
        const bool isSurrogate = lead == 0xED && byte(1) > 0x9F;
        return isTail(1) && isTail(2) && !isOverlong && !isSurrogate ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const bool isOverlong = lead == 0xF0 && byte(1) < 0x90;
        const bool isBeyond = lead == 0xF4 && byte(1) > 0x8F;
        return isTail(1) && isTail(2) && isTail(3) && !isOverlong && !isBeyond ? 4 : 0;
    }
    return 0;
}

void appendControl(std::string& text, unsigned char byte)
{
    static constexpr char kDigits[] = "0123456789abcdef";
    text += "\\u00";
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
}

} // namespace

std::string quoteJson(std::string_view text)
{
    std::string quoted = "\"";
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = utf8Length(text, at);
        const char byte = text[at];
        if (length == 0)
            quoted += "\xEF\xBF\xBD";
        else if (byte == '"' || byte == '\\')
            (quoted += '\\') += byte;
        else if (length == 1 && static_cast<unsigned char>(byte) < 0x20)
            appendControl(quoted, static_cast<unsigned char>(byte));
        else
            quoted += text.substr(at, length);
        at += length == 0 ? 1 : length;
    }
    return quoted += '"';
}

std::string shortest(double number)
{
    std::array<char, 32> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    return {digits.data(), end};
}

JsonWriter& JsonWriter::key(std::string_view name)
{
    separate();
    m_output.write(quoteJson(name));
    m_output.write(":");
    m_needsComma = false;
    return *this;
}

JsonWriter& JsonWriter::value(std::string_view text)
{
    return raw(quoteJson(text));
}

JsonWriter& JsonWriter::value(double number)
{
    return raw(std::isfinite(number) ? shortest(number) : "null");
}

JsonWriter& JsonWriter::value(bool truth)
{
    return raw(truth ? "true" : "false");
}

JsonWriter& JsonWriter::value(std::nullptr_t)
{
    return raw("null");
}

JsonWriter& JsonWriter::open(char bracket)
{
    separate();
    m_output.write({&bracket, 1});
    m_needsComma = false;
    return *this;
}

JsonWriter& JsonWriter::close(char bracket)
{
    m_output.write({&bracket, 1});
    m_needsComma = true;
    return *this;
}

JsonWriter& JsonWriter::raw(std::string_view text)
{
    separate();
    m_output.write(text);
    m_needsComma = true;
    return *this;
}

void JsonWriter::separate()
{
    if (m_needsComma)
        m_output.write(",");
}

} // namespace cobench::cli
