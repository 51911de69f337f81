// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/status_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace cobench::trace {

namespace {

constexpr std::size_t kFirstBuffer = 4096;
constexpr std::size_t kLargestBuffer = std::size_t{8} << 20; // /proc/stat of the largest machines has 1 MB

} // namespace

StatusFile::StatusFile(const std::filesystem::path& path)
    : StatusFile(AT_FDCWD, path.c_str())
{
}

StatusFile::StatusFile(int directory, const char* path)
    : m_file(openat(directory, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK))
    , m_error(m_file.isOpen() ? 0 : errno)
{
}

std::optional<std::string_view> StatusFile::read(std::vector<char>& buffer) const
{
    if (!m_file.isOpen())
        return std::nullopt;
    if (buffer.empty())
        buffer.resize(kFirstBuffer);
    std::size_t size = 0;
    for (;;) {
        const ssize_t n
            = pread(m_file.number(), buffer.data() + size, buffer.size() - size, static_cast<off_t>(size));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return std::nullopt;
        size += static_cast<std::size_t>(n);
        if (n == 0 || size >= kLargestBuffer)
            return std::string_view(buffer.data(), size);
        if (size == buffer.size())
            buffer.resize(2 * buffer.size());
    }
}

std::string reasonFor(int errorNumber, const std::filesystem::path& path)
{
    if (errorNumber == EACCES || errorNumber == EPERM)
        return "needs the right to read " + path.string();
    if (errorNumber == ENOENT || errorNumber == ENOTDIR)
        return path.string() + " does not exist";
    return path.string() + ": " + std::strerror(errorNumber);
}

std::string_view takeLine(std::string_view& text)
{
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

std::optional<std::uint64_t> numberAfter(std::string_view text, std::string_view key)
{
    while (!text.empty()) {
        const std::string_view line = takeLine(text);
        if (!line.starts_with(key))
            continue;
        Words words(line.substr(key.size()));
        if (!words.atEnd())
            return words.number();
    }
    return std::nullopt;
}

} // namespace cobench::trace
