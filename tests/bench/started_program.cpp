// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/started_program.h"

#include <chrono>
#include <csignal>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace cobench::bench {

namespace {

using Clock = std::chrono::steady_clock;

double msSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

std::vector<char*> pointersTo(std::vector<std::string>& texts)
{
    std::vector<char*> pointers;
    for (std::string& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

/// Ours, with what `changes` names replaced.
std::vector<std::string> environmentWith(const std::vector<std::string>& changes)
{
    std::vector<std::string> all = changes;
    for (char** entry = environ; *entry; ++entry) {
        const std::string text = *entry;
        const std::string name = text.substr(0, text.find('=') + 1);
        bool isReplaced = false;
        for (const std::string& change : changes)
            isReplaced |= change.starts_with(name);
        if (!isReplaced)
            all.push_back(text);
    }
    return all;
}

/// The program with `outputTarget` as its descriptor `inChild`; -1 when it cannot be started.
pid_t spawn(std::vector<std::string> words, std::vector<std::string> environment, int output, int inChild)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, output, inChild);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child = -1;
    const int failed = posix_spawnp(
        &child, words.front().c_str(), &actions, nullptr, pointersTo(words).data(), pointersTo(environment).data());
    posix_spawn_file_actions_destroy(&actions);
    return failed == 0 ? child : -1;
}

} // namespace

ProgramRun runProgram(const std::vector<std::string>& words, const std::vector<std::string>& environment)
{
    ProgramRun run;
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return run;
    const auto fullEnvironment = environmentWith(environment);
    const auto start = Clock::now();
    const pid_t child = spawn(words, fullEnvironment, ends[1], STDOUT_FILENO);
    close(ends[1]);
    char buffer[4096];
    for (ssize_t got = 0; (got = read(ends[0], buffer, sizeof buffer)) > 0;) {
        run.output.append(buffer, static_cast<std::size_t>(got));
        if (run.firstLineMs == 0.0 && run.output.find('\n') != std::string::npos)
            run.firstLineMs = msSince(start);
    }
    close(ends[0]);
    int status = -1;
    if (child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status))
        run.status = WEXITSTATUS(status);
    run.endMs = msSince(start);
    return run;
}

VirtualDisplay::VirtualDisplay()
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return;
    // It picks a free display and tells its number through descriptor 3.
    m_server = spawn({"Xvfb", "-displayfd", "3", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"},
        environmentWith({}),
        ends[1],
        3);
    close(ends[1]);
    std::string number;
    for (char digit = 0; m_server > 0 && read(ends[0], &digit, 1) == 1 && digit != '\n';)
        number += digit;
    close(ends[0]);
    if (!number.empty())
        m_name = ":" + number;
}

VirtualDisplay::~VirtualDisplay()
{
    if (m_server <= 0)
        return;
    kill(m_server, SIGTERM);
    waitpid(m_server, nullptr, 0);
}

} // namespace cobench::bench
