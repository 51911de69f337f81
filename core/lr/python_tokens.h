// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cobench::lr {

/// A logical line without its comment; lines that a bracket joins are one.
struct PythonStatement {
    std::string text; // comments are blanks, so that offsets hold
    std::size_t offset = 0;
};
std::vector<PythonStatement> pythonStatements(std::string_view code);

/// The words of a piece of Python, one after the other. The code must outlive it.
class PythonTokens
{
public:
    PythonTokens(std::string_view code, std::size_t offset);

    std::string_view current() const { return m_current; } // empty at the end
    bool isAtEnd() const { return m_current.empty(); }
    std::size_t offset() const { return m_offset + static_cast<std::size_t>(m_current.data() - m_code.data()); }
    void advance();
    bool accept(std::string_view token);
    bool isName() const;
    /// Each takes what it tells: a number, a text in quotes, "name=" of a keyword argument.
    std::optional<double> number();
    std::optional<std::string> text();
    std::optional<std::string> keyword();

private:
    std::size_t lengthAt(std::size_t at) const;

    std::string_view m_code;
    std::size_t m_offset;
    std::string_view m_current;
};

} // namespace cobench::lr
