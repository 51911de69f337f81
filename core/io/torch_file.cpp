// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/torch_file.h"

#include "core/io/bounded_reader.h"
#include "core/io/torch_values.h"

#include <algorithm>
#include <map>

namespace cobench::io {

namespace {

constexpr std::string_view kPickleRecord = "/data.pkl";
// PROTO 2, LONG1 0x1950a86a20f9469cfc6c, STOP: torch.serialization.MAGIC_NUMBER as it is pickled.
constexpr std::string_view kLegacyMagic("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19\x2e", 15);
constexpr std::int64_t kLegacyProtocol = 1001;

const ZipEntry* pickleEntry(const ZipArchive& archive)
{
    const auto found = std::ranges::find_if(
        archive.entries(), [](const ZipEntry& entry) { return entry.name.ends_with(kPickleRecord); });
    return found == archive.entries().end() ? nullptr : &*found;
}

bool holdsProgram(const ZipArchive& archive)
{
    return std::ranges::any_of(archive.entries(), [](const ZipEntry& entry) {
        return entry.name.find("/code/") != std::string::npos || entry.name.ends_with("/constants.pkl");
    });
}

/// The byteorder record, written since PyTorch 2.1.
Result<bool> isBigEndian(const ZipArchive& archive, const std::string& prefix, ReadContext& context)
{
    const ZipEntry* entry = archive.find(prefix + "/byteorder");
    if (!entry)
        return false;
    const auto record = archive.read(*entry, context);
    if (!record)
        return record.error();
    const std::string_view order = asText(*record);
    if (order != "little" && order != "big")
        return context.error(ErrorCode::Corrupt, "record " + entry->name, "no byte order");
    return order == "big";
}

struct StorageInfo {
    ElementType element;
    std::uint64_t elements;
};

/// The storages of a legacy file by key: each is a count of elements and then its bytes, in the order of the key
/// list.
Result<std::map<std::string, Bytes, std::less<>>> legacyStorages(
    const Bytes& file, const pickle::Document& object, const pickle::Document& keys, const ReadContext& context)
{
    std::map<std::string_view, StorageInfo> declared;
    for (const pickle::Value& value : object.values)
        if (const auto* storage = std::get_if<pickle::Storage>(&value.data))
            declared[storage->key] = {storage->element, storage->elements};
    const auto* list = keys.as<pickle::Sequence>(keys.root);
    if (!list)
        return context.error(ErrorCode::Corrupt, "key list", "is damaged");

    std::map<std::string, Bytes, std::less<>> storages;
    BoundedReader reader(file, keys.end);
    for (const pickle::Ref ref : list->items) {
        const auto* key = keys.as<std::string_view>(ref);
        const auto info = key ? declared.find(*key) : declared.end();
        if (info == declared.end())
            return context.error(ErrorCode::Corrupt, "key list", "names a storage that no tensor uses");
        const std::string place = "storage " + std::string(key->substr(0, 40));
        const auto elements = reader.number<std::uint64_t>();
        if (!reader.failed() && elements != info->second.elements)
            return context.error(ErrorCode::Truncated,
                place,
                std::to_string(info->second.elements) + " elements declared, " + std::to_string(elements)
                    + " are there");
        const auto bytes = checkedMultiply(elements, sizeOf(info->second.element));
        const auto data = reader.take(bytes.value_or(~std::uint64_t{0}));
        if (reader.failed())
            return context.error(ErrorCode::Truncated, place, "the file ends inside it");
        storages[std::string(*key)] = Bytes(std::make_shared<Bytes>(file), data);
    }
    if (reader.remaining() != 0)
        return context.error(ErrorCode::Corrupt, {}, "more bytes than its storages need");
    return storages;
}

struct LegacyHead {
    bool bigEndian = false;
    std::size_t end = 0;
};

/// Magic number, protocol version and the dictionary that describes the writing machine.
Result<LegacyHead> readLegacyHead(const Bytes& file, ReadContext& context)
{
    const auto protocol = pickle::read(file, kLegacyMagic.size(), context, "protocol");
    if (!protocol)
        return protocol.error();
    const auto* version = protocol->as<std::int64_t>(protocol->root);
    if (!version || *version != kLegacyProtocol)
        return context.error(ErrorCode::Unsupported, "protocol", "not version 1001");
    const auto system = pickle::read(file, protocol->end, context, "system information");
    if (!system)
        return system.error();
    const auto* facts = system->as<pickle::Mapping>(system->root);
    const auto* little = facts ? system->find(*facts, "little_endian") : nullptr;
    const auto* isLittle = little ? std::get_if<bool>(&little->data) : nullptr;
    if (!isLittle)
        return context.error(ErrorCode::Corrupt, "system information", "is damaged");
    return LegacyHead{!*isLittle, system->end};
}

} // namespace

bool isTorchArchive(const ZipArchive& archive)
{
    return pickleEntry(archive) != nullptr || holdsProgram(archive);
}

bool isLegacyTorchFile(std::span<const std::byte> bytes)
{
    return asText(bytes).starts_with(kLegacyMagic);
}

bool isTorchFlatBuffer(std::span<const std::byte> bytes)
{
    return bytes.size() >= 8 && asText(bytes).substr(4, 4) == "PTMF";
}

Result<RawFile> readTorchArchive(const ZipArchive& archive, ReadContext& context)
{
    const ZipEntry* entry = pickleEntry(archive);
    if (!entry || holdsProgram(archive))
        return context.error(ErrorCode::Forbidden,
            {},
            "a TorchScript program, which runs when it is loaded",
            "save the predictions: a dictionary of tensors");
    const std::string place = "record " + entry->name;
    const std::string prefix = entry->name.substr(0, entry->name.size() - kPickleRecord.size());
    const auto record = archive.read(*entry, context);
    if (!record)
        return record.error();
    const auto document = pickle::read(*record, 0, context, place);
    if (!document)
        return document.error();
    if (document->end != record->size())
        return context.error(ErrorCode::Corrupt, place, "goes on behind its end");
    const auto bigEndian = isBigEndian(archive, prefix, context);
    if (!bigEndian)
        return bigEndian.error();
    const auto storage = [&](const pickle::Storage& wanted) -> Result<Bytes> {
        const std::string name = prefix + "/data/" + std::string(wanted.key);
        const ZipEntry* found = archive.find(name);
        if (!found)
            return context.error(ErrorCode::Truncated, "record " + name.substr(0, 80), "is missing");
        return archive.read(*found, context);
    };
    return predictionsFrom({*document, storage, *bigEndian}, context);
}

Result<RawFile> readLegacyTorchFile(const Bytes& file, ReadContext& context)
{
    const auto head = readLegacyHead(file, context);
    if (!head)
        return head.error();
    const auto object = pickle::read(file, head->end, context, "saved object");
    if (!object)
        return object.error();
    const auto keys = pickle::read(file, object->end, context, "key list");
    if (!keys)
        return keys.error();
    const auto storages = legacyStorages(file, *object, *keys, context);
    if (!storages)
        return storages.error();
    const auto storage = [&](const pickle::Storage& wanted) -> Result<Bytes> {
        const auto found = storages->find(wanted.key);
        if (found == storages->end())
            return context.error(
                ErrorCode::Truncated, "storage " + std::string(wanted.key.substr(0, 40)), "is missing");
        return found->second;
    };
    return predictionsFrom({*object, storage, head->bigEndian}, context);
}

} // namespace cobench::io
