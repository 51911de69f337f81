// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/worker_process.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <string>
#include <thread>

namespace cobench::engine {

namespace {

constexpr int kReapMs = 1000; // from its kill to its end
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
    auto spawned = spawnProgram(program, workerEnvironment(threads));
    if (!spawned)
        return std::move(spawned).error();
    return std::unique_ptr<WorkerProcess>(new WorkerProcess(*std::move(spawned)));
}

WorkerProcess::~WorkerProcess()
{
    if (m_status)
        return;
    kill();
    pollfd end{.fd = processHandle(), .events = POLLIN, .revents = 0};
    if (poll(&end, 1, kReapMs) > 0)
        waitpid(pid(), nullptr, 0);
    else // it hangs in the kernel, with a disk or a card that is gone
        std::thread([pid = pid()] { waitpid(pid, nullptr, 0); }).detach();
}

Result<void> WorkerProcess::send(const EngineMessage& message)
{
    // Small and rare (a start, a cancel): they fit into the socket's buffer, so this does not block.
    return writeAll(socket(), encodeFrame(encode(message)));
}

Result<WorkerProcess::Received> WorkerProcess::receive()
{
    Received received;
    std::array<char, 1U << 16> chunk;
    for (int chunks = 0; chunks < kChunksPerCall; ++chunks) {
        const ssize_t n = recv(socket(), chunk.data(), chunk.size(), MSG_DONTWAIT);
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
    const std::filesystem::path tasks = "/proc/" + std::to_string(pid()) + "/task";
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
    m_spawned.kill();
}

std::optional<std::string> WorkerProcess::exitText()
{
    if (!m_status) {
        int status = 0;
        if (waitpid(pid(), &status, WNOHANG) != pid())
            return std::nullopt;
        m_status = status;
    }
    return exitTextOf(*m_status);
}

} // namespace cobench::engine
