// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/store/file_system.h"

#include <cstdint>
#include <string>
#include <vector>

namespace cobench::store {

/// A zip of stored (not compressed) files, always with zip64 sizes. PKWARE APPNOTE 6.3.9. Throws Failure.
class ZipWriter
{
public:
    explicit ZipWriter(OutputFile& file)
        : m_file(file)
    {
    }
    void add(
        const std::string& name, std::span<const std::byte> bytes, Progress& progress, const CancelToken& cancel);
    /// Writes the directory. Nothing may be added afterwards.
    void finish();

private:
    struct Entry {
        std::string name;
        std::uint32_t crc = 0;
        std::uint64_t size = 0;
        std::uint64_t offset = 0;
    };
    void write(std::span<const std::byte> bytes);
    void writeText(const std::string& bytes);

    OutputFile& m_file;
    std::vector<Entry> m_entries;
    std::uint64_t m_offset = 0;
};

} // namespace cobench::store
