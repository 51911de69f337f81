// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cobench::io {

/// Walks through XML as annotation programs write it: elements and their text. Attributes, comments, processing
/// instructions and a document type are passed over; nothing outside the text is ever read and no entity beyond the
/// five of the standard is known, so a document cannot grow. Depth is bounded.
class XmlReader
{
public:
    explicit XmlReader(std::string_view text)
        : m_text(text)
    {
    }

    enum class Event { Begin, End, Finished, Failed };
    /// Begin and End come in pairs for each element.
    Event next();
    /// The element that began or ended.
    std::string_view name() const { return m_name; }
    /// At End: the text between its tags, without that of inner elements; entities replaced, blanks trimmed.
    const std::string& text() const { return m_content; }
    /// Names of the open elements, outermost first, without the one that just ended.
    const std::vector<std::string_view>& path() const { return m_path; }
    std::size_t line() const;

private:
    Event readTag();
    Event end(std::string_view name);
    bool skipPast(std::string_view mark);
    void addText(std::string_view text);

    static constexpr std::size_t kDeepest = 32;

    std::string_view m_text;
    std::size_t m_at = 0;
    std::vector<std::string_view> m_path;
    std::vector<std::string> m_contents; // of m_path
    std::string_view m_name;
    std::string m_content;
    bool m_isEmptyTag = false; // <name/>: its end is due
};

} // namespace cobench::io
