// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace cobench::store {

/// A regular, non-empty file in memory, read-only: for files of our own that nobody changes once they have their
/// name. Throws Failure: NotFound, Unreadable, Corrupt.
class MappedFile
{
public:
    explicit MappedFile(const std::filesystem::path& path);
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile();

    std::span<const std::byte> bytes() const { return {static_cast<const std::byte*>(m_start), m_size}; }
    const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
    void* m_start = nullptr;
    std::size_t m_size = 0;
};

} // namespace cobench::store
