// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/array.h"
#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/store/file_system.h"

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>

namespace cobench::store {

class MappedFile;

/// 64 lower-case hexadecimal digits.
bool isArrayName(const std::string& name);

/// Numbers in files named by the SHA-256 of their whole content, so `sha256sum` can check them. 64 bytes of header
/// (README.md), then the values, little-endian. Written once, never changed; mapped when read. Throws Failure.
/// One thread at a time; what it returns may go anywhere.
class ArrayStore
{
public:
    ArrayStore(std::filesystem::path folder, std::shared_ptr<FileSystem> files);

    /// Name of the array; on disk only after sync(). An array that is there and intact is not written again.
    std::string put(std::span<const float> values, Progress& progress, const CancelToken& cancel);
    std::string put(std::span<const std::uint16_t> values, Progress& progress, const CancelToken& cancel);
    /// Makes what was put findable after a power loss.
    void sync();

    /// Verifies the hash the first time in the life of this object. Corrupt, NotFound, Shape.
    Array<float> floats(const std::string& name, std::size_t count, Progress& progress, const CancelToken& cancel);
    Array<std::uint16_t> labels(
        const std::string& name, std::size_t count, Progress& progress, const CancelToken& cancel);

    /// Removes every array that `used` does not name, and unfinished ones; returns the bytes freed. Counts bytes.
    std::uint64_t removeAllBut(const std::set<std::string>& used, Progress& progress, const CancelToken& cancel);
    /// What removeAllBut would free.
    std::uint64_t bytesBeside(const std::set<std::string>& used) const;
    std::uint64_t bytesOf(const std::string& name) const;
    /// What reading the array for the first time will advance a Progress by.
    std::uint64_t bytesToVerify(const std::string& name) const;
    /// Throws Corrupt or NotFound.
    void verify(const std::string& name, Progress& progress, const CancelToken& cancel);
    /// Copies one array, verifying it on the way, into another store.
    void copyTo(ArrayStore& target, const std::string& name, Progress& progress, const CancelToken& cancel);

private:
    std::string put(std::uint32_t type,
        std::span<const std::byte> values,
        std::size_t count,
        Progress& progress,
        const CancelToken& cancel);
    bool isIntact(const std::string& name, Progress& progress, const CancelToken& cancel);
    void writeFile(const std::string& name,
        std::span<const std::byte> header,
        std::span<const std::byte> values,
        Progress& progress,
        const CancelToken& cancel);
    std::shared_ptr<const MappedFile> map(const std::string& name);
    std::shared_ptr<const MappedFile> verified(
        const std::string& name, Progress& progress, const CancelToken& cancel);
    std::span<const std::byte> values(const MappedFile& mapping, std::uint32_t type, std::size_t count) const;
    void makeFolder();
    std::vector<std::string> filesBeside(const std::set<std::string>& used) const;

    std::filesystem::path m_folder;
    std::shared_ptr<FileSystem> m_files;
    std::map<std::string, std::weak_ptr<const MappedFile>> m_mappings;
    std::set<std::string> m_verified;
};

} // namespace cobench::store
