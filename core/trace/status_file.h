// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/file_descriptor.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cobench::trace {

/// A file of /proc or /sys that is read again and again through one descriptor: no path look-up for a sample, and
/// that of a process never becomes that of another with its number.
class StatusFile
{
public:
    StatusFile() = default;
    explicit StatusFile(const std::filesystem::path& path);
    /// `path` from the folder that `directory` is open on.
    StatusFile(int directory, const char* path);

    bool isOpen() const { return m_file.isOpen(); }
    /// errno of the attempt to open it; 0 = open.
    int error() const { return m_error; }
    /// What it says now, valid until the next read into `buffer`; nothing when it is gone. A buffer that is too
    /// small grows, so that reading allocates only at first.
    std::optional<std::string_view> read(std::vector<char>& buffer) const;

private:
    FileDescriptor m_file;
    int m_error = 0;
};

/// Why a file cannot serve a lane: "needs the right to read PATH", "PATH does not exist".
std::string reasonFor(int errorNumber, const std::filesystem::path& path);

/// Takes words and numbers from the front of a text.
class Words
{
public:
    explicit Words(std::string_view text)
        : m_text(text)
    {
    }
    bool atEnd() const { return m_text.find_first_not_of(" \t\n") == std::string_view::npos; }
    /// Empty at the end.
    std::string_view word()
    {
        const std::size_t begin = m_text.find_first_not_of(" \t\n");
        if (begin == std::string_view::npos)
            return m_text = {};
        const std::size_t end = std::min(m_text.find_first_of(" \t\n", begin), m_text.size());
        const std::string_view found = m_text.substr(begin, end - begin);
        m_text.remove_prefix(end);
        return found;
    }
    /// 0 for what is no number.
    std::uint64_t number()
    {
        const std::string_view digits = word();
        std::uint64_t value = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), value);
        return value;
    }
    void skip(int words)
    {
        for (; words > 0; --words)
            word();
    }

private:
    std::string_view m_text;
};

/// The next line, without its end, taken from the front of `text`.
std::string_view takeLine(std::string_view& text);
/// The number after "key" at the beginning of a line ("VmRSS:  12 kB", "throttled_usec 5").
std::optional<std::uint64_t> numberAfter(std::string_view text, std::string_view key);

} // namespace cobench::trace
