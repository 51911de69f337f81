// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace cobench::io {

/// Splits RFC 4180 text into records: commas, quotes with "" inside, CR LF or LF, a byte order mark. Blank lines
/// are skipped. Fields are views of the text (or of this reader, for quoted ones) until the next call.
class CsvReader
{
public:
    explicit CsvReader(std::string_view text);

    /// Passes over lines that begin with '#'. To be called before next(); elsewhere such lines are records.
    void skipComments();

    /// False at the end of the text or at a quote that never closes; failed() tells which.
    bool next(std::vector<std::string_view>& fields);
    bool failed() const { return m_failed; }
    /// Of the record next() gave last, counted from 1.
    std::size_t line() const { return m_recordLine; }
    std::size_t position() const { return m_position; }

private:
    bool skipBlankLines();
    std::string_view plainField();
    std::string_view quotedField();

    std::string_view m_text;
    std::size_t m_position = 0;
    std::size_t m_line = 1;
    std::size_t m_recordLine = 0;
    bool m_failed = false;
    std::deque<std::string> m_unquoted; // a deque: views of its texts survive growth
};

} // namespace cobench::io
