// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/engine/detector_messages.h"
#include "core/engine/frame.h"
#include "core/engine/process_pulse.h"
#include "core/engine/spawn_program.h"

#include <atomic>
#include <filesystem>
#include <memory>

namespace cobench::engine {

/// One detector process and the talk with it, which ends with this object. A process that owes an answer and
/// neither gives one nor works for 3 s counts as dead. begin(), send(), receive() and ask() belong to one thread;
/// interrupt(), which makes them fail from then on, to any. An error of theirs means that the process is of no more
/// use.
class DetectorHelper
{
public:
    /// `subject` names in messages what the process is about.
    static Result<std::unique_ptr<DetectorHelper>> start(const FirstMessage& first, std::string subject);
    /// start() in two steps, for whom interrupt() is to reach in between: the process, and then, which may take
    /// long, its part in the first message.
    static Result<std::unique_ptr<DetectorHelper>> spawn(const FirstMessage& first, std::string subject);
    Result<void> begin(const FirstMessage& first);
    ~DetectorHelper();
    DetectorHelper(const DetectorHelper&) = delete;
    DetectorHelper& operator=(const DetectorHelper&) = delete;

    /// As ReadyMessage tells it.
    double rate() const { return m_rate; }
    void interrupt();
    Result<void> send(const Frame& frame);
    Result<Frame> receive();
    Result<Frame> ask(const Frame& frame);

private:
    DetectorHelper(SpawnedProgram spawned, std::string subject);

    Result<void> await(short events, ProcessPulse& pulse) const;
    Error ended() const;

    SpawnedProgram m_spawned;
    std::string m_subject;
    FrameReader m_reader;
    double m_rate = 0.0;
    std::atomic<bool> m_isInterrupted = false;
};

} // namespace cobench::engine
