// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/array_store.h"

#include "core/common/sha256.h"
#include "core/store/failure.h"
#include "core/store/in_steps.h"
#include "core/store/mapped_file.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace cobench::store {

namespace {

namespace fs = std::filesystem;

static_assert(std::endian::native == std::endian::little, "array files are little-endian and mapped as they are");

constexpr std::string_view kMagic = "CoBArray";
constexpr std::string_view kUnfinished = "unfinished-";

enum Type : std::uint32_t { Float32 = 1, UInt16 = 2 };

struct Header {
    char magic[8] = {};
    std::uint32_t version = 1;
    std::uint32_t type = 0;
    std::uint64_t count = 0;
    char zero[40] = {};
};
static_assert(sizeof(Header) == 64);

std::size_t widthOf(std::uint32_t type)
{
    return type == Float32 ? sizeof(float) : sizeof(std::uint16_t);
}

Failure damaged(const fs::path& file, std::string detail)
{
    return Failure({.code = ErrorCode::Corrupt,
        .subject = file.string(),
        .detail = std::move(detail),
        .cure = "import its source again, or put back a copy of it"});
}

} // namespace

bool isArrayName(const std::string& name)
{
    return name.size() == 64 && name.find_first_not_of("0123456789abcdef") == std::string::npos;
}

ArrayStore::ArrayStore(fs::path folder, std::shared_ptr<FileSystem> files)
    : m_folder(std::move(folder))
    , m_files(std::move(files))
{
}

std::string ArrayStore::put(std::span<const float> values, Progress& progress, const CancelToken& cancel)
{
    return put(Float32, std::as_bytes(values), values.size(), progress, cancel);
}

std::string ArrayStore::put(std::span<const std::uint16_t> values, Progress& progress, const CancelToken& cancel)
{
    return put(UInt16, std::as_bytes(values), values.size(), progress, cancel);
}

std::string ArrayStore::put(std::uint32_t type,
    std::span<const std::byte> values,
    std::size_t count,
    Progress& progress,
    const CancelToken& cancel)
{
    Header header = {.type = type, .count = count};
    std::ranges::copy(kMagic, header.magic);
    const auto headerBytes = std::as_bytes(std::span(&header, 1));
    Sha256 hash;
    hash.update(headerBytes);
    inSteps(values, progress, cancel, [&](auto piece) { hash.update(piece); });
    std::string name = hash.finishHex();
    if (!isIntact(name, progress, cancel))
        writeFile(name, headerBytes, values, progress, cancel);
    m_verified.insert(name);
    return name;
}

bool ArrayStore::isIntact(const std::string& name, Progress& progress, const CancelToken& cancel)
{
    if (!fs::exists(m_folder / name))
        return false;
    try {
        verified(name, progress, cancel);
        return true;
    } catch (const Failure& failure) {
        if (failure.error().isCancelled())
            throw;
        return false;
    }
}

void ArrayStore::writeFile(const std::string& name,
    std::span<const std::byte> header,
    std::span<const std::byte> values,
    Progress& progress,
    const CancelToken& cancel)
{
    makeFolder();
    const fs::path unfinished = m_folder / (std::string(kUnfinished) + name);
    orThrow(m_files->remove(unfinished));
    try {
        const auto file = orThrow(m_files->create(unfinished));
        orThrow(file->write(header));
        inSteps(values, progress, cancel, [&](auto piece) { orThrow(file->write(piece)); });
        orThrow(file->sync());
        orThrow(m_files->rename(unfinished, m_folder / name));
        m_mappings.erase(name);
    } catch (const Failure&) {
        (void)m_files->remove(unfinished);
        throw;
    }
}

void ArrayStore::makeFolder()
{
    if (fs::exists(m_folder))
        return;
    orThrow(m_files->makeDirectory(m_folder));
    orThrow(m_files->syncDirectory(m_folder.parent_path()));
}

void ArrayStore::sync()
{
    if (fs::exists(m_folder))
        orThrow(m_files->syncDirectory(m_folder));
}

std::shared_ptr<const MappedFile> ArrayStore::map(const std::string& name)
{
    if (!isArrayName(name))
        throw damaged(m_folder / "?", "a row names an impossible array");
    auto& known = m_mappings[name];
    auto mapping = known.lock();
    if (mapping && !mapping->isWhole())
        throw damaged(m_folder / name, "was cut short while it was open");
    if (!mapping) {
        mapping = std::make_shared<const MappedFile>(m_folder / name);
        known = mapping;
    }
    return mapping;
}

