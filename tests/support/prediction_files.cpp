// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/prediction_files.h"

#include <fstream>
#include <zlib.h>

namespace cobench::test {

namespace {

template <typename T>
std::string le(std::uint64_t value)
{
    return bytesOf(static_cast<T>(value));
}

std::string u16(std::uint64_t value)
{
    return le<std::uint16_t>(value);
}

std::string u32(std::uint64_t value)
{
    return le<std::uint32_t>(value);
}

std::string u64(std::uint64_t value)
{
    return le<std::uint64_t>(value);
}

std::string compressed(std::string_view data, int windowBits)
{
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, windowBits, 9, Z_DEFAULT_STRATEGY);
    std::string result(deflateBound(&stream, data.size()), '\0');
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(data.data()));
    stream.avail_in = static_cast<uInt>(data.size());
    stream.next_out = reinterpret_cast<Bytef*>(result.data());
    stream.avail_out = static_cast<uInt>(result.size());
    deflate(&stream, Z_FINISH);
    result.resize(stream.total_out);
    deflateEnd(&stream);
    return result;
}

struct PlacedRecord {
    const ZipRecord& record;
    std::string packed;
    std::uint64_t offset = 0;

    std::string method() const { return u16(record.deflated ? 8 : 0); }
    std::string crc() const
    {
        return u32(
            crc32(0, reinterpret_cast<const Bytef*>(record.data.data()), static_cast<uInt>(record.data.size())));
    }
    std::string sizes() const
    {
        return record.declares64 ? u32(0xffffffff) + u32(0xffffffff) : u32(packed.size()) + u32(record.data.size());
    }
    std::string local() const
    {
        const std::string extra
            = record.declares64 ? u16(1) + u16(16) + u64(record.data.size()) + u64(packed.size()) : "";
        return u32(0x04034b50) + u16(20) + u16(0) + method() + u32(0) + crc() + sizes() + u16(record.name.size())
            + u16(extra.size()) + record.name + extra + packed;
    }
    std::string central() const
    {
        const std::string extra = record.declares64
            ? u16(1) + u16(24) + u64(record.data.size()) + u64(packed.size()) + u64(offset)
            : "";
        return u32(0x02014b50) + u16(20) + u16(20) + u16(0) + method() + u32(0) + crc() + sizes()
            + u16(record.name.size()) + u16(extra.size()) + u16(0) + u16(0) + u16(0) + u32(0)
            + u32(record.declares64 ? 0xffffffff : offset) + record.name + extra;
    }
};

std::string endOfZip(std::uint64_t records, std::uint64_t size, std::uint64_t offset, bool is64)
{
    std::string end;
    if (is64)
        end = u32(0x06064b50) + u64(44) + u16(45) + u16(45) + u32(0) + u32(0) + u64(records) + u64(records)
            + u64(size) + u64(offset) + u32(0x07064b50) + u32(0) + u64(offset + size) + u32(1);
    return end + u32(0x06054b50) + u16(0) + u16(0) + u16(is64 ? 0xffff : records) + u16(is64 ? 0xffff : records)
        + u32(is64 ? 0xffffffff : size) + u32(is64 ? 0xffffffff : offset) + u16(0);
}

std::string numbers(const std::vector<std::int64_t>& values)
{
    std::vector<std::string> items;
    for (const std::int64_t value : values)
        items.push_back(pickled::number(value));
    return pickled::tuple(items);
}

} // namespace

std::string deflated(std::string_view data)
{
    return compressed(data, -15);
}

std::string gzipFile(std::string_view text)
{
    return compressed(text, 15 + 16);
}

std::string zipFile(const std::vector<ZipRecord>& records)
{
    std::string file;
    std::string directory;
    bool is64 = false;
    for (const ZipRecord& record : records) {
        const PlacedRecord placed{record, record.deflated ? deflated(record.data) : record.data, file.size()};
        file += placed.local();
        directory += placed.central();
        is64 |= record.declares64;
    }
    return file + directory + endOfZip(records.size(), directory.size(), file.size(), is64);
}

std::string npyFile(
    std::string_view type, std::string_view shape, std::string_view data, bool fortranOrder, int version)
{
    std::string header = "{'descr': '" + std::string(type)
        + "', 'fortran_order': " + (fortranOrder ? "True" : "False") + ", 'shape': " + std::string(shape) + ", }\n";
    const std::string length = version == 1 ? u16(header.size()) : u32(header.size());
    return "\x93NUMPY" + std::string{static_cast<char>(version), '\0'} + length + header + std::string(data);
}

