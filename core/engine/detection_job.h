// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/detection_run.h"
#include "core/jobs/job_runner.h"
#include "core/jobs/judge_session.h"
#include "core/jobs/spool_writer.h"

namespace cobench::engine {

/// What a run tells while it goes on; each may be empty.
struct DetectionWatch {
    std::function<void(const detect::Outcome&)> onOutcome; // on the run's thread, in frame order, with its picture
    std::function<void(const detect::RunEvent&)> onEvent; // likewise, before the outcomes it bears on
    std::function<void(const std::string&)> onLinks; // on the run's thread, as jobs::LinkNews has it
    std::function<void(const std::string&)> onRefusal; // on any: why a device that was added did not join
};

/// A detection run from its request to its record, in whichever process: runDetection(), what it is worth, and a
/// file that holds all of it as it comes.
class DetectionJob
{
public:
    /// The request's onEvent is not looked at; it has a control where somebody steers. Without `spool` nothing is
    /// kept or judged.
    DetectionJob(DetectionRequest request,
        jobs::SessionJudges judges,
        std::unique_ptr<jobs::SpoolWriter> spool,
        DetectionWatch watch);

    /// Once. Its record says how it went; nothing is thrown.
    jobs::SessionEnd run(Progress& progress, const CancelToken& cancel);
    /// What run() came to, in full.
    const Result<DetectionSummary>& summary() const { return m_summary; }

    /// From any thread, while it runs: "pause", "resume", "step", or a change such as "unplug=1" or
    /// "add=emulated:5", as core/detect/change_text.h reads it behind its seconds. A device is started beside the
    /// run. Usage for anything else. Precondition: the request has a control.
    Result<void> steer(const std::string& text);

private:
    void take(const detect::Outcome& outcome);
    void take(const detect::RunEvent& event);
    void add(const detect::DeviceSpec& device);
    void takeLinks(const std::vector<std::optional<LinkFigures>>& links);
    void refuse(const std::string& why);
    void setPaused(bool isPaused);
    jobs::SessionEnd endOf() const;

    DetectionRequest m_request;
    const jobs::SessionJudges m_judges;
    const std::unique_ptr<jobs::SpoolWriter> m_spool;
    const DetectionWatch m_watch;
    detect::FigureCollector m_figures;
    std::vector<detect::RunEvent> m_events;
    Result<DetectionSummary> m_summary = cancelled();
    jobs::JobRunner m_starter{1}; // of added devices, which end with the thread that started them
};

} // namespace cobench::engine
