// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/detection_host.h"

#include "core/engine/detector_messages.h"
#include "core/engine/frame.h"
#include "core/engine/live_picture.h"
#include "core/engine/spawn_program.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <future>
#include <iostream>
#include <thread>

namespace cobench::engine {

namespace {

constexpr unsigned kMostRuns = 32; // each holds a thread and some processes
constexpr int kPatienceMs = 8000; // until its first word

/// Never waits for a process that does not listen. A word this short goes whole or not at all.
Result<void> sendNow(const SpawnedProgram& child, const std::string& word)
{
    const ssize_t n = send(child.socket.number(), word.data(), word.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n == static_cast<ssize_t>(word.size()))
        return {};
    return Error{.code = ErrorCode::Disconnected,
        .subject = "cobench-detection",
        .detail = n < 0 && errno != EAGAIN ? "its process is gone" : "its process does not listen"};
}

} // namespace

/// One process, and the thread that starts it, hears its one word, and waits for its end: the kernel takes the end
/// of the thread that started a process for the engine's.
class DetectionHost::Run
{
public:
    Run(std::filesystem::path program, std::string spool, std::string task)
        : m_spool(std::move(spool))
        , m_thread([this, program = std::move(program), task = std::move(task)] { serve(program, task); })
    {
    }
    ~Run()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_child.kill();
            m_isUnwanted = true;
        }
        m_thread.join();
        removeLivePicture(m_spool);
    }
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

    const std::string& spool() const { return m_spool; }
    bool hasEnded() const { return m_hasEnded; }
    /// Once.
    Result<void> begun() { return m_begun.get_future().get(); }

    Result<void> steer(const std::string& text)
    {
        const std::lock_guard lock(m_mutex);
        if (m_child.pid <= 0)
            return Error{.code = ErrorCode::NotFound, .subject = m_spool, .detail = "its run is over"};
        return sendNow(m_child, encodeFrame({.text = text, .bytes = {}}));
    }

private:
    void serve(const std::filesystem::path& program, const std::string& task)
    {
        auto begun = start(program, task);
        const bool isThere = m_child.pid > 0;
        if (begun)
            begun = hearFirstWord();
        m_begun.set_value(std::move(begun));
        if (isThere)
            waitForEnd();
        m_hasEnded = true;
    }

    Result<void> start(const std::filesystem::path& program, const std::string& task)
    {
        const std::lock_guard lock(m_mutex);
        if (m_isUnwanted)
            return cancelled();
        auto spawned = spawnProgram(program, {});
        if (!spawned)
            return std::move(spawned).error();
        m_child = *std::move(spawned);
        return writeAll(m_child.socket.number(), encodeFrame({.text = task, .bytes = {}}));
    }

    Result<void> hearFirstWord()
    {
        pollfd first{.fd = m_child.socket.number(), .events = POLLIN, .revents = 0};
        if (poll(&first, 1, kPatienceMs) <= 0) {
            m_child.kill();
            return Error{
                .code = ErrorCode::Disconnected, .subject = "cobench-detection", .detail = "does not begin"};
        }
        const auto word = readFrame(m_child.socket.number(), m_reader);
        if (!word)
            return word.error();
        const auto ready = decodeReady(*word);
        return ready ? Result<void>() : Result<void>(ready.error());
    }

    void waitForEnd()
    {
        while (readFrame(m_child.socket.number(), m_reader)) { }
        int status = 0;
        while (waitpid(m_child.pid, &status, 0) < 0 && errno == EINTR) { }
        const std::lock_guard lock(m_mutex);
        if (status != 0)
            std::cerr << m_spool << ": " << exitTextOf(status) << std::endl;
        m_child = {};
    }

    const std::string m_spool;
    FrameReader m_reader; // the thread's
    std::promise<Result<void>> m_begun;
    std::atomic<bool> m_hasEnded = false;
    std::mutex m_mutex; // guards what follows
    SpawnedProgram m_child;
    bool m_isUnwanted = false;
    std::thread m_thread; // last
};

DetectionHost::DetectionHost(std::filesystem::path program)
    : m_program(std::move(program))
{
    removeLivePictures();
}

DetectionHost::~DetectionHost() = default;

Result<void> DetectionHost::start(const std::string& spool, const std::string& task)
{
    if (m_program.empty())
        return Error{.code = ErrorCode::NotFound,
            .subject = "cobench-detection",
            .detail = "it is not installed beside the engine",
            .cure = "install the whole of CoBench"};
    const auto run = add(spool, task);
    return run ? (*run)->begun() : Result<void>(run.error());
}

Result<std::shared_ptr<DetectionHost::Run>> DetectionHost::add(const std::string& spool, const std::string& task)
{
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_runs, [](const auto& run) { return run->hasEnded(); });
    if (m_runs.size() >= kMostRuns)
        return Error{.code = ErrorCode::Conflict, .subject = "engine", .detail = "detects for enough runs already"};
    return m_runs.emplace_back(std::make_shared<Run>(m_program, spool, task));
}

std::shared_ptr<DetectionHost::Run> DetectionHost::find(const std::string& spool) const
{
    const std::lock_guard lock(m_mutex);
    const auto run
        = std::ranges::find_if(m_runs, [&](const auto& one) { return one->spool() == spool && !one->hasEnded(); });
    return run == m_runs.end() ? nullptr : *run;
}

Result<void> DetectionHost::steer(const std::string& spool, const std::string& text)
{
    if (const auto run = find(spool))
        return run->steer(text);
    return Error{.code = ErrorCode::NotFound, .subject = spool, .detail = "no such run goes on"};
}

unsigned DetectionHost::active() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<unsigned>(std::ranges::count_if(m_runs, [](const auto& run) { return !run->hasEnded(); }));
}

} // namespace cobench::engine
