// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/zip_reader.h"

#include <algorithm>
#include <cstring>

namespace cobench::store {

namespace {

constexpr std::size_t kEndSize = 22;
constexpr std::size_t kLocatorSize = 20;
constexpr std::size_t kLongestComment = 65535;
constexpr std::uint32_t kInZip64 = 0xffffffff;

/// Numbers out of untrusted bytes: outside they read as 0 and the cursor is no longer good.
class Cursor
{
public:
    Cursor(std::span<const std::byte> bytes, std::uint64_t offset)
        : m_bytes(bytes)
        , m_offset(offset)
        , m_good(offset <= bytes.size())
    {
    }

    std::span<const std::byte> take(std::uint64_t size)
    {
        if (!m_good || size > m_bytes.size() - m_offset) {
            m_good = false;
            return {};
        }
        const auto taken = m_bytes.subspan(m_offset, size);
        m_offset += size;
        return taken;
    }
    template <typename Number>
    Number number()
    {
        Number value = 0;
        const auto bytes = take(sizeof value);
        if (!bytes.empty())
            std::memcpy(&value, bytes.data(), sizeof value);
        return value;
    }
    std::uint16_t u16() { return number<std::uint16_t>(); }
    std::uint32_t u32() { return number<std::uint32_t>(); }
    std::uint64_t u64() { return number<std::uint64_t>(); }
    void skip(std::uint64_t size) { (void)take(size); }
    bool expect(std::uint32_t signature) { return u32() == signature && m_good; }
    bool good() const { return m_good; }

private:
    std::span<const std::byte> m_bytes;
    std::uint64_t m_offset;
    bool m_good;
};

struct Directory {
    std::uint64_t count = 0;
    std::uint64_t offset = 0;
};

std::optional<std::uint64_t> findEnd(std::span<const std::byte> file)
{
    if (file.size() < kEndSize)
        return std::nullopt;
    const std::uint64_t last = file.size() - kEndSize;
    for (std::uint64_t back = 0; back <= std::min<std::uint64_t>(last, kLongestComment); ++back)
        if (Cursor(file, last - back).expect(0x06054b50))
            return last - back;
    return std::nullopt;
}

std::optional<Directory> findDirectory(std::span<const std::byte> file)
{
    const auto end = findEnd(file);
    if (!end)
        return std::nullopt;
    Cursor plain(file, *end + 8);
    Directory directory = {.count = plain.u16()};
    plain.skip(6);
    directory.offset = plain.u32();
    if (directory.offset != kInZip64 && directory.count != 0xffff)
        return directory;
    if (*end < kLocatorSize)
        return std::nullopt;
    Cursor locator(file, *end - kLocatorSize);
    if (!locator.expect(0x07064b50))
        return std::nullopt;
    locator.skip(4);
    Cursor large(file, locator.u64());
    if (!large.expect(0x06064b50))
        return std::nullopt;
    large.skip(28);
    directory.count = large.u64();
    large.skip(8);
    directory.offset = large.u64();
    return large.good() ? std::optional(directory) : std::nullopt;
}

/// The numbers of one entry that zip64 moves into its extra field, in this order.
struct Place {
    std::uint64_t size = 0;
    std::uint64_t stored = 0;
    std::uint64_t offset = 0;
};

bool readZip64(std::span<const std::byte> extra, Place& place)
{
    for (Cursor fields(extra, 0); fields.good();) {
        const std::uint16_t id = fields.u16();
        Cursor field(fields.take(fields.u16()), 0);
        if (!fields.good() || id != 1)
            continue;
        for (std::uint64_t* number : {&place.size, &place.stored, &place.offset})
            if (*number == kInZip64)
                *number = field.u64();
        return field.good();
    }
    return place.size != kInZip64 && place.stored != kInZip64 && place.offset != kInZip64;
}

std::optional<std::span<const std::byte>> content(std::span<const std::byte> file, const Place& place)
{
    Cursor local(file, place.offset);
    if (!local.expect(0x04034b50))
        return std::nullopt;
    local.skip(22);
    const std::uint16_t nameSize = local.u16();
    const std::uint16_t extraSize = local.u16();
    local.skip(std::uint64_t{nameSize} + extraSize);
    const auto bytes = local.take(place.size);
    return local.good() ? std::optional(bytes) : std::nullopt;
}

std::optional<ZipEntry> readEntry(std::span<const std::byte> file, Cursor& directory)
{
    if (!directory.expect(0x02014b50))
        return std::nullopt;
    directory.skip(4);
    const bool isEncrypted = (directory.u16() & 1) != 0;
    const std::uint16_t method = directory.u16();
    directory.skip(4);
    ZipEntry entry = {.name = {}, .crc = directory.u32(), .bytes = {}};
    Place place;
    place.stored = directory.u32();
    place.size = directory.u32();
    const std::uint16_t nameSize = directory.u16();
    const std::uint16_t extraSize = directory.u16();
    const std::uint16_t commentSize = directory.u16();
    directory.skip(8);
    place.offset = directory.u32();
    const auto name = directory.take(nameSize);
    const bool isPlaced = readZip64(directory.take(extraSize), place);
    directory.skip(commentSize);
    if (!directory.good() || !isPlaced || isEncrypted || method != 0 || place.size != place.stored)
        return std::nullopt;
    const auto bytes = content(file, place);
    if (!bytes)
        return std::nullopt;
    entry.name.assign(reinterpret_cast<const char*>(name.data()), name.size());
    entry.bytes = *bytes;
    return entry;
}

} // namespace

std::optional<std::vector<ZipEntry>> readZip(std::span<const std::byte> file)
{
    const auto directory = findDirectory(file);
    if (!directory)
        return std::nullopt;
    std::vector<ZipEntry> entries;
    std::uint64_t left = file.size(); // entries that overlap could add up to more than the file
    Cursor cursor(file, directory->offset);
    for (std::uint64_t index = 0; index < directory->count; ++index) {
        auto entry = readEntry(file, cursor);
        if (!entry || entry->bytes.size() > left)
            return std::nullopt;
        left -= entry->bytes.size();
        entries.push_back(std::move(*entry));
    }
    return entries;
}

} // namespace cobench::store
