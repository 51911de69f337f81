// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace cobench::test {

/// A forked copy of the test program that runs one function and ends without destructors. Only for tests that have
/// no other thread.
class ChildProcess
{
public:
    /// What the child calls to tell its parent one line.
    using Tell = std::function<void(const std::string& line)>;

    explicit ChildProcess(const std::function<void(const Tell&)>& work);
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;
    /// Kills it when it still runs.
    ~ChildProcess();

    /// The next line it told; "" when there will be none.
    std::string nextLine();
    /// Kills it after that time; what it told until then.
    std::vector<std::string> linesUntilKilledAfter(std::chrono::microseconds time);
    void kill();
    /// True when it ended by itself with work done.
    bool waitForEnd();
    pid_t pid() const { return m_pid; }

private:
    pid_t m_pid = -1;
    int m_pipe = -1;
    bool m_ended = false;
    std::string m_buffer;
};

/// Leaves root for "nobody", so that permissions bind. False where that is not possible.
bool dropPrivileges();

} // namespace cobench::test
