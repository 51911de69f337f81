// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/mapped_file.h"

#include "core/store/failure.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cobench::store {

// O_NONBLOCK: opening a FIFO that somebody put there must not wait for its other end.
MappedFile::MappedFile(const std::filesystem::path& path)
    : m_path(path)
    , m_start(MAP_FAILED)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (descriptor < 0)
        throw Failure(systemError(errno, path.string(), "opening"));
    struct stat status = {};
    if (::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
        m_size = static_cast<std::size_t>(status.st_size);
        m_start = ::mmap(nullptr, m_size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    }
    ::close(descriptor);
    if (m_start == MAP_FAILED)
        throw Failure({.code = ErrorCode::Corrupt,
            .subject = path.string(),
            .detail = "is empty or not a regular file",
            .cure = "put back a copy of it"});
}

MappedFile::~MappedFile()
{
    ::munmap(m_start, m_size);
}

} // namespace cobench::store
