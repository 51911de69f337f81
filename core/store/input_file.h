// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/file_descriptor.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

namespace cobench::store {

/// A regular, non-empty file that is read piece by piece: one that another process cuts short meanwhile is an
/// error, where a mapping would end the program. Throws Failure: NotFound, Unreadable, Corrupt.
class InputFile
{
public:
    explicit InputFile(const std::filesystem::path& path);

    const std::filesystem::path& path() const { return m_path; }
    int descriptor() const { return m_file.number(); }
    /// When it was opened.
    std::uint64_t size() const { return m_size; }
    /// Fills `to` from `offset` on. Corrupt when the file ends before.
    void read(std::uint64_t offset, std::span<std::byte> to) const;

private:
    std::filesystem::path m_path;
    FileDescriptor m_file;
    std::uint64_t m_size = 0;
};

} // namespace cobench::store
