// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/python_tokens.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace cobench::lr {

namespace {

bool isWordCharacter(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isBlank(char c)
{
    return std::isspace(static_cast<unsigned char>(c)) != 0 || c == '\\';
}

/// After the closing quote of the text that begins at `at`, or the end.
std::size_t endOfText(std::string_view code, std::size_t at)
{
    const char quote = code[at];
    const std::string three(3, quote);
    if (code.substr(at, 3) == three) {
        const std::size_t end = code.find(three, at + 3);
        return end == std::string_view::npos ? code.size() : end + 3;
    }
    for (++at; at < code.size() && code[at] != quote && code[at] != '\n'; ++at)
        at += code[at] == '\\' ? 1 : 0;
    return std::min(at + 1, code.size());
}

} // namespace

std::vector<PythonStatement> pythonStatements(std::string_view code)
{
    std::vector<PythonStatement> statements;
    PythonStatement current;
    int depth = 0;
    const auto finish = [&] {
        if (current.text.find_first_not_of(" \t\r\n") != std::string::npos)
            statements.push_back(current);
        current = {};
    };
    for (std::size_t i = 0; i < code.size();) {
        const char c = code[i];
        std::size_t end = i + 1;
        if (c == '"' || c == '\'')
            end = endOfText(code, i);
        else if (c == '#')
            end = std::min(code.find('\n', i), code.size());
        const bool isBreak = (c == '\n' || c == ';') && depth <= 0 && !(i > 0 && code[i - 1] == '\\');
        if (isBreak) {
            finish();
            depth = 0;
        } else if (!current.text.empty() || !isBlank(c)) {
            if (current.text.empty())
                current.offset = i;
            current.text += c == '#' ? std::string(end - i, ' ') : std::string(code.substr(i, end - i));
        }
        depth += c == '(' || c == '[' || c == '{' ? 1 : c == ')' || c == ']' || c == '}' ? -1 : 0;
        i = end;
    }
    finish();
    return statements;
}

PythonTokens::PythonTokens(std::string_view code, std::size_t offset)
    : m_code(code)
    , m_offset(offset)
    , m_current(code.substr(0, 0))
{
    advance();
}

std::size_t PythonTokens::lengthAt(std::size_t at) const
{
    const char c = m_code[at];
    if (c == '"' || c == '\'')
        return endOfText(m_code, at) - at;
    const bool isNumber = isDigit(c) || (c == '.' && at + 1 < m_code.size() && isDigit(m_code[at + 1]));
    std::size_t end = at + 1;
    if (isNumber) {
        for (; end < m_code.size(); ++end) {
            const bool isSign
                = (m_code[end] == '-' || m_code[end] == '+') && (m_code[end - 1] == 'e' || m_code[end - 1] == 'E');
            if (!isWordCharacter(m_code[end]) && m_code[end] != '.' && !isSign)
                break;
        }
        return end - at;
    }
    if (isWordCharacter(c)) {
        while (end < m_code.size() && isWordCharacter(m_code[end]))
            ++end;
        return end - at;
    }
    for (const std::string_view pair : {"**", "//", "==", "<=", ">=", "!="})
        if (m_code.substr(at, 2) == pair)
            return 2;
    return 1;
}

void PythonTokens::advance()
{
    auto at = static_cast<std::size_t>(m_current.data() - m_code.data()) + m_current.size();
    while (at < m_code.size() && isBlank(m_code[at]))
        ++at;
    m_current = at < m_code.size() ? m_code.substr(at, lengthAt(at)) : m_code.substr(m_code.size(), 0);
}

bool PythonTokens::accept(std::string_view token)
{
    if (m_current != token)
        return false;
    advance();
    return true;
}

bool PythonTokens::isName() const
{
    return !m_current.empty() && isWordCharacter(m_current.front()) && !isDigit(m_current.front());
}

std::optional<double> PythonTokens::number()
{
    if (m_current.empty() || !(isDigit(m_current.front()) || m_current.front() == '.'))
        return std::nullopt;
    std::string digits(m_current);
    std::erase(digits, '_');
    double value = 0.0;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (code != std::errc() || end != digits.data() + digits.size())
        return std::nullopt;
    advance();
    return value;
}

std::optional<std::string> PythonTokens::text()
{
    if (m_current.size() < 2 || (m_current.front() != '"' && m_current.front() != '\''))
        return std::nullopt;
    const std::size_t quotes = m_current.size() >= 6 && m_current[1] == m_current[0] ? 3 : 1;
    std::string inside(m_current.substr(quotes, m_current.size() - 2 * quotes));
    advance();
    return inside;
}

std::optional<std::string> PythonTokens::keyword()
{
    if (!isName())
        return std::nullopt;
    PythonTokens ahead = *this;
    ahead.advance();
    if (!ahead.accept("="))
        return std::nullopt;
    std::string name(m_current);
    *this = ahead;
    return name;
}

} // namespace cobench::lr
