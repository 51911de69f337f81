// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/zip.h"

#include "core/common/checksums.h"
#include "core/io/bounded_reader.h"
#include "core/io/inflate.h"

#include <algorithm>
#include <optional>
#include <unordered_set>

namespace cobench::io {

namespace {

// PKWARE APPNOTE 6.3.10, sections 4.3.7 to 4.3.16.
constexpr std::uint32_t kLocalHeader = 0x04034b50;
constexpr std::uint32_t kCentralHeader = 0x02014b50;
constexpr std::uint32_t kEnd = 0x06054b50;
constexpr std::uint32_t kEnd64 = 0x06064b50;
constexpr std::uint32_t kEnd64Locator = 0x07064b50;
constexpr std::size_t kEndBytes = 22;
constexpr std::size_t kEnd64LocatorBytes = 20;
constexpr std::size_t kCentralHeaderBytes = 46;
constexpr std::size_t kLocalHeaderBytes = 30;
constexpr std::uint32_t kIn64 = 0xffffffff;
constexpr std::uint64_t kMaxEntries = 100'000;
constexpr std::uint16_t kStored = 0;
constexpr std::uint16_t kDeflated = 8;

struct Directory {
    std::uint64_t entries = 0;
    std::uint64_t bytes = 0;
    std::uint64_t offset = 0;
};

struct CentralEntry {
    ZipEntry entry;
    std::uint16_t flags = 0;
    std::uint64_t localOffset = 0;
};

Error broken(const ReadContext& context, std::string place, std::string detail)
{
    return context.error(ErrorCode::Corrupt, std::move(place), std::move(detail));
}

/// Position of the end record: the last one whose comment reaches exactly to the end of the file.
std::optional<std::size_t> findEnd(std::span<const std::byte> file)
{
    if (file.size() < kEndBytes)
        return {};
    const std::size_t last = file.size() - kEndBytes;
    const std::size_t first = last - std::min<std::size_t>(last, 0xffff);
    for (std::size_t at = last + 1; at-- > first;) {
        if (BoundedReader(file, at).number<std::uint32_t>() == kEnd
            && BoundedReader(file, at + 20).number<std::uint16_t>() == last - at)
            return at;
    }
    return {};
}

/// The zip64 end record, when a locator stands before the ordinary one.
std::optional<Directory> directory64(std::span<const std::byte> file, std::size_t end)
{
    if (end < kEnd64LocatorBytes)
        return {};
    BoundedReader locator(file, end - kEnd64LocatorBytes);
    if (locator.number<std::uint32_t>() != kEnd64Locator)
        return {};
    locator.take(4);
    const auto at = locator.number<std::uint64_t>();
    if (at > file.size())
        return Directory{.entries = 1}; // refused as a directory that does not fit
    BoundedReader record(file, static_cast<std::size_t>(at));
    if (record.number<std::uint32_t>() != kEnd64)
        return Directory{.entries = 1};
    record.take(28); // size of this record, versions, disk numbers, entries on this disk
    Directory directory;
    directory.entries = record.number<std::uint64_t>();
    directory.bytes = record.number<std::uint64_t>();
    directory.offset = record.number<std::uint64_t>();
    return directory;
}

Result<Directory> findDirectory(std::span<const std::byte> file, const ReadContext& context)
{
    const auto end = findEnd(file);
    if (!end)
        return context.error(
            ErrorCode::Truncated, {}, "a zip archive without its directory", "the file was cut short");
    BoundedReader record(file, *end + 10);
    Directory directory;
    directory.entries = record.number<std::uint16_t>();
    directory.bytes = record.number<std::uint32_t>();
    directory.offset = record.number<std::uint32_t>();
    if (const auto larger = directory64(file, *end))
        directory = *larger;

    const auto finish = checkedAdd(directory.offset, directory.bytes);
    if (!finish || *finish > *end || directory.entries > directory.bytes / kCentralHeaderBytes)
        return broken(context, "zip directory", "does not fit the file");
    if (directory.entries > kMaxEntries)
        return context.error(ErrorCode::TooLarge, "zip directory", std::to_string(directory.entries) + " entries");
    return directory;
}

/// Takes from the zip64 extra field what did not fit the 32-bit fields, in the order the format fixes.
void widen(std::span<const std::byte> extra, CentralEntry& central)
{
    BoundedReader fields(extra);
    while (fields.remaining() >= 4) {
        const auto id = fields.number<std::uint16_t>();
        BoundedReader field(fields.take(fields.number<std::uint16_t>()));
        if (id != 1)
            continue;
        for (std::uint64_t* value : {&central.entry.bytes, &central.entry.packedBytes, &central.localOffset})
            if (*value == kIn64 && field.remaining() >= 8)
                *value = field.number<std::uint64_t>();
        return;
    }
}

Result<CentralEntry> readCentral(BoundedReader& directory, const ReadContext& context)
{
    CentralEntry central;
    const auto signature = directory.number<std::uint32_t>();
    directory.take(4); // versions
    central.flags = directory.number<std::uint16_t>();
    central.entry.method = directory.number<std::uint16_t>();
    directory.take(4); // time and date
    central.entry.crc = directory.number<std::uint32_t>();
    central.entry.packedBytes = directory.number<std::uint32_t>();
    central.entry.bytes = directory.number<std::uint32_t>();
    const auto nameBytes = directory.number<std::uint16_t>();
    const auto extraBytes = directory.number<std::uint16_t>();
    const auto commentBytes = directory.number<std::uint16_t>();
    directory.take(8); // disk and attributes
    central.localOffset = directory.number<std::uint32_t>();
    central.entry.name = asText(directory.take(nameBytes));
    widen(directory.take(extraBytes), central);
    directory.take(commentBytes);
    if (directory.failed() || signature != kCentralHeader)
        return broken(context, "zip directory", "is damaged");
    return central;
}

/// Sets dataOffset from the local header, which must tell the same story as the directory.
Result<void> locate(CentralEntry& central, std::span<const std::byte> beforeDirectory, const ReadContext& context)
{
    ZipEntry& entry = central.entry;
    const std::string place = "record " + entry.name;
    if (central.flags & 1)
        return context.error(ErrorCode::Unsupported, place, "is encrypted");
    if (entry.method != kStored && entry.method != kDeflated)
        return context.error(ErrorCode::Unsupported,
            place,
            "compression method " + std::to_string(entry.method),
            "use stored or deflate");
    if (central.localOffset > beforeDirectory.size())
        return broken(context, place, "lies outside the file");
    BoundedReader local(beforeDirectory, static_cast<std::size_t>(central.localOffset));
    const auto signature = local.number<std::uint32_t>();
    local.take(22);
    const auto nameBytes = local.number<std::uint16_t>();
    const auto extraBytes = local.number<std::uint16_t>();
    const auto name = asText(local.take(nameBytes));
    local.take(extraBytes);
    if (local.failed() || signature != kLocalHeader || name != entry.name)
        return broken(context, place, "its header does not match the directory");
    if (entry.packedBytes > local.remaining() || (entry.method == kStored && entry.packedBytes != entry.bytes))
        return broken(context, place, "its size does not fit the file");
    entry.dataOffset = local.position();
    return {};
}

/// Honest entries lie side by side; overlapping ones are how a small file declares terabytes.
Result<void> checkTotals(const std::vector<ZipEntry>& entries, std::uint64_t fileBytes, const ReadContext& context)
{
    std::uint64_t packed = 0;
    std::uint64_t unpacked = 0;
    std::unordered_set<std::string_view> names;
    for (const ZipEntry& entry : entries) {
        const std::string place = "record " + entry.name;
        if (!names.insert(entry.name).second)
            return broken(context, place, "appears twice");
        packed += entry.packedBytes + kLocalHeaderBytes; // each at most the file's size: no overflow in 64 bits
        if (packed > fileBytes)
            return broken(context, place, "overlaps another record");
        const auto sum = checkedAdd(unpacked, entry.method == kStored ? 0 : entry.bytes);
        if (!sum || *sum > context.allowance.left())
            return context.error(ErrorCode::TooLarge,
                place,
                "declares " + std::to_string(entry.bytes) + " bytes in a file of " + std::to_string(fileBytes),
                "store it without compression if that is meant");
        unpacked = *sum;
    }
    return {};
}

} // namespace

bool isZip(std::span<const std::byte> bytes)
{
    const auto signature = BoundedReader(bytes).number<std::uint32_t>();
    return signature == kLocalHeader || signature == kEnd;
}

Result<ZipArchive> ZipArchive::open(Bytes file, ReadContext& context)
{
    ZipArchive archive(std::move(file));
    const auto bytes = archive.m_file.view();
    const auto found = findDirectory(bytes, context);
    if (!found)
        return found.error();
    const auto start = static_cast<std::size_t>(found->offset);
    BoundedReader directory(bytes.subspan(start, static_cast<std::size_t>(found->bytes)));
    for (std::uint64_t i = 0; i < found->entries; ++i) {
        auto central = readCentral(directory, context);
        if (!central)
            return std::move(central).error();
        if (auto located = locate(*central, bytes.first(start), context); !located)
            return std::move(located).error();
        archive.m_entries.push_back(std::move(central->entry));
    }
    if (directory.remaining() != 0)
        return broken(context, "zip directory", "holds more entries than it says");
    if (auto checked = checkTotals(archive.m_entries, bytes.size(), context); !checked)
        return std::move(checked).error();
    return archive;
}

const ZipEntry* ZipArchive::find(std::string_view name) const
{
    const auto found = std::ranges::find(m_entries, name, &ZipEntry::name);
    return found == m_entries.end() ? nullptr : &*found;
}

Result<Bytes> ZipArchive::read(const ZipEntry& entry, ReadContext& context) const
{
    const std::string place = "record " + entry.name;
    const auto packed = m_file.view().subspan(
        static_cast<std::size_t>(entry.dataOffset), static_cast<std::size_t>(entry.packedBytes));
    Bytes data(std::make_shared<Bytes>(m_file), packed);
    if (entry.method == kDeflated) {
        if (!context.allowance.take(entry.bytes))
            return context.error(ErrorCode::TooLarge, place, "unpacks to more than the file justifies");
        const auto buffer = std::make_shared_for_overwrite<std::byte[]>(static_cast<std::size_t>(entry.bytes));
        const std::span<std::byte> target(buffer.get(), static_cast<std::size_t>(entry.bytes));
        if (auto inflated = inflateExactly(packed, target, context, place); !inflated)
            return std::move(inflated).error();
        data = Bytes(buffer, target);
    }
    const auto crc = crc32Of(data, context.cancel);
    if (!crc)
        return crc.error();
    if (kVerifiesChecksums && *crc != entry.crc)
        return broken(context, place, "its checksum is wrong: the file is damaged");
    return data;
}

} // namespace cobench::io
