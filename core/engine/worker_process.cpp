// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/worker_process.h"

#include "core/engine/worker_child.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <string>

extern char** environ;

namespace cobench::engine {

namespace {

constexpr int kChunksPerCall = 64; // a worker that floods us does not keep us from the others

/// The engine's environment with the maths libraries' own thread pools bounded.
std::vector<std::string> workerEnvironment(unsigned threads)
{
    std::vector<std::string> variables;
    for (char** variable = environ; *variable; ++variable)
        if (std::string_view text = *variable; !text.starts_with("OMP_NUM_THREADS=")
            && !text.starts_with("OPENBLAS_NUM_THREADS=") && !text.starts_with("MKL_NUM_THREADS="))
            variables.emplace_back(text);
    for (const char* name : {"OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"})
        variables.push_back(std::string(name) + "=" + std::to_string(threads));
    return variables;
}

/// posix_spawn, because the engine has many threads: nothing of ours runs between fork and exec.
int spawnProgram(const std::filesystem::path& program, int socket, unsigned threads, pid_t& pid)
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

    auto variables = workerEnvironment(threads);
    std::vector<char*> environment;
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

std::string exitTextOf(int status)
{
    if (WIFSIGNALED(status))
        return "killed by signal " + std::to_string(WTERMSIG(status));
    return "exit code " + std::to_string(WEXITSTATUS(status));
}

} // namespace

Result<std::unique_ptr<WorkerProcess>> WorkerProcess::spawn(const std::filesystem::path& program, unsigned threads)
{
    std::array<int, 2> sockets = {};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data()) != 0)
        return systemError(errno, program.string(), "socketpair");
    // dup2 onto itself would keep close-on-exec: move the child's end out of the way of its final number.
    const int childSocket = fcntl(sockets[1], F_DUPFD_CLOEXEC, kWorkerSocket + 1);
    close(sockets[1]);
    pid_t pid = -1;
    const int error = childSocket < 0 ? errno : spawnProgram(program, childSocket, threads, pid);
    if (childSocket >= 0)
        close(childSocket);
    if (error != 0) {
        close(sockets[0]);
        return systemError(error, program.string(), "start");
    }
    const auto pidfd = static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
    std::unique_ptr<WorkerProcess> worker(new WorkerProcess(pid, pidfd, sockets[0]));
    if (pidfd < 0)
        return systemError(errno, program.string(), "pidfd_open");
    return worker;
}

WorkerProcess::~WorkerProcess()
{
    if (!m_status) {
        kill();
        waitpid(m_pid, nullptr, 0);
    }
    if (m_pidfd >= 0)
        close(m_pidfd);
    close(m_socket);
}

Result<void> WorkerProcess::send(const EngineMessage& message)
{
    // Small and rare (a start, a cancel): they fit into the socket's buffer, so this does not block.
    return writeAll(m_socket, encodeFrame(encode(message)));
}

Result<WorkerProcess::Received> WorkerProcess::receive()
{
    Received received;
    std::array<char, 1U << 16> chunk;
    for (int chunks = 0; chunks < kChunksPerCall; ++chunks) {
        const ssize_t n = recv(m_socket, chunk.data(), chunk.size(), MSG_DONTWAIT);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            received.ended = n == 0 || (errno != EAGAIN && errno != EWOULDBLOCK);
            break;
        }
        m_reader.feed(chunk.data(), static_cast<std::size_t>(n));
    }
    for (;;) {
        auto frame = m_reader.next();
        if (!frame)
            return std::move(frame).error();
        if (!*frame)
            return received;
        auto message = decodeWorkerMessage(**frame);
        if (!message)
            return std::move(message).error();
        received.messages.push_back(std::move(*message));
    }
}

bool WorkerProcess::isWaitingForProcessor() const
{
    const std::filesystem::path tasks = "/proc/" + std::to_string(m_pid) + "/task";
    std::error_code code;
    for (std::filesystem::directory_iterator it(tasks, code), end; !code && it != end; it.increment(code)) {
        std::ifstream stat(it->path() / "stat");
        std::string line;
        std::getline(stat, line);
        if (line.find(") R ") != std::string::npos) // "number (name) state …"
            return true;
    }
    return false;
}

void WorkerProcess::kill()
{
    if (!m_status)
        ::kill(m_pid, SIGKILL);
}

std::optional<std::string> WorkerProcess::exitText()
{
    if (!m_status) {
        int status = 0;
        if (waitpid(m_pid, &status, WNOHANG) != m_pid)
            return std::nullopt;
        m_status = status;
    }
    return exitTextOf(*m_status);
}

} // namespace cobench::engine
