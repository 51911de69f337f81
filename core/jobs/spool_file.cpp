// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/spool_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace cobench::jobs {

namespace {

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
    SpoolFile file(path, ::open(path.c_str(), access | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (file.m_descriptor < 0)
        return systemError(errno, path.string(), "open");
    struct stat status = {};
    if (::fstat(file.m_descriptor, &status) != 0 || !S_ISREG(status.st_mode))
        return Error{.code = ErrorCode::Unreadable, .subject = path.string(), .detail = "is no file"};
    return file;
}

SpoolFile::SpoolFile(SpoolFile&& other) noexcept
    : m_path(std::move(other.m_path))
    , m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

SpoolFile::~SpoolFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

std::uint64_t SpoolFile::size() const
{
    struct stat status = {};
    return ::fstat(m_descriptor, &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
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
    if (::fcntl(m_descriptor, F_OFD_SETLK, &whole) != 0)
        return errno == EAGAIN || errno == EACCES
            ? Error{.code = ErrorCode::Locked, .subject = m_path.string(), .detail = "is being written"}
            : failed(errno, "lock");
    struct stat status = {};
    if (::fstat(m_descriptor, &status) != 0 || status.st_nlink == 0)
        return Error{.code = ErrorCode::NotFound, .subject = m_path.string(), .detail = "was removed"};
    return {};
}

bool SpoolFile::isLocked() const
{
    struct flock whole = wholeFile();
    return ::fcntl(m_descriptor, F_OFD_GETLK, &whole) == 0 && whole.l_type != F_UNLCK;
}

Result<std::string> SpoolFile::read(std::uint64_t offset, std::size_t size) const
{
    std::string bytes(size, '\0');
    std::size_t have = 0;
    while (have < size) {
        const ssize_t n
            = ::pread(m_descriptor, bytes.data() + have, size - have, static_cast<off_t>(offset + have));
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
    const std::uint64_t before = size();
    for (std::size_t written = 0; written < bytes.size();) {
        const ssize_t n = ::pwrite(
            m_descriptor, bytes.data() + written, bytes.size() - written, static_cast<off_t>(before + written));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            const int code = errno;
            (void)!::ftruncate(m_descriptor, static_cast<off_t>(before));
            return failed(code, "write");
        }
        written += static_cast<std::size_t>(n);
    }
    return {};
}

Result<void> SpoolFile::sync()
{
    return ::fdatasync(m_descriptor) == 0 ? Result<void>() : failed(errno, "sync");
}

Error SpoolFile::failed(int code, const char* action) const
{
    return systemError(code, m_path.string(), action);
}

} // namespace cobench::jobs
