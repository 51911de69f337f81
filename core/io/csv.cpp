// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/csv.h"

namespace cobench::io {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

} // namespace

CsvReader::CsvReader(std::string_view text)
    : m_text(text)
{
    if (text.starts_with(kByteOrderMark))
        m_position = kByteOrderMark.size();
}

void CsvReader::skipComments()
{
    while (skipBlankLines() && m_text.substr(m_position).starts_with('#')) {
        const std::size_t end = m_text.find('\n', m_position);
        m_position = end == std::string_view::npos ? m_text.size() : end + 1;
        ++m_line;
    }
}

bool CsvReader::next(std::vector<std::string_view>& fields)
{
    fields.clear();
    m_unquoted.clear();
    if (m_failed || !skipBlankLines())
        return false;
    m_recordLine = m_line;
    for (;;) {
        const bool isQuoted = m_position < m_text.size() && m_text[m_position] == '"';
        fields.push_back(isQuoted ? quotedField() : plainField());
        if (m_failed)
            return false;
        if (m_position == m_text.size())
            return true;
        if (m_text[m_position++] == '\n') {
            ++m_line;
            return true;
        }
    }
}

bool CsvReader::skipBlankLines()
{
    for (std::size_t at = m_position; at < m_text.size(); ++at) {
        const char c = m_text[at];
        if (c == '\n') {
            ++m_line;
            m_position = at + 1;
        } else if (c != '\r' && c != ' ' && c != '\t') {
            return true;
        }
    }
    m_position = m_text.size();
    return false;
}

/// Leaves the position at the comma, the line end or the end of the text.
std::string_view CsvReader::plainField()
{
    const std::size_t start = m_position;
    while (m_position < m_text.size() && m_text[m_position] != ',' && m_text[m_position] != '\n')
        ++m_position;
    return trimmed(m_text.substr(start, m_position - start));
}

std::string_view CsvReader::quotedField()
{
    std::string& field = m_unquoted.emplace_back();
    for (++m_position;; ++m_position) {
        const std::size_t quote = m_text.find('"', m_position);
        if (quote == std::string_view::npos) {
            m_failed = true;
            return {};
        }
        for (; m_position < quote; ++m_position) {
            m_line += m_text[m_position] == '\n';
            field += m_text[m_position];
        }
        if (quote + 1 >= m_text.size() || m_text[quote + 1] != '"')
            break;
        field += '"';
        ++m_position; // past the first of the two
    }
    ++m_position;
    m_failed = !plainField().empty(); // text after the closing quote
    return field;
}

} // namespace cobench::io
