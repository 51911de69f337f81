// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/traced_command.h"

#include "app/cli/forwarded_signals.h"
#include "core/trace/recorder.h"
#include "core/trace/status_file.h"

#include <cerrno>
#include <cmath>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace cobench::cli {

namespace {

using Steady = std::chrono::steady_clock;

constexpr std::size_t kLongestLine = std::size_t{1} << 20; // of what is looked at for metrics
constexpr double kKilobyte = 1024.0; // of ru_maxrss

double seconds(const timeval& time)
{
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

/// Both ends, closed when it goes.
struct Pipe {
    int read = -1;
    int write = -1;
    bool open()
    {
        int ends[2] = {-1, -1};
        if (pipe2(ends, O_CLOEXEC) != 0)
            return false;
        read = ends[0];
        write = ends[1];
        return true;
    }
    void closeWrite()
    {
        if (write >= 0)
            close(std::exchange(write, -1));
    }
    ~Pipe()
    {
        closeWrite();
        if (read >= 0)
            close(read);
    }
};

int spawn(const TraceRequest& request, const Pipe& output, pid_t& child)
{
    std::vector<char*> words;
    for (const std::string& word : request.command)
        words.push_back(const_cast<char*>(word.c_str())); // posix_spawn does not write to them
    words.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    if (output.write >= 0)
        posix_spawn_file_actions_adddup2(&actions, output.write, STDOUT_FILENO);
    else if (request.joinsOutputToErrors)
        posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
    const int error = posix_spawnp(&child, words.front(), &actions, nullptr, words.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

/// Passes the output on and looks for metrics in its lines.
class OutputReader
{
public:
    OutputReader(const TraceRequest& request, const trace::RunClock& clock, std::vector<store::ScalarRow>& scalars)
        : m_parser(request.parser)
        , m_target(request.joinsOutputToErrors ? STDERR_FILENO : STDOUT_FILENO)
        , m_clock(clock)
        , m_scalars(scalars)
    {
    }
    /// False at the end.
    bool read(int descriptor)
    {
        char chunk[1 << 14];
        const ssize_t count = ::read(descriptor, chunk, sizeof chunk);
        if (count < 0 && errno == EINTR)
            return true;
        if (count <= 0) {
            takeLine(); // without an end
            return false;
        }
        const std::string_view text(chunk, static_cast<std::size_t>(count));
        passOn(text);
        for (const char letter : text) {
            if (letter == '\n' || letter == '\r') // progress bars write over their line
                takeLine();
            else if (m_line.size() < kLongestLine)
                m_line += letter;
        }
        return true;
    }

private:
    void passOn(std::string_view text) const
    {
        while (!text.empty()) {
            const ssize_t count = ::write(m_target, text.data(), text.size());
            if (count < 0 && errno == EINTR)
                continue;
            if (count <= 0)
                return; // nobody reads it any more: the command need not care
            text.remove_prefix(static_cast<std::size_t>(count));
        }
    }
    void takeLine()
    {
        if (!m_line.empty())
            m_rows.add(m_parser->parse(m_line), m_clock.now(), m_scalars);
        m_line.clear();
    }

    runs::LineParser* m_parser;
    int m_target;
    const trace::RunClock& m_clock;
    std::vector<store::ScalarRow>& m_scalars;
    runs::MetricRows m_rows;
    std::string m_line;
};

/// Samples until the command has ended and nothing more comes out of it.
void record(
    const TraceRequest& request, pid_t child, Pipe& output, const trace::RunClock& clock, TracedCommand& traced)
{
    trace::Recorder recorder({.process = child});
    traced.trace.lanes = recorder.lanes();
    traced.cards = recorder.cards();
    OutputReader reader(request, clock, traced.scalars);
    const int handle = static_cast<int>(syscall(SYS_pidfd_open, child, 0)); // glibc 2.36: no extern "C"
    pollfd looks[2] = {{handle, POLLIN, 0}, {output.read, POLLIN, 0}};
    const auto period
        = std::chrono::duration_cast<Steady::duration>(std::chrono::duration<double>(1.0 / request.hz));
    const auto begin = Steady::now();
    auto next = begin;
    const auto sample = [&] {
        const double now = std::chrono::duration<double>(Steady::now() - begin).count();
        traced.trace.add(clock.now(), recorder.sample(now));
    };
    while (looks[0].fd >= 0) {
        if (Steady::now() >= next) {
            sample();
            next = std::max(next + period, Steady::now());
        }
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(next - Steady::now()).count();
        if (poll(looks, 2, static_cast<int>(std::max<std::int64_t>(0, left))) <= 0)
            continue;
        if (looks[1].revents != 0 && !reader.read(output.read))
            looks[1].fd = -1;
        if (looks[0].revents != 0 && (looks[1].fd < 0 || looks[1].revents == 0))
            looks[0].fd = -1; // it has ended, and its output is read as far as it has come
    }
    sample(); // it is not waited for yet: its last figures can be read
    traced.processes = recorder.processNames();
    if (handle >= 0)
        close(handle);
}

/// Of a process that has ended and was not waited for, with those it waited for.
void readBytes(pid_t child, TracedCommand& traced)
{
    std::vector<char> buffer;
    const trace::StatusFile file("/proc/" + std::to_string(child) + "/io");
    const std::string_view text = file.read(buffer).value_or("");
    if (const auto read = trace::numberAfter(text, "read_bytes:"))
        traced.readBytes = static_cast<double>(*read);
    if (const auto written = trace::numberAfter(text, "write_bytes:"))
        traced.writtenBytes = static_cast<double>(*written);
}

} // namespace

Result<TracedCommand> runTraced(const TraceRequest& request)
{
    Pipe output;
    if (request.parser && !output.open())
        return systemError(errno, request.command.front(), "making a pipe for its output");
    TracedCommand traced;
    const ForwardedSignals signals;
    const trace::RunClock clock;
    const auto begin = Steady::now();
    pid_t child = -1;
    if (const int error = spawn(request, output, child); error != 0)
        return systemError(error, request.command.front(), "starting it");
    signals.forwardTo(child);
    output.closeWrite();
    traced.startedAt = clock.now();
    record(request, child, output, clock, traced);
    readBytes(child, traced);
    int status = 0;
    rusage usage{};
    signals.forwardTo(0);
    while (wait4(child, &status, 0, &usage) < 0 && errno == EINTR) { }
    traced.seconds = std::chrono::duration<double>(Steady::now() - begin).count();
    traced.processorSeconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    traced.largestProcess = kKilobyte * static_cast<double>(usage.ru_maxrss);
    traced.exit = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return traced;
}

} // namespace cobench::cli
