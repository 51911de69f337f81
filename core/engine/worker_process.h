// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/engine/frame.h"
#include "core/engine/spawn_program.h"
#include "core/engine/worker_messages.h"

#include <sys/types.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace cobench::engine {

/// One worker program on the other end of a socket pair, seen from the engine. Spawned by exec, in a process group
/// of its own. One thread, which must live as long as the worker: the kernel takes its end for the engine's. The
/// destructor kills and reaps.
class WorkerProcess
{
public:
    /// `threads` bounds the maths libraries' pools.
    static Result<std::unique_ptr<WorkerProcess>> spawn(const std::filesystem::path& program, unsigned threads);
    ~WorkerProcess();
    WorkerProcess(const WorkerProcess&) = delete;
    WorkerProcess& operator=(const WorkerProcess&) = delete;

    pid_t pid() const { return m_spawned.pid; }
    int socket() const { return m_spawned.socket.number(); } // readable: receive()
    int processHandle() const { return m_spawned.pidfd.number(); } // readable: it has ended

    Result<void> send(const EngineMessage& message);

    /// What has arrived, up to some megabytes, without blocking. `ended` = nothing more will come.
    struct Received {
        std::vector<WorkerMessage> messages;
        bool ended = false;
    };
    Result<Received> receive();

    /// Some thread of it could run and is not let, or is running.
    bool isWaitingForProcessor() const;

    void kill();
    /// How it ended ("exit code 1", "killed by signal 9"); nothing while it runs.
    std::optional<std::string> exitText();

private:
    explicit WorkerProcess(SpawnedProgram spawned)
        : m_spawned(std::move(spawned))
    {
    }

    SpawnedProgram m_spawned;
    FrameReader m_reader;
    std::optional<int> m_status; // once reaped
};

} // namespace cobench::engine
