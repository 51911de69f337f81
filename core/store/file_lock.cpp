// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/file_lock.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace cobench::store {

namespace {

constexpr auto kNamingPatience = std::chrono::milliseconds(100);

struct flock wholeFile()
{
    struct flock whole = {};
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    return whole;
}

bool lockDescriptor(int descriptor)
{
    const struct flock whole = wholeFile();
    return ::fcntl(descriptor, F_OFD_SETLK, &whole) == 0;
}

// False when somebody replaced the file (removed the folder) between our open and our lock.
bool stillNamed(int descriptor, const std::filesystem::path& file)
{
    struct stat opened = {};
    struct stat named = {};
    return ::fstat(descriptor, &opened) == 0 && ::stat(file.c_str(), &named) == 0 && opened.st_dev == named.st_dev
        && opened.st_ino == named.st_ino;
}

bool writeOwner(int descriptor)
{
    const std::string text = std::to_string(::getpid()) + " " + ::program_invocation_short_name + "\n";
    return ::pwrite(descriptor, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size())
        && ::ftruncate(descriptor, static_cast<off_t>(text.size())) == 0;
}

std::string readOwner(int descriptor)
{
    char text[256] = {};
    const ssize_t length = ::pread(descriptor, text, sizeof text - 1, 0);
    return length > 0 ? std::string(text, static_cast<std::size_t>(length)) : std::string();
}

struct Holder {
    pid_t pid = 0;
    std::string program;
};

Holder parseOwner(const std::string& text)
{
    Holder holder;
    const std::size_t space = text.find(' ');
    const std::size_t end = text.find('\n');
    if (space == std::string::npos || end == std::string::npos || end < space)
        return holder;
    holder.pid = static_cast<pid_t>(std::strtol(text.c_str(), nullptr, 10));
    holder.program = text.substr(space + 1, end - space - 1);
    return holder;
}

// A holder that has just taken the lock may not have written its name yet: the text is empty, or a dead owner's.
Holder holderOf(int descriptor)
{
    const auto deadline = std::chrono::steady_clock::now() + kNamingPatience;
    while (std::chrono::steady_clock::now() < deadline) {
        Holder holder = parseOwner(readOwner(descriptor));
        if (holder.pid > 0 && (::kill(holder.pid, 0) == 0 || errno == EPERM))
            return holder;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return {};
}

Error lockedError(int descriptor, const std::string& subject)
{
    const Holder holder = holderOf(descriptor);
    const std::string who = holder.pid > 0 ? holder.program + " (process " + std::to_string(holder.pid) + ")"
                                           : std::string("another process");
    return {.code = ErrorCode::Locked,
        .subject = subject,
        .detail = "is in use by " + who,
        .cure = "close it there, or open it read-only"};
}

} // namespace

Result<FileLock> FileLock::acquire(const std::filesystem::path& file, const std::string& subject)
{
    while (true) {
        FileLock lock(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666));
        if (!lock.m_file.isOpen())
            return systemError(errno, file.string(), "locking");
        if (!lockDescriptor(lock.m_file.number())) {
            if (errno == EAGAIN || errno == EACCES)
                return lockedError(lock.m_file.number(), subject);
            return systemError(errno, file.string(), "locking");
        }
        if (!stillNamed(lock.m_file.number(), file))
            continue;
        if (!writeOwner(lock.m_file.number()))
            return systemError(errno, file.string(), "writing the owner into the lock");
        return lock;
    }
}

bool FileLock::isHeld(const std::filesystem::path& file)
{
    const FileLock seen(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    struct flock whole = wholeFile();
    return seen.m_file.isOpen() && ::fcntl(seen.m_file.number(), F_OFD_GETLK, &whole) == 0
        && whole.l_type != F_UNLCK;
}

} // namespace cobench::store
