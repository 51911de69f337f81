// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/session_spool.h"
#include "core/jobs/spool_file.h"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace cobench::jobs {

/// Writes down what comes of a run as it comes: what was taken is with the kernel after 100 ms, so that it outlives
/// the process, and on the disk after some 250 ms more. A thread of its own does that; take() costs the run next to
/// nothing and waits only when thousands of frames come faster than they can be written. A full disk is tried
/// again; what it keeps out may grow to 16 MB, then the rest of the run is lost, as after any other error. Why is
/// the end of the run, for which room is kept. Thread-safe.
class SpoolWriter
{
public:
    /// For a file that createSpool() made and nobody has written to (Conflict) or removed (NotFound). Nobody else
    /// may write, or take it in, as long as this lives (Locked).
    static Result<std::unique_ptr<SpoolWriter>> open(const std::filesystem::path& path);
    /// Without an end the run counts as interrupted.
    ~SpoolWriter();
    SpoolWriter(const SpoolWriter&) = delete;
    SpoolWriter& operator=(const SpoolWriter&) = delete;

    const SpoolHeader& header() const { return m_header; }
    const std::filesystem::path& path() const { return m_file.path(); }

    /// In frame order.
    void take(const detect::Outcome& outcome);
    /// Before the outcomes it bears on.
    void take(const detect::RunEvent& event);
    void refuse(const std::string& why);
    void setPaused(bool isPaused);
    void tellLinks(const std::string& lines);
    /// What was taken so far can be read by others.
    Result<void> flush();
    /// All of it is on the disk when it returns; a full disk is given some seconds. Else the run that is kept has
    /// failed, for the reason that is returned. Nothing is taken after that.
    Result<void> end(const SessionEnd& end);

private:
    SpoolWriter(SpoolFile file, SpoolHeader header);
    void addRecord(SpoolKind kind, const std::string& content);
    void packWaiting();
    void keepWriting(const std::stop_token& stop);
    Result<void> write(bool isToLast);
    Error lose(Error error);
    void tellWhy(SessionEnd end, const Error& error);

    SpoolFile m_file;
    const SpoolHeader m_header;
    std::mutex m_fileMutex; // guards the file and what follows; taken before the other one
    std::string m_unwritten; // records that a full disk kept out
    bool m_isUnsynced = false;
    std::chrono::steady_clock::time_point m_synced;
    std::mutex m_mutex; // guards what follows
    std::condition_variable_any m_wake;
    std::string m_records; // packed
    std::vector<detect::Outcome> m_waiting; // behind them
    std::size_t m_waitingBoxes = 0;
    std::optional<Error> m_lost; // why the rest of the run is
    std::jthread m_thread; // last
};

} // namespace cobench::jobs
