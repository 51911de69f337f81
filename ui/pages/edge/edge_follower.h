// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/live_picture.h"
#include "core/jobs/spool_reader.h"
#include "ui/pages/edge/edge_job.h"

namespace cobench::ui {

/// Looks on at a run that the engine makes: what it has written down from its first frame on, each once, and its
/// newest picture; passes on what a person does to it. On one thread.
class EdgeFollower
{
public:
    /// The job outlives it. Without `client` it connects once there is something to say.
    EdgeFollower(const EdgeJob& job, jobs::SpoolReader reader, std::unique_ptr<engine::Client> client);

    /// To the run's end; jobs::interrupted() where its process goes without one. Cancelling stops the run; when the
    /// window leaves, that is Cancelled.
    Result<jobs::SessionEnd> follow(Progress& progress, const CancelToken& cancel);

private:
    void read(Progress& progress);
    void take(jobs::SpoolRecord record, Progress& progress);
    void look();
    void pass(const CancelToken& cancel);
    bool steer(const std::string& text);
    void waitForTheFile() const;

    const EdgeJob& m_job;
    jobs::SpoolReader m_reader;
    std::unique_ptr<engine::Client> m_client;
    engine::LivePictureReader m_pictures;
    std::optional<detect::Outcome> m_newest; // since the last look
    std::uint64_t m_frames = 0; // so far
    std::optional<jobs::SessionEnd> m_end;
    bool m_isStopping = false; // it knows
    std::chrono::steady_clock::time_point m_nextStop; // when it is asked again to
};

} // namespace cobench::ui
