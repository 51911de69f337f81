// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/zip_reader.h"

#include <algorithm>
#include <span>
#include <string_view>

namespace cobench::store {

namespace {

constexpr std::size_t kEndSize = 22;
constexpr std::size_t kLocatorSize = 20;
constexpr std::size_t kLongestComment = 65535;
constexpr std::uint32_t kInZip64 = 0xffffffff;

/// Numbers out of an untrusted file: outside they read as 0 and the cursor is no longer good.
class Cursor
{
public:
    Cursor(const InputFile& file, std::uint64_t offset)
        : Cursor(file, offset, file.size())
    {
    }

    /// A cursor on the next `size` bytes alone, which this one leaves behind.
    Cursor inside(std::uint64_t size)
    {
        const std::uint64_t begin = m_offset;
        skip(size);
        return {m_file, begin, m_good ? begin + size : 0};
    }
    void skip(std::uint64_t size)
    {
        m_good = m_good && size <= m_end - m_offset;
        m_offset += m_good ? size : 0;
    }
    std::string text(std::size_t size)
    {
        const std::uint64_t begin = m_offset;
        skip(size);
        std::string text(m_good ? size : 0, '\0');
        m_file.read(begin, std::as_writable_bytes(std::span(text)));
        return text;
    }
    std::uint16_t u16() { return number<std::uint16_t>(); }
    std::uint32_t u32() { return number<std::uint32_t>(); }
    std::uint64_t u64() { return number<std::uint64_t>(); }
    bool expect(std::uint32_t signature) { return u32() == signature && m_good; }
    bool good() const { return m_good; }
    std::uint64_t offset() const { return m_offset; }

private:
    Cursor(const InputFile& file, std::uint64_t offset, std::uint64_t end)
        : m_file(file)
        , m_offset(offset)
        , m_end(end)
        , m_good(offset <= end)
    {
    }

    template <typename Number>
    Number number()
    {
        Number value = 0;
        const std::uint64_t begin = m_offset;
        skip(sizeof value);
        if (m_good)
            m_file.read(begin, std::as_writable_bytes(std::span(&value, 1)));
        return value;
    }

    const InputFile& m_file;
    std::uint64_t m_offset;
    std::uint64_t m_end;
    bool m_good;
};

struct Directory {
    std::uint64_t count = 0;
    std::uint64_t offset = 0;
};

std::optional<std::uint64_t> findEnd(const InputFile& file)
{
    constexpr std::string_view kSignature("PK\x05\x06");
    std::string tail(std::min<std::uint64_t>(file.size(), kEndSize + kLongestComment), '\0');
    file.read(file.size() - tail.size(), std::as_writable_bytes(std::span(tail)));
    if (tail.size() < kEndSize)
        return std::nullopt;
    const std::size_t found = tail.rfind(kSignature, tail.size() - kEndSize);
    return found == std::string::npos ? std::nullopt : std::optional(file.size() - tail.size() + found);
}

std::optional<Directory> findDirectory(const InputFile& file)
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

bool readZip64(Cursor fields, Place& place)
{
    while (fields.good()) {
        const std::uint16_t id = fields.u16();
        Cursor field = fields.inside(fields.u16());
        if (!fields.good() || id != 1)
            continue;
        for (std::uint64_t* number : {&place.size, &place.stored, &place.offset})
            if (*number == kInZip64)
                *number = field.u64();
        return field.good();
    }
    return place.size != kInZip64 && place.stored != kInZip64 && place.offset != kInZip64;
}

/// Where the bytes of the entry begin, if they are all there.
std::optional<std::uint64_t> contentOffset(const InputFile& file, const Place& place)
{
    Cursor local(file, place.offset);
    if (!local.expect(0x04034b50))
        return std::nullopt;
    local.skip(22);
    const std::uint16_t nameSize = local.u16();
    const std::uint16_t extraSize = local.u16();
    local.skip(std::uint64_t{nameSize} + extraSize);
    const std::uint64_t begin = local.offset();
    local.skip(place.size);
    return local.good() ? std::optional(begin) : std::nullopt;
}

std::optional<ZipEntry> readEntry(const InputFile& file, Cursor& directory)
{
    if (!directory.expect(0x02014b50))
        return std::nullopt;
    directory.skip(4);
    const bool isEncrypted = (directory.u16() & 1) != 0;
    const std::uint16_t method = directory.u16();
    directory.skip(4);
    ZipEntry entry = {.name = {}, .crc = directory.u32()};
    Place place;
    place.stored = directory.u32();
    place.size = directory.u32();
    const std::uint16_t nameSize = directory.u16();
    const std::uint16_t extraSize = directory.u16();
    const std::uint16_t commentSize = directory.u16();
    directory.skip(8);
    place.offset = directory.u32();
    entry.name = directory.text(nameSize);
    const bool isPlaced = readZip64(directory.inside(extraSize), place);
    directory.skip(commentSize);
    if (!directory.good() || !isPlaced || isEncrypted || method != 0 || place.size != place.stored)
        return std::nullopt;
    const auto offset = contentOffset(file, place);
    if (!offset)
        return std::nullopt;
    entry.offset = *offset;
    entry.size = place.size;
    return entry;
}

} // namespace

std::optional<std::vector<ZipEntry>> readZip(const InputFile& file)
{
    const auto directory = findDirectory(file);
    if (!directory)
        return std::nullopt;
    std::vector<ZipEntry> entries;
    std::uint64_t left = file.size(); // entries that overlap could add up to more than the file
    Cursor cursor(file, directory->offset);
    for (std::uint64_t index = 0; index < directory->count; ++index) {
        auto entry = readEntry(file, cursor);
        if (!entry || entry->size > left)
            return std::nullopt;
        left -= entry->size;
        entries.push_back(std::move(*entry));
    }
    return entries;
}

} // namespace cobench::store
