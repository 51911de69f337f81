// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/worker_process.h"

#include "core/engine/spawn_program.h"

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <string>

namespace cobench::engine {

namespace {

constexpr int kChunksPerCall = 64; // a worker that floods us does not keep us from the others

/// The maths libraries' own thread pools, bounded.
std::vector<std::string> workerEnvironment(unsigned threads)
{
    std::vector<std::string> variables;
    for (const char* name : {"OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"})
        variables.push_back(std::string(name) + "=" + std::to_string(threads));
    return variables;
}

} // namespace

Result<std::unique_ptr<WorkerProcess>> WorkerProcess::spawn(const std::filesystem::path& program, unsigned threads)
{
    const auto spawned = spawnProgram(program, workerEnvironment(threads));
    if (!spawned)
        return spawned.error();
    std::unique_ptr<WorkerProcess> worker(new WorkerProcess(spawned->pid, spawned->pidfd, spawned->socket));
    if (spawned->pidfd < 0)
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
