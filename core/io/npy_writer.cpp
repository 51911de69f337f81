// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/npy_writer.h"

#include "core/io/atomic_file.h"

#include <bit>
#include <limits>
#include <zlib.h>

namespace cobench::io {

static_assert(std::endian::native == std::endian::little, "arrays are written as they lie in memory");

namespace {

constexpr std::size_t kAlignment = 64;
constexpr std::size_t kPreamble = 10; // magic, version, header length
constexpr std::uint16_t kZipVersion = 20;
constexpr std::uint16_t kFirstDate = 0x21; // 1 January 1980

struct Entry {
    std::string name;
    std::string header; // of the .npy
    std::span<const std::byte> bytes;
    std::uint32_t crc = 0;
    std::uint32_t size = 0;
    std::uint32_t offset = 0;
};

template <typename Integer>
void append(std::string& text, Integer value)
{
    for (std::size_t i = 0; i < sizeof(Integer); ++i)
        text += static_cast<char>(value >> (8 * i));
}

std::uint32_t checksum(const Entry& entry)
{
    uLong crc = crc32_z(0, reinterpret_cast<const Bytef*>(entry.header.data()), entry.header.size());
    return static_cast<std::uint32_t>(
        crc32_z(crc, reinterpret_cast<const Bytef*>(entry.bytes.data()), entry.bytes.size()));
}

/// The fields that local header and central directory share: from "version needed" to the extra field's length.
void appendCommon(std::string& text, const Entry& entry)
{
    append<std::uint16_t>(text, kZipVersion);
    append<std::uint16_t>(text, 0); // flags
    append<std::uint16_t>(text, 0); // stored
    append<std::uint16_t>(text, 0); // time
    append<std::uint16_t>(text, kFirstDate);
    append<std::uint32_t>(text, entry.crc);
    append<std::uint32_t>(text, entry.size); // compressed
    append<std::uint32_t>(text, entry.size);
    append<std::uint16_t>(text, static_cast<std::uint16_t>(entry.name.size()));
    append<std::uint16_t>(text, 0); // extra field
}

std::string localHeader(const Entry& entry)
{
    std::string text = "PK\3\4";
    appendCommon(text, entry);
    return text + entry.name;
}

std::string centralDirectory(const std::vector<Entry>& entries, std::uint32_t offset)
{
    std::string text;
    for (const Entry& entry : entries) {
        text += "PK\1\2";
        append<std::uint16_t>(text, kZipVersion);
        appendCommon(text, entry);
        append<std::uint16_t>(text, 0); // comment
        append<std::uint16_t>(text, 0); // disk
        append<std::uint16_t>(text, 0); // internal attributes
        append<std::uint32_t>(text, 0); // external attributes
        append<std::uint32_t>(text, entry.offset);
        text += entry.name;
    }
    const auto size = static_cast<std::uint32_t>(text.size());
    text += "PK\5\6";
    append<std::uint32_t>(text, 0); // disks
    append<std::uint16_t>(text, static_cast<std::uint16_t>(entries.size()));
    append<std::uint16_t>(text, static_cast<std::uint16_t>(entries.size()));
    append<std::uint32_t>(text, size);
    append<std::uint32_t>(text, offset);
    append<std::uint16_t>(text, 0); // comment
    return text;
}

/// False when an offset or a size does not fit 32 bits.
bool layOut(std::vector<Entry>& entries, std::uint32_t& end)
{
    std::uint64_t offset = 0;
    for (Entry& entry : entries) {
        const std::uint64_t size = entry.header.size() + entry.bytes.size();
        const std::uint64_t next = offset + localHeader(entry).size() + size;
        if (next > std::numeric_limits<std::uint32_t>::max())
            return false;
        entry.offset = static_cast<std::uint32_t>(offset);
        entry.size = static_cast<std::uint32_t>(size);
        entry.crc = checksum(entry);
        offset = next;
    }
    end = static_cast<std::uint32_t>(offset);
    return entries.size() <= std::numeric_limits<std::uint16_t>::max();
}

Result<void> writeEntry(AtomicFile& file, const Entry& entry)
{
    if (auto written = file.write(localHeader(entry) + entry.header); !written)
        return written;
    return file.write(entry.bytes);
}

} // namespace

NpyArray npyArray(std::string name, std::span<const float> values, std::vector<std::uint64_t> shape)
{
    return {std::move(name), "<f4", std::move(shape), std::as_bytes(values)};
}

NpyArray npyArray(std::string name, std::span<const std::uint16_t> values, std::vector<std::uint64_t> shape)
{
    return {std::move(name), "<u2", std::move(shape), std::as_bytes(values)};
}

std::string npyHeader(const NpyArray& array)
{
    std::string shape;
    for (const std::uint64_t size : array.shape)
        shape += std::to_string(size) + ", ";
    if (array.shape.size() > 1)
        shape.resize(shape.size() - 2);
    else if (!shape.empty())
        shape.pop_back(); // "(3,)" is numpy's way to write a tuple of one
    std::string text = "{'descr': '" + array.dtype + "', 'fortran_order': False, 'shape': (" + shape + "), }";
    const std::size_t used = kPreamble + text.size() + 1;
    text.append((kAlignment - used % kAlignment) % kAlignment, ' ');
    text += '\n';
    std::string header = "\x93NUMPY\1";
    header += '\0';
    append(header, static_cast<std::uint16_t>(text.size()));
    return header + text;
}

Result<void> writeNpy(const std::filesystem::path& target, const NpyArray& array)
{
    auto file = AtomicFile::create(target);
    if (!file)
        return file.error();
    if (auto written = file->write(npyHeader(array)); !written)
        return written;
    if (auto written = file->write(array.bytes); !written)
        return written;
    return file->commit();
}

Result<void> writeNpz(const std::filesystem::path& target, const std::vector<NpyArray>& arrays)
{
    std::vector<Entry> entries;
    entries.reserve(arrays.size());
    for (const NpyArray& array : arrays)
        entries.push_back({.name = array.name + ".npy", .header = npyHeader(array), .bytes = array.bytes});
    std::uint32_t end = 0;
    if (!layOut(entries, end))
        return Error{.code = ErrorCode::TooLarge,
            .subject = target.string(),
            .detail = "the arrays do not fit one .npz of 4 GiB",
            .cure = "write them as .npy files"};
    auto file = AtomicFile::create(target);
    if (!file)
        return file.error();
    for (const Entry& entry : entries) {
        if (auto written = writeEntry(*file, entry); !written)
            return written;
    }
    if (auto written = file->write(centralDirectory(entries, end)); !written)
        return written;
    return file->commit();
}

} // namespace cobench::io
