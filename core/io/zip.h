// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/io/read_context.h"

#include <string_view>
#include <vector>

namespace cobench::io {

struct ZipEntry {
    std::string name;
    std::uint16_t method = 0; // 0 stored, 8 deflate
    std::uint32_t crc = 0;
    std::uint64_t packedBytes = 0;
    std::uint64_t bytes = 0;
    std::uint64_t dataOffset = 0;
};

/// A zip archive in memory, zip64 included. The whole directory is checked when it is opened: every entry lies
/// inside the file, its local header says the same name, no name appears twice, entries cannot share their bytes to
/// multiply them, and what they declare to unpack to is within the allowance. Records are CRC-checked when they are
/// read.
class ZipArchive
{
public:
    static Result<ZipArchive> open(Bytes file, ReadContext& context);

    const std::vector<ZipEntry>& entries() const { return m_entries; }
    /// nullptr when there is no such entry.
    const ZipEntry* find(std::string_view name) const;
    /// Stored records are views of the file, deflated ones take from the allowance.
    Result<Bytes> read(const ZipEntry& entry, ReadContext& context) const;

private:
    explicit ZipArchive(Bytes file)
        : m_file(std::move(file))
    {
    }

    Bytes m_file;
    std::vector<ZipEntry> m_entries; // in the order of the directory
};

bool isZip(std::span<const std::byte> bytes);

} // namespace cobench::io
