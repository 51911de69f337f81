// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/zip_writer.h"

#include "core/store/failure.h"
#include "core/store/in_steps.h"

#include <zlib.h>

namespace cobench::store {

namespace {

constexpr std::uint16_t kVersion = 45; // zip64
constexpr std::uint16_t kUtf8Name = 1 << 11;
constexpr std::uint16_t kDate = (1 << 5) | 1; // 1980-01-01: the same project gives the same bundle
constexpr std::uint32_t kInZip64 = 0xffffffff;

template <typename Number>
void put(std::string& record, Number value)
{
    for (std::size_t byte = 0; byte < sizeof value; ++byte)
        record += static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * byte) & 0xff);
}

// What the local and the central header have in common: version needed to length of the extra field.
void putCommon(std::string& record, const std::string& name, std::uint32_t crc, std::uint16_t extraSize)
{
    put(record, kVersion);
    put(record, kUtf8Name);
    put(record, std::uint16_t{0}); // stored
    put(record, std::uint16_t{0}); // time
    put(record, kDate);
    put(record, crc);
    put(record, kInZip64);
    put(record, kInZip64);
    put(record, static_cast<std::uint16_t>(name.size()));
    put(record, extraSize);
}

void putZip64Sizes(std::string& record, std::uint64_t size, std::uint16_t fieldSize)
{
    put(record, std::uint16_t{1});
    put(record, fieldSize);
    put(record, size);
    put(record, size);
}

} // namespace

void ZipWriter::write(std::span<const std::byte> bytes)
{
    orThrow(m_file.write(bytes));
    m_offset += bytes.size();
}

void ZipWriter::writeText(const std::string& bytes)
{
    write(std::as_bytes(std::span(bytes)));
}

void ZipWriter::add(
    const std::string& name, std::span<const std::byte> bytes, Progress& progress, const CancelToken& cancel)
{
    uLong crc = crc32_z(0, nullptr, 0);
    inSteps(bytes, progress, cancel, [&](auto piece) {
        crc = crc32_z(crc, reinterpret_cast<const Bytef*>(piece.data()), piece.size());
    });
    m_entries.push_back(
        {.name = name, .crc = static_cast<std::uint32_t>(crc), .size = bytes.size(), .offset = m_offset});
    std::string header;
    put(header, std::uint32_t{0x04034b50});
    putCommon(header, name, m_entries.back().crc, 20);
    header += name;
    putZip64Sizes(header, bytes.size(), 16);
    writeText(header);
    inSteps(bytes, progress, cancel, [&](auto piece) { write(piece); });
}

void ZipWriter::finish()
{
    std::string directory;
    for (const Entry& entry : m_entries) {
        put(directory, std::uint32_t{0x02014b50});
        put(directory, kVersion); // made by
        putCommon(directory, entry.name, entry.crc, 28);
        put(directory, std::uint16_t{0}); // comment
        put(directory, std::uint16_t{0}); // disk
        put(directory, std::uint16_t{0}); // internal attributes
        put(directory, std::uint32_t{0}); // external attributes
        put(directory, kInZip64);
        directory += entry.name;
        putZip64Sizes(directory, entry.size, 24);
        put(directory, entry.offset);
    }
    const std::uint64_t start = m_offset;
    const std::uint64_t end = start + directory.size();
    const auto count = static_cast<std::uint64_t>(m_entries.size());
    put(directory, std::uint32_t{0x06064b50}); // zip64 end of central directory
    put(directory, std::uint64_t{44});
    put(directory, kVersion);
    put(directory, kVersion);
    put(directory, std::uint64_t{0}); // this disk, disk of the directory
    put(directory, count);
    put(directory, count);
    put(directory, end - start);
    put(directory, start);
    put(directory, std::uint32_t{0x07064b50}); // its locator
    put(directory, std::uint32_t{0});
    put(directory, end);
    put(directory, std::uint32_t{1});
    put(directory, std::uint32_t{0x06054b50}); // end of central directory: see zip64
    put(directory, std::uint32_t{0});
    put(directory, std::uint16_t{0xffff});
    put(directory, std::uint16_t{0xffff});
    put(directory, kInZip64);
    put(directory, kInZip64);
    put(directory, std::uint16_t{0});
    writeText(directory);
}

} // namespace cobench::store