namespace pickled {

std::string text(std::string_view value)
{
    return "X" + u32(value.size()) + std::string(value);
}

std::string number(std::int64_t value)
{
    if (value == static_cast<std::int32_t>(value))
        return "J" + u32(static_cast<std::uint64_t>(value));
    return "\x8a\x08" + u64(static_cast<std::uint64_t>(value));
}

std::string global(std::string_view module, std::string_view name)
{
    return "c" + std::string(module) + "\n" + std::string(name) + "\n";
}

std::string tuple(const std::vector<std::string>& items)
{
    std::string result = "(";
    for (const std::string& item : items)
        result += item;
    return result + "t";
}

std::string dictionary(const std::vector<std::pair<std::string, std::string>>& items)
{
    std::string result = "}(";
    for (const auto& [key, value] : items)
        result += text(key) + value;
    return result + "u";
}

std::string call(const std::string& callable, const std::vector<std::string>& arguments)
{
    return callable + tuple(arguments) + "R";
}

std::string whole(const std::string& value)
{
    return "\x80\x02" + value + ".";
}

} // namespace pickled

SavedTensor savedTensor(std::string storageType, std::string key, std::vector<std::int64_t> shape, std::string data)
{
    SavedTensor tensor{.storageType = std::move(storageType), .key = std::move(key), .shape = std::move(shape)};
    tensor.elements = 1;
    tensor.strides.resize(tensor.shape.size());
    for (std::size_t i = tensor.shape.size(); i-- > 0;) {
        tensor.strides[i] = tensor.elements;
        tensor.elements *= tensor.shape[i];
    }
    tensor.data = std::move(data);
    return tensor;
}

std::string pickledTensor(const SavedTensor& tensor)
{
    using namespace pickled;
    const std::string noHooks = call(global("collections", "OrderedDict"), {});
    const std::string storage = tuple({text("storage"),
                                    global("torch", tensor.storageType),
                                    text(tensor.key),
                                    text("cpu"),
                                    number(tensor.elements)})
        + "Q";
    const std::string rebuilt = call(global("torch._utils", "_rebuild_tensor_v2"),
        {storage, number(tensor.offset), numbers(tensor.shape), numbers(tensor.strides), "\x89", noHooks});
    return tensor.isParameter ? call(global("torch._utils", "_rebuild_parameter"), {rebuilt, "\x88", noHooks})
                              : rebuilt;
}

std::string torchPickle(const SavedDictionary& saved, bool ordered)
{
    std::vector<std::pair<std::string, std::string>> items;
    for (const auto& [name, tensor] : saved)
        items.emplace_back(name, pickledTensor(tensor));
    std::string value = pickled::dictionary(items);
    if (ordered) // an OrderedDict is filled after it is made, and state_dict's carry attributes
        value = pickled::call(pickled::global("collections", "OrderedDict"), {}) + value.substr(1)
            + pickled::dictionary({{"_metadata", "}"}}) + "b";
    return pickled::whole(value);
}

std::string torchZip(const std::string& pickle, const SavedDictionary& saved, bool deflate)
{
    std::vector<ZipRecord> records{{.name = "model/data.pkl", .data = pickle, .deflated = deflate}};
    for (const auto& [name, tensor] : saved)
        records.push_back({.name = "model/data/" + tensor.key, .data = tensor.data, .deflated = deflate});
    records.push_back({.name = "model/version", .data = "3\n"});
    return zipFile(records);
}

std::string torchLegacy(const std::string& pickle, const SavedDictionary& saved)
{
    const std::string magic("\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19", 12);
    std::string file = pickled::whole(magic) + pickled::whole("M" + u16(1001))
        + pickled::whole(
            pickled::dictionary({{"protocol_version", pickled::number(1001)}, {"little_endian", "\x88"}}))
        + pickle;
    std::string keys = "](";
    for (const auto& [name, tensor] : saved)
        keys += pickled::text(tensor.key);
    file += pickled::whole(keys + "e");
    for (const auto& [name, tensor] : saved)
        file += u64(static_cast<std::uint64_t>(tensor.elements)) + tensor.data;
    return file;
}

void writeFile(const std::filesystem::path& path, std::string_view content)
{
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary).write(content.data(), static_cast<std::streamsize>(content.size()));
}

} // namespace cobench::test
