// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/spool_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace cobench::jobs {

namespace {

constexpr std::uint64_t kReserve = std::uint64_t{1} << 16; // bytes

struct flock wholeFile()
{
    struct flock whole = {};
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    return whole;
}

} // namespace

Result<SpoolFile> SpoolFile::open(const std::filesystem::path& path, Mode mode)
{
    const int access = mode == Mode::Write ? O_RDWR : O_RDONLY;
    SpoolFile file(path, FileDescriptor(::open(path.c_str(), access | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)));
    if (!file.m_file.isOpen())
        return systemError(errno, path.string(), "open");
    struct stat status = {};
    if (::fstat(file.m_file.number(), &status) != 0 || !S_ISREG(status.st_mode))
        return Error{.code = ErrorCode::Unreadable, .subject = path.string(), .detail = "is no file"};
    return file;
}

std::uint64_t SpoolFile::size() const
{
    struct stat status = {};
    return ::fstat(m_file.number(), &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

std::filesystem::file_time_type::duration SpoolFile::age() const
{
    std::error_code failed;
    const auto written = std::filesystem::last_write_time(m_path, failed);
    return failed ? std::filesystem::file_time_type::duration::max()
                  : std::filesystem::file_time_type::clock::now() - written;
}

Result<void> SpoolFile::lock()
{
    const struct flock whole = wholeFile();
    if (::fcntl(m_file.number(), F_OFD_SETLK, &whole) != 0)
        return errno == EAGAIN || errno == EACCES
            ? Error{.code = ErrorCode::Locked, .subject = m_path.string(), .detail = "is being written"}
            : failed(errno, "lock");
    struct stat status = {};
    if (::fstat(m_file.number(), &status) != 0 || status.st_nlink == 0)
        return Error{.code = ErrorCode::NotFound, .subject = m_path.string(), .detail = "was removed"};
    m_end = static_cast<std::uint64_t>(status.st_size);
    return {};
}

bool SpoolFile::isLocked() const
{
    struct flock whole = wholeFile();
    return ::fcntl(m_file.number(), F_OFD_GETLK, &whole) == 0 && whole.l_type != F_UNLCK;
}

Result<std::string> SpoolFile::read(std::uint64_t offset, std::size_t size) const
{
    std::string bytes(size, '\0');
    std::size_t have = 0;
    while (have < size) {
        const ssize_t n
            = ::pread(m_file.number(), bytes.data() + have, size - have, static_cast<off_t>(offset + have));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return failed(errno, "read");
        if (n == 0)
            break;
        have += static_cast<std::size_t>(n);
    }
    bytes.resize(have);
    return bytes;
}

Result<void> SpoolFile::append(std::string_view bytes)
{
    const auto wanted = static_cast<off_t>(bytes.size() + kReserve);
    // Not every file system can promise room; one that is full says so.
    if (::fallocate(m_file.number(), FALLOC_FL_KEEP_SIZE, static_cast<off_t>(m_end), wanted) != 0
        && (errno == ENOSPC || errno == EDQUOT))
        return failed(errno, "write");
    return appendLast(bytes);
}

Result<void> SpoolFile::appendLast(std::string_view bytes)
{
    if (m_isTorn && ::ftruncate(m_file.number(), static_cast<off_t>(m_end)) != 0)
        return failed(errno, "write");
    m_isTorn = false;
    for (std::size_t written = 0; written < bytes.size();) {
        const ssize_t n = ::pwrite(
            m_file.number(), bytes.data() + written, bytes.size() - written, static_cast<off_t>(m_end + written));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            const int code = errno;
            m_isTorn = ::ftruncate(m_file.number(), static_cast<off_t>(m_end)) != 0;
            return failed(code, "write");
        }
        written += static_cast<std::size_t>(n);
    }
    m_end += bytes.size();
    return {};
}

Result<void> SpoolFile::sync()
{
    return ::fdatasync(m_file.number()) == 0 ? Result<void>() : failed(errno, "sync");
}

Error SpoolFile::failed(int code, const char* action) const
{
    return systemError(code, m_path.string(), action);
}

} // namespace cobench::jobs
