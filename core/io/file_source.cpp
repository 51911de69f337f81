// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/file_source.h"

#include "core/common/file_descriptor.h"
#include "core/common/sha256.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cobench::io {

namespace {

constexpr std::size_t kChunk = std::size_t{1} << 20;

const char* kindOf(mode_t mode)
{
    switch (mode & S_IFMT) {
    case S_IFDIR:
        return "a directory";
    case S_IFIFO:
        return "a named pipe";
    case S_IFCHR:
    case S_IFBLK:
        return "a device";
    case S_IFSOCK:
        return "a socket";
    default:
        return "not a regular file";
    }
}

Error unreadable(int errorNumber, const std::filesystem::path& path)
{
    Error error = systemError(errorNumber, path.string(), "cannot be read");
    if (errorNumber == ELOOP)
        error.code = ErrorCode::Forbidden;
    return error;
}

Result<std::uint64_t> sizeIfRegular(const struct stat& status, const std::filesystem::path& path)
{
    if (S_ISREG(status.st_mode))
        return static_cast<std::uint64_t>(status.st_size);
    return Error{.code = ErrorCode::Forbidden,
        .subject = path.string(),
        .detail = std::string(kindOf(status.st_mode)),
        .cure = "only regular files are read"};
}

/// Reads until `buffer` is full. Fewer bytes are an error: the file was as long when it was opened.
Result<void> fill(int descriptor,
    std::span<std::byte> buffer,
    const std::filesystem::path& path,
    Progress& progress,
    const CancelToken& cancel)
{
    for (std::size_t done = 0; done < buffer.size();) {
        if (cancel.isCancelled())
            return cancelled();
        const ssize_t count = ::read(descriptor, buffer.data() + done, std::min(kChunk, buffer.size() - done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return unreadable(errno, path);
        if (count == 0)
            return Error{.code = ErrorCode::Truncated,
                .subject = path.string(),
                .place = "byte " + std::to_string(done),
                .detail = "the file became shorter while it was read"};
        done += static_cast<std::size_t>(count);
        progress.advance(static_cast<std::uint64_t>(count));
    }
    return {};
}

Result<std::uint64_t> openedSize(const FileDescriptor& file, const std::filesystem::path& path)
{
    if (!file.isOpen())
        return unreadable(errno, path);
    struct stat status {
    };
    if (::fstat(file.number(), &status) != 0)
        return unreadable(errno, path);
    return sizeIfRegular(status, path);
}

/// Asked by name first, because opening alone can act on a device; who opens asks again, because the name may have
/// changed hands in between. O_NONBLOCK keeps a pipe that slipped in from being waited for.
Result<FileDescriptor> openRegular(const std::filesystem::path& path)
{
    if (const auto size = regularFileSize(path); !size)
        return size.error();
    return FileDescriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
}

} // namespace

Result<std::uint64_t> regularFileSize(const std::filesystem::path& path)
{
    struct stat status {
    };
    if (::stat(path.c_str(), &status) != 0)
        return unreadable(errno, path);
    return sizeIfRegular(status, path);
}

Result<Bytes> readFile(
    const std::filesystem::path& path, Progress& progress, const CancelToken& cancel, std::uint64_t maxBytes)
{
    const auto file = openRegular(path);
    if (!file)
        return file.error();
    const auto size = openedSize(*file, path);
    if (!size)
        return size.error();
    if (*size == 0)
        return Error{.code = ErrorCode::Empty, .subject = path.string(), .detail = "the file is empty"};
    if (*size > maxBytes)
        return Error{.code = ErrorCode::TooLarge,
            .subject = path.string(),
            .detail = std::to_string(*size) + " bytes",
            .cure = "at most " + std::to_string(maxBytes) + " bytes are read"};

    const auto count = static_cast<std::size_t>(*size);
    // Not value-initialised: a vector would write every byte twice.
    const auto buffer = std::make_shared_for_overwrite<std::byte[]>(count);
    if (auto filled = fill(file->number(), {buffer.get(), count}, path, progress, cancel); !filled)
        return std::move(filled).error();
    return Bytes(buffer, std::span<const std::byte>(buffer.get(), count));
}

Result<FileHash> hashFile(const std::filesystem::path& path, Progress& progress, const CancelToken& cancel)
{
    const auto file = openRegular(path);
    if (!file)
        return file.error();
    const auto size = openedSize(*file, path);
    if (!size)
        return size.error();
    std::vector<std::byte> buffer(kChunk);
    Sha256 hash;
    for (std::uint64_t left = *size; left > 0;) {
        const std::span piece(buffer.data(), static_cast<std::size_t>(std::min<std::uint64_t>(kChunk, left)));
        if (auto filled = fill(file->number(), piece, path, progress, cancel); !filled)
            return std::move(filled).error();
        hash.update(piece);
        left -= piece.size();
    }
    return FileHash{.bytes = *size, .sha256 = hash.finishHex()};
}

} // namespace cobench::io
