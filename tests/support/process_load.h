// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace cobench::test {

/// What a process holds that it may fail to give back.
struct ProcessLoad {
    std::size_t descriptors = 0;
    std::size_t threads = 0;
    std::size_t children = 0; // those that ended and were not waited for, too

    bool operator==(const ProcessLoad&) const = default;
    std::string text() const;
};

ProcessLoad loadOf(pid_t process);
std::vector<pid_t> childrenOf(pid_t process);
std::uint64_t residentBytes(pid_t process);
/// TCP sockets that wait for others to connect.
std::size_t listeningSockets(pid_t process);

} // namespace cobench::test
