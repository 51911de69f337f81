// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/detector_helper.h"

#include "core/engine/runtime_directory.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <array>
#include <csignal>

namespace cobench::engine {

namespace {

constexpr int kLookMs = 250; // how often a process that owes an answer is looked at
constexpr std::chrono::seconds kMostIdle{3}; // that it does nothing, then it is taken for dead
constexpr int kEndTimeoutMs = 1000; // from the socket's end to that of the process

/// Of FFmpeg behind an address: what it may speak, TCP where the camera has it, no frames kept back, and none
/// waited for only to tell a rate.
constexpr const char* kStreamOptions
    = "OPENCV_FFMPEG_CAPTURE_OPTIONS=protocol_whitelist;rtsp,rtp,tcp,udp|rtsp_flags;prefer_tcp|fflags;nobuffer|"
      "analyzeduration;500000|fpsprobesize;0";

std::vector<std::string> environmentOf(const FirstMessage& first)
{
    std::vector<std::string> variables{"OPENCV_LOG_LEVEL=SILENT", "OPENCV_FFMPEG_LOGLEVEL=-8"};
    if (std::holds_alternative<FollowStreamMessage>(first))
        variables.insert(variables.end(), {kStreamOptions, "OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT=3"});
    return variables;
}

struct DetectorProgram {
    const char* name;
    const char* needs; // to be built
};

DetectorProgram programFor(const FirstMessage& first)
{
    const auto* model = std::get_if<RunModelMessage>(&first);
    if (model && model->model.family == "torchscript")
        return {"cobench-torch-detector", "OpenCV and LibTorch"};
    return {"cobench-detector", "OpenCV"};
}

} // namespace

Result<std::unique_ptr<DetectorHelper>> DetectorHelper::start(const FirstMessage& first, std::string subject)
{
    auto helper = spawn(first, std::move(subject));
    if (!helper)
        return helper;
    if (auto begun = (*helper)->begin(first); !begun)
        return std::move(begun).error();
    return helper;
}

Result<std::unique_ptr<DetectorHelper>> DetectorHelper::spawn(const FirstMessage& first, std::string subject)
{
    const DetectorProgram program = programFor(first);
    const std::filesystem::path path = findProgram(program.name);
    if (path.empty())
        return Error{.code = ErrorCode::NotFound,
            .subject = program.name,
            .detail = "it is not installed beside this program",
            .cure = std::string("install the whole of CoBench, built with ") + program.needs};
    auto spawned = spawnProgram(path, environmentOf(first));
    if (!spawned)
        return std::move(spawned).error();
    return std::unique_ptr<DetectorHelper>(new DetectorHelper(*std::move(spawned), std::move(subject)));
}

Result<void> DetectorHelper::begin(const FirstMessage& first)
{
    const auto answer = ask(encode(first));
    if (!answer)
        return answer.error();
    const auto ready = decodeReady(*answer);
    if (!ready)
        return ready.error();
    m_rate = ready->rate;
    return {};
}

DetectorHelper::DetectorHelper(SpawnedProgram spawned, std::string subject)
    : m_spawned(std::move(spawned))
    , m_subject(std::move(subject))
{
}

DetectorHelper::~DetectorHelper()
{
    m_spawned.kill();
    waitpid(m_spawned.pid, nullptr, 0);
}

void DetectorHelper::interrupt()
{
    m_isInterrupted = true;
    shutdown(m_spawned.socket.number(), SHUT_RDWR);
}

Result<void> DetectorHelper::send(const Frame& frame)
{
    const std::string bytes = encodeFrame(frame);
    ProcessPulse pulse(m_spawned.pid);
    for (std::size_t sent = 0; sent < bytes.size();) {
        const ssize_t n = ::send(
            m_spawned.socket.number(), bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n >= 0) {
            sent += static_cast<std::size_t>(n);
        } else if (errno == EAGAIN) {
            if (auto ready = await(POLLOUT, pulse); !ready)
                return ready;
        } else if (errno != EINTR) {
            return ended();
        }
    }
    return {};
}

Result<Frame> DetectorHelper::receive()
{
    std::array<char, 1U << 16> chunk;
    ProcessPulse pulse(m_spawned.pid);
    for (;;) {
        auto frame = m_reader.next();
        if (!frame)
            return std::move(frame).error();
        if (*frame)
            return std::move(**frame);
        if (auto ready = await(POLLIN, pulse); !ready)
            return std::move(ready).error();
        const ssize_t n = recv(m_spawned.socket.number(), chunk.data(), chunk.size(), 0);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return ended();
        m_reader.feed(chunk.data(), static_cast<std::size_t>(n));
    }
}

Result<Frame> DetectorHelper::ask(const Frame& frame)
{
    if (auto sent = send(frame); !sent)
        return std::move(sent).error();
    return receive();
}

/// Until the socket is ready, as long as the process works.
Result<void> DetectorHelper::await(short events, ProcessPulse& pulse) const
{
    for (;;) {
        pollfd waiting{.fd = m_spawned.socket.number(), .events = events, .revents = 0};
        const int ready = poll(&waiting, 1, kLookMs);
        if (ready > 0 || (ready < 0 && errno != EINTR))
            return {};
        if (ready == 0 && pulse.idleTime() >= kMostIdle)
            return Error{.code = ErrorCode::Disconnected,
                .subject = m_subject,
                .detail
                = "its process neither answered nor worked for " + std::to_string(kMostIdle.count()) + " s"};
    }
}

Error DetectorHelper::ended() const
{
    pollfd end{.fd = m_spawned.pidfd.number(),
        .events = POLLIN,
        .revents = 0}; // the socket closes before the process ends
    poll(&end, 1, m_isInterrupted ? 0 : kEndTimeoutMs);
    siginfo_t info{};
    const bool isDead = waitid(P_PID, static_cast<id_t>(m_spawned.pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0
        && info.si_pid == m_spawned.pid;
    const bool isKilled = info.si_code != CLD_EXITED;
    return {.code = ErrorCode::Disconnected,
        .subject = m_subject,
        .detail = !isDead ? "its process closed the connection"
            : isKilled    ? "its process was killed by signal " + std::to_string(info.si_status)
                          : "its process ended with code " + std::to_string(info.si_status)};
}

} // namespace cobench::engine
