// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    SpoolFile(SpoolFile&& other) noexcept;
    SpoolFile& operator=(SpoolFile&&) = delete;
    ~SpoolFile();

    const std::filesystem::path& path() const { return m_path; }
    std::uint64_t size() const;
    std::filesystem::file_time_type::duration age() const;
    /// Of a file opened to be written: Locked when somebody has it, NotFound when it was removed meanwhile.
    Result<void> lock();
    /// Whether somebody else has it now.
    bool isLocked() const;

    /// As many bytes as there are, at most `size`.
    Result<std::string> read(std::uint64_t offset, std::size_t size) const;
    /// All of it or, where that fails, nothing.
    Result<void> append(std::string_view bytes);
    /// What was appended survives the machine's end.
    Result<void> sync();

private:
    SpoolFile(std::filesystem::path path, int descriptor)
        : m_path(std::move(path))
        , m_descriptor(descriptor)
    {
    }
    Error failed(int code, const char* action) const;

    std::filesystem::path m_path;
    int m_descriptor;
};

} // namespace cobench::jobs
