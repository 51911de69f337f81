// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sched.h>
#include <sys/mount.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace cobench::test {

/// Outside every other place, so that a small file system can lie over it.
inline constexpr const char* kSmallDisk = "/mnt";

/// Lays one of that size ("1m") over kSmallDisk, for this process and what it starts. Mounts are those of a thread
/// and what it starts: to be done before there is a second one. False where that is not permitted.
inline bool mountSmallDisk(const std::string& size)
{
    return ::unshare(CLONE_NEWNS) == 0 && ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0
        && ::mount("tmpfs", kSmallDisk, "tmpfs", 0, ("size=" + size).c_str()) == 0;
}

inline bool growSmallDisk(const std::string& size)
{
    return ::mount("tmpfs", kSmallDisk, "tmpfs", MS_REMOUNT, ("size=" + size).c_str()) == 0;
}

/// Into that file, until nothing is left.
inline void fillDisk(const std::filesystem::path& file)
{
    std::ofstream filler(file, std::ios::binary);
    const std::string page(4096, 'x');
    while (filler.write(page.data(), static_cast<std::streamsize>(page.size())).flush()) { }
}

} // namespace cobench::test