std::shared_ptr<const MappedFile> ArrayStore::verified(
    const std::string& name, Progress& progress, const CancelToken& cancel)
{
    auto mapping = map(name);
    if (m_verified.contains(name))
        return mapping;
    Sha256 hash;
    inSteps(mapping->bytes(), progress, cancel, [&](auto piece) { hash.update(piece); });
    if (hash.finishHex() != name)
        throw damaged(mapping->path(), "does not match its checksum");
    m_verified.insert(name);
    return mapping;
}

void ArrayStore::verify(const std::string& name, Progress& progress, const CancelToken& cancel)
{
    m_verified.erase(name);
    verified(name, progress, cancel);
}

std::span<const std::byte> ArrayStore::values(
    const MappedFile& mapping, std::uint32_t type, std::size_t count) const
{
    const auto bytes = mapping.bytes();
    Header header;
    if (bytes.size() < sizeof header)
        throw damaged(mapping.path(), "is cut short");
    std::memcpy(&header, bytes.data(), sizeof header);
    const std::size_t space = bytes.size() - sizeof header;
    if (std::string_view(header.magic, sizeof header.magic) != kMagic || header.version != 1 || header.type != type)
        throw damaged(mapping.path(), "is not the array that its row tells of");
    if (header.count != count || space % widthOf(type) != 0 || space / widthOf(type) != count)
        throw Failure({.code = ErrorCode::Shape,
            .subject = mapping.path().string(),
            .detail
            = "has " + std::to_string(header.count) + " values, its row tells of " + std::to_string(count)});
    return bytes.subspan(sizeof header);
}

Array<float> ArrayStore::floats(
    const std::string& name, std::size_t count, Progress& progress, const CancelToken& cancel)
{
    const bool isNew = !m_verified.contains(name);
    auto mapping = verified(name, progress, cancel);
    const std::span floats(reinterpret_cast<const float*>(values(*mapping, Float32, count).data()), count);
    if (isNew && !std::ranges::all_of(floats, [](float value) { return std::isfinite(value); }))
        throw damaged(mapping->path(), "has values that are not finite");
    return {std::move(mapping), floats};
}

Array<std::uint16_t> ArrayStore::labels(
    const std::string& name, std::size_t count, Progress& progress, const CancelToken& cancel)
{
    auto mapping = verified(name, progress, cancel);
    const auto bytes = values(*mapping, UInt16, count);
    return {std::move(mapping), {reinterpret_cast<const std::uint16_t*>(bytes.data()), count}};
}

std::uint64_t ArrayStore::bytesOf(const std::string& name) const
{
    std::error_code missing;
    const auto size = fs::file_size(m_folder / name, missing);
    return missing ? 0 : size;
}

std::uint64_t ArrayStore::bytesToVerify(const std::string& name) const
{
    return m_verified.contains(name) ? 0 : bytesOf(name);
}

std::vector<std::string> ArrayStore::filesBeside(const std::set<std::string>& used) const
{
    std::vector<std::string> names;
    std::error_code missing;
    for (const auto& entry : fs::directory_iterator(m_folder, missing)) {
        std::string name = entry.path().filename().string();
        if (!used.contains(name) && (isArrayName(name) || name.starts_with(kUnfinished)))
            names.push_back(std::move(name));
    }
    return names;
}

std::uint64_t ArrayStore::bytesBeside(const std::set<std::string>& used) const
{
    std::uint64_t bytes = 0;
    for (const std::string& name : filesBeside(used))
        bytes += bytesOf(name);
    return bytes;
}

std::uint64_t ArrayStore::removeAllBut(
    const std::set<std::string>& used, Progress& progress, const CancelToken& cancel)
{
    progress.beginStage("removing", bytesBeside(used));
    std::uint64_t bytes = 0;
    for (const std::string& name : filesBeside(used)) {
        if (cancel.isCancelled())
            throw Failure(cancelled());
        const std::uint64_t size = bytesOf(name);
        orThrow(m_files->remove(m_folder / name));
        m_verified.erase(name);
        progress.advance(size);
        bytes += size;
    }
    return bytes;
}

void ArrayStore::copyTo(ArrayStore& target, const std::string& name, Progress& progress, const CancelToken& cancel)
{
    const auto mapping = verified(name, progress, cancel);
    if (target.isIntact(name, progress, cancel))
        return;
    const auto bytes = mapping->bytes();
    const std::size_t head = std::min(bytes.size(), sizeof(Header));
    target.writeFile(name, bytes.first(head), bytes.subspan(head), progress, cancel);
}

} // namespace cobench::store
