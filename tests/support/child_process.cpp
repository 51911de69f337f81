// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/child_process.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace cobench::test {

namespace {

constexpr uid_t kNobody = 65534;

void tellThrough(int pipe, const std::string& line)
{
    const std::string text = line + "\n";
    if (::write(pipe, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
        ::_exit(3);
}

} // namespace

ChildProcess::ChildProcess(const std::function<void(const Tell&)>& work)
{
    int ends[2] = {};
    if (::pipe(ends) != 0 || (m_pid = ::fork()) < 0)
        std::abort();
    if (m_pid == 0) {
        ::close(ends[0]);
        ::prctl(PR_SET_PDEATHSIG, SIGKILL); // a failed test leaves nobody behind
        work([pipe = ends[1]](const std::string& line) { tellThrough(pipe, line); });
        ::_exit(0);
    }
    ::close(ends[1]);
    m_pipe = ends[0];
}

ChildProcess::~ChildProcess()
{
    kill();
    ::close(m_pipe);
}

std::string ChildProcess::nextLine()
{
    while (true) {
        const std::size_t end = m_buffer.find('\n');
        if (end != std::string::npos) {
            std::string line = m_buffer.substr(0, end);
            m_buffer.erase(0, end + 1);
            return line;
        }
        char bytes[4096];
        const ssize_t length = ::read(m_pipe, bytes, sizeof bytes);
        if (length < 0 && errno == EINTR)
            continue;
        if (length <= 0)
            return {};
        m_buffer.append(bytes, static_cast<std::size_t>(length));
    }
}

std::vector<std::string> ChildProcess::linesUntilKilledAfter(std::chrono::microseconds time)
{
    std::this_thread::sleep_for(time);
    kill();
    std::vector<std::string> lines;
    for (std::string line = nextLine(); !line.empty(); line = nextLine())
        lines.push_back(std::move(line));
    return lines;
}

void ChildProcess::kill()
{
    if (m_ended)
        return;
    ::kill(m_pid, SIGKILL);
    waitForEnd();
}

bool ChildProcess::waitForEnd()
{
    int status = 0;
    m_ended = true;
    return ::waitpid(m_pid, &status, 0) == m_pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool dropPrivileges()
{
    if (::geteuid() != 0)
        return true;
    return ::setresgid(kNobody, kNobody, kNobody) == 0 && ::setresuid(kNobody, kNobody, kNobody) == 0;
}

} // namespace cobench::test
