// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <filesystem>
#include <list>
#include <memory>
#include <mutex>
#include <string>

namespace cobench::engine {

/// The detection runs of the engine: a process for each (cobench-detection), which writes what comes of its run
/// into a file that everybody may read, so that nothing of it passes through here. Thread-safe. The destructor ends
/// all of them; their runs are interrupted.
class DetectionHost
{
public:
    /// `program`: to start for each run.
    explicit DetectionHost(std::filesystem::path program);
    ~DetectionHost();
    DetectionHost(const DetectionHost&) = delete;
    DetectionHost& operator=(const DetectionHost&) = delete;

    /// Returns when the run's file is held by its process, or why it is not. `spool` names the run; `task` is
    /// taskText() of it.
    Result<void> start(const std::string& spool, const std::string& task);
    /// As the process takes it. NotFound for a run that does not go on here.
    Result<void> steer(const std::string& spool, const std::string& text);
    /// That go on.
    unsigned active() const;

private:
    class Run;
    Result<std::shared_ptr<Run>> add(const std::string& spool, const std::string& task);
    std::shared_ptr<Run> find(const std::string& spool) const;

    const std::filesystem::path m_program;
    mutable std::mutex m_mutex; // guards what follows
    std::list<std::shared_ptr<Run>> m_runs;
};

} // namespace cobench::engine
