// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/error.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>

namespace cobench::store {

/// A regular, non-empty file in memory, read-only: for files of our own that nobody changes once they have their
/// name. Where another program cuts one short all the same, what is gone reads as zeros instead of ending this
/// program, and cutShort() tells of it. Throws Failure: NotFound, Unreadable, Corrupt.
class MappedFile
{
public:
    explicit MappedFile(const std::filesystem::path& path);
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile();

    std::span<const std::byte> bytes() const { return {static_cast<const std::byte*>(m_start), m_size}; }
    const std::filesystem::path& path() const { return m_path; }
    /// Whether nothing was cut off. A file whose name has gone stays whole in memory.
    bool isWhole() const;

    struct Watched;

private:
    std::filesystem::path m_path;
    void* m_start = nullptr;
    std::size_t m_size = 0;
    Watched* m_watched = nullptr; // lives on
};

/// Corrupt, naming a file that is mapped and was read where it has been cut short: whatever was worked out since is
/// worth nothing. Nothing as long as all are whole. Any thread.
std::optional<Error> cutShort();

} // namespace cobench::store
