// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/child_process.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace cobench::cli {

namespace {

constexpr int kLookMs = 50;
constexpr std::size_t kMaxOutput = std::size_t{1} << 20;

/// `output` becomes its standard output.
Result<pid_t> spawn(const std::filesystem::path& program, const std::vector<std::string>& arguments, int output)
{
    std::vector<std::string> texts{program.string()};
    texts.insert(texts.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    pointers.reserve(texts.size() + 1);
    for (std::string& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    pid_t child = -1;
    const int error = posix_spawn(&child, program.c_str(), &actions, nullptr, pointers.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0)
        return systemError(error, program.string(), "starting it");
    return child;
}

/// Returns when the child has ended; sends SIGTERM once when cancelled.
void follow(pid_t child, const CancelToken& cancel)
{
    // glibc 2.36 declares pidfd_open() without extern "C".
    const int handle = static_cast<int>(syscall(SYS_pidfd_open, child, 0));
    if (handle < 0)
        return; // waitpid() waits then, without cancelling
    bool isTold = false;
    pollfd look{.fd = handle, .events = POLLIN, .revents = 0};
    while (poll(&look, 1, kLookMs) <= 0) {
        if (cancel.isCancelled() && !isTold)
            isTold = kill(child, SIGTERM) == 0;
    }
    close(handle);
}

Result<void> reap(pid_t child, const std::filesystem::path& program)
{
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) { }
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return {};
    const std::string end = WIFEXITED(status) ? "exit status " + std::to_string(WEXITSTATUS(status))
                                              : "signal " + std::to_string(WTERMSIG(status));
    return Error{.subject = program.string(), .detail = "it ended with " + end};
}

} // namespace

Result<void> runProgram(
    const std::filesystem::path& program, const std::vector<std::string>& arguments, const CancelToken& cancel)
{
    const auto child = spawn(program, arguments, STDERR_FILENO);
    if (!child)
        return child.error();
    follow(*child, cancel);
    auto ended = reap(*child, program);
    if (cancel.isCancelled())
        return cancelled();
    return ended;
}

Result<std::string> outputOf(const std::filesystem::path& program, const std::vector<std::string>& arguments)
{
    int ends[2] = {-1, -1};
    if (pipe2(ends, O_CLOEXEC) != 0)
        return systemError(errno, program.string(), "pipe");
    const auto child = spawn(program, arguments, ends[1]);
    close(ends[1]);
    std::string output;
    char chunk[4096];
    for (ssize_t got = 1; child && got != 0 && output.size() < kMaxOutput;) {
        got = read(ends[0], chunk, sizeof chunk);
        if (got < 0 && errno != EINTR)
            break;
        output.append(chunk, static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        got = got < 0 ? 1 : got;
    }
    close(ends[0]);
    if (!child)
        return child.error();
    if (auto ended = reap(*child, program); !ended)
        return std::move(ended).error();
    return output;
}

} // namespace cobench::cli
