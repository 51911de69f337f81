// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/own_network.h"

#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <string>

namespace cobench::test {

namespace {

bool writeTo(const char* file, const std::string& text)
{
    const int descriptor = open(file, O_WRONLY | O_CLOEXEC);
    const bool isWritten = write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    close(descriptor);
    return isWritten;
}

/// As root of a user namespace, where one is not root already.
bool unshareNetwork()
{
    if (unshare(CLONE_NEWNET) == 0)
        return true;
    const std::string user = std::to_string(geteuid());
    const std::string group = std::to_string(getegid());
    return unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0 && writeTo("/proc/self/setgroups", "deny")
        && writeTo("/proc/self/uid_map", user + " " + user + " 1")
        && writeTo("/proc/self/gid_map", group + " " + group + " 1");
}

} // namespace

bool enterOwnNetwork()
{
    return unshareNetwork() && setLoopback(true);
}

bool setLoopback(bool up)
{
    const int socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ifreq request = {};
    std::strcpy(request.ifr_name, "lo");
    bool isDone = ioctl(socket, SIOCGIFFLAGS, &request) == 0;
    request.ifr_flags = static_cast<short>(up ? request.ifr_flags | IFF_UP : request.ifr_flags & ~IFF_UP);
    isDone = isDone && ioctl(socket, SIOCSIFFLAGS, &request) == 0;
    close(socket);
    return isDone;
}

} // namespace cobench::test
