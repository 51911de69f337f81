// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/spawn_program.h"

#include "core/engine/worker_child.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <string_view>

extern char** environ;

namespace cobench::engine {

namespace {

std::vector<std::string> environmentWith(const std::vector<std::string>& own)
{
    std::vector<std::string> variables;
    for (char** variable = environ; *variable; ++variable) {
        const std::string_view text = *variable;
        const std::string_view name = text.substr(0, text.find('=') + 1);
        if (std::ranges::none_of(own, [&](const std::string& set) { return set.starts_with(name); }))
            variables.emplace_back(text);
    }
    variables.insert(variables.end(), own.begin(), own.end());
    return variables;
}

/// posix_spawn, because the caller has many threads: nothing of ours runs between fork and exec.
int spawnWithSocket(
    const std::filesystem::path& program, int socket, std::vector<std::string> variables, pid_t& pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, socket, kWorkerSocket);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);

    std::vector<char*> environment;
    environment.reserve(variables.size() + 1);
    for (std::string& variable : variables)
        environment.push_back(variable.data());
    environment.push_back(nullptr);
    std::string name = program.string();
    std::array<char*, 2> arguments{name.data(), nullptr};
    const int error
        = posix_spawn(&pid, program.c_str(), &actions, &attributes, arguments.data(), environment.data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

} // namespace

Result<SpawnedProgram> spawnProgram(
    const std::filesystem::path& program, const std::vector<std::string>& environment)
{
    std::array<int, 2> sockets = {};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data()) != 0)
        return systemError(errno, program.string(), "socketpair");
    FileDescriptor ours(sockets[0]);
    const FileDescriptor theirs(sockets[1]);
    // dup2 onto itself would keep close-on-exec: move the child's end out of the way of its final number.
    const FileDescriptor childSocket(fcntl(theirs.number(), F_DUPFD_CLOEXEC, kWorkerSocket + 1));
    SpawnedProgram spawned{.socket = std::move(ours)};
    const int error = childSocket.isOpen()
        ? spawnWithSocket(program, childSocket.number(), environmentWith(environment), spawned.pid)
        : errno;
    if (error != 0)
        return systemError(error, program.string(), "start");
    spawned.pidfd = FileDescriptor(static_cast<int>(syscall(SYS_pidfd_open, spawned.pid, 0)));
    if (spawned.pidfd.isOpen())
        return spawned;
    const int reason = errno;
    ::kill(spawned.pid, SIGKILL);
    waitpid(spawned.pid, nullptr, 0);
    return systemError(reason, program.string(), "pidfd_open");
}

void SpawnedProgram::kill() const
{
    if (pidfd.isOpen())
        syscall(SYS_pidfd_send_signal, pidfd.number(), SIGKILL, nullptr, 0);
}

std::string exitTextOf(int status)
{
    if (WIFSIGNALED(status))
        return "killed by signal " + std::to_string(WTERMSIG(status));
    return "exit code " + std::to_string(WEXITSTATUS(status));
}

} // namespace cobench::engine
