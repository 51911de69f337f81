// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/atomic_file.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace fs = std::filesystem;

namespace cobench::io {

namespace {

constexpr int kAttempts = 100;

fs::path directoryOf(const fs::path& file)
{
    return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

/// Opens a new hidden file beside `target`. Names of other processes and of files left by a kill are stepped over.
FileDescriptor createBeside(const fs::path& target, fs::path& temporary)
{
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        const std::string suffix = "." + std::to_string(::getpid()) + "-" + std::to_string(attempt) + ".part";
        temporary = directoryOf(target) / ("." + target.filename().string() + suffix);
        FileDescriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
        if (file.isOpen() || errno != EEXIST)
            return file;
    }
    return {};
}

} // namespace

Result<AtomicFile> AtomicFile::create(const fs::path& target)
{
    AtomicFile file;
    std::error_code ignored;
    const fs::path followed = fs::canonical(target, ignored);
    file.m_target = followed.empty() ? target : followed;

    struct stat status {
    };
    const bool exists = ::stat(file.m_target.c_str(), &status) == 0;
    if (exists && S_ISDIR(status.st_mode))
        return systemError(EISDIR, target.string(), "writing it");
    if (exists && !S_ISREG(status.st_mode))
        file.m_file = FileDescriptor(::open(target.c_str(), O_WRONLY | O_CLOEXEC));
    else
        file.m_file = createBeside(file.m_target, file.m_temporary);
    if (!file.m_file.isOpen()) {
        const int reason = errno;
        file.m_temporary.clear();
        return systemError(reason, target.string(), "creating it");
    }
    return file;
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : m_file(std::move(other.m_file))
    , m_target(std::move(other.m_target))
    , m_temporary(std::exchange(other.m_temporary, {}))
{
}

AtomicFile::~AtomicFile()
{
    if (!m_temporary.empty())
        ::unlink(m_temporary.c_str());
}

Result<void> AtomicFile::write(std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_file.number(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return failed("writing it");
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> AtomicFile::commit()
{
    if (m_temporary.empty())
        return {};
    if (::fsync(m_file.number()) != 0)
        return failed("writing it");
    if (::close(m_file.release()) != 0)
        return failed("writing it");
    if (::rename(m_temporary.c_str(), m_target.c_str()) != 0)
        return failed("giving it its name");
    m_temporary.clear();
    return syncDirectory();
}

Result<void> AtomicFile::syncDirectory() const
{
    const FileDescriptor directory(::open(directoryOf(m_target).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory.isOpen())
        return {}; // a folder may be writable and not readable
    if (::fsync(directory.number()) != 0 && errno != EINVAL)
        return systemError(errno, m_target.string(), "making its name durable");
    return {};
}

Error AtomicFile::failed(const char* action) const
{
    return systemError(errno, m_target.string(), action);
}

Result<void> writeFile(const fs::path& target, std::string_view text)
{
    auto file = AtomicFile::create(target);
    if (!file)
        return file.error();
    if (auto written = file->write(text); !written)
        return written;
    return file->commit();
}

} // namespace cobench::io
