// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/file_descriptor.h"
#include "core/common/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace cobench::jobs {

/// An open file of a session. Whoever writes or removes it holds its lock, which the kernel frees however the
/// process ends: a file that nobody holds is of a run that is over or was interrupted.
class SpoolFile
{
public:
    enum class Mode { Read, Write };

    /// Regular files alone; a link is not followed.
    static Result<SpoolFile> open(const std::filesystem::path& path, Mode mode);

    const std::filesystem::path& path() const { return m_path; }
    std::uint64_t size() const;
    std::filesystem::file_time_type::duration age() const;
    /// Of a file opened to be written, before anything is: Locked when somebody has it, NotFound when it was
    /// removed meanwhile.
    Result<void> lock();
    /// Whether somebody else has it now.
    bool isLocked() const;

    /// As many bytes as there are, at most `size`.
    Result<std::string> read(std::uint64_t offset, std::size_t size) const;
    /// All of it or, where that fails, nothing. A disk counts as full while there is still room for a word of why.
    Result<void> append(std::string_view bytes);
    /// That word: the same, to the last byte of the disk.
    Result<void> appendLast(std::string_view bytes);
    /// What was appended survives the machine's end.
    Result<void> sync();

private:
    SpoolFile(std::filesystem::path path, FileDescriptor file)
        : m_path(std::move(path))
        , m_file(std::move(file))
    {
    }
    Error failed(int code, const char* action) const;

    std::filesystem::path m_path;
    FileDescriptor m_file;
    std::uint64_t m_end = 0; // of what was appended in full
    bool m_isTorn = false; // something lies behind it
};

} // namespace cobench::jobs
