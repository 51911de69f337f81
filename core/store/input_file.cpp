// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/input_file.h"

#include "core/store/failure.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cobench::store {

namespace {

Failure damaged(const std::filesystem::path& path, const char* detail)
{
    return Failure(
        {.code = ErrorCode::Corrupt, .subject = path.string(), .detail = detail, .cure = "put back a copy of it"});
}

} // namespace

// O_NONBLOCK: opening a FIFO that somebody put there must not wait for its other end.
InputFile::InputFile(const std::filesystem::path& path)
    : m_path(path)
    , m_file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK))
{
    if (!m_file.isOpen())
        throw Failure(systemError(errno, path.string(), "opening"));
    struct stat status = {};
    if (::fstat(m_file.number(), &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
        m_size = static_cast<std::uint64_t>(status.st_size);
        return;
    }
    throw damaged(path, "is empty or not a regular file");
}

void InputFile::read(std::uint64_t offset, std::span<std::byte> to) const
{
    while (!to.empty()) {
        const ::ssize_t got = ::pread(m_file.number(), to.data(), to.size(), static_cast<::off_t>(offset));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            throw Failure(systemError(errno, m_path.string(), "reading"));
        if (got == 0)
            throw damaged(m_path, "became shorter while it was read");
        offset += static_cast<std::uint64_t>(got);
        to = to.subspan(static_cast<std::size_t>(got));
    }
}

} // namespace cobench::store
