// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/start_engine.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

extern char** environ;

namespace cobench::engine {

namespace {

constexpr std::uintmax_t kMaxLogBytes = 4U << 20;

/// The log, after a log that has grown large was put aside.
Result<int> openLog(const std::filesystem::path& log)
{
    std::error_code error;
    std::filesystem::create_directories(log.parent_path(), error);
    if (const auto size = std::filesystem::file_size(log, error); !error && size > kMaxLogBytes)
        std::filesystem::rename(log, log.string() + ".1", error);
    const int descriptor = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW, 0600);
    if (descriptor < 0)
        return systemError(errno, log.string(), "open");
    return descriptor;
}

} // namespace

Result<void> startEngine(const std::filesystem::path& program, const std::vector<std::string>& arguments)
{
    std::vector<std::string> texts{program.string(), "--background"};
    texts.insert(texts.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    pointers.reserve(texts.size() + 1);
    for (std::string& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);

    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSID);
    pid_t pid = -1;
    const int error = posix_spawn(&pid, program.c_str(), nullptr, &attributes, pointers.data(), environ);
    posix_spawnattr_destroy(&attributes);
    if (error != 0)
        return systemError(error, program.string(), "start");
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) { }
    if (status != 0)
        return Error{ErrorCode::Disconnected, program.string(), {}, "the engine did not start", "see its log"};
    return {};
}

Result<void> moveToBackground(const std::filesystem::path& log)
{
    const auto output = openLog(log);
    if (!output)
        return output.error();
    const pid_t child = fork();
    if (child < 0)
        return systemError(errno, "engine", "fork");
    if (child > 0)
        _exit(0);
    setsid();
    const int nothing = open("/dev/null", O_RDONLY);
    dup2(nothing, STDIN_FILENO);
    dup2(*output, STDOUT_FILENO);
    dup2(*output, STDERR_FILENO);
    close_range(STDERR_FILENO + 1, ~0U, 0);
    (void)!chdir("/");
    return {};
}

} // namespace cobench::engine
