// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/edge_job.h"

#include "core/engine/detection_task.h"
#include "ui/pages/edge/edge_follower.h"

namespace cobench::ui {

namespace {

/// nullptr: there is no engine that makes detection runs, or it could not begin this one.
std::unique_ptr<engine::Client> beginInEngine(const EdgeJob& job)
{
    if (!job.connect)
        return nullptr;
    auto client = job.connect();
    const auto task = engine::taskText({.spool = job.spool, .request = job.request, .judges = job.judges});
    if (!client || job.ties->isLeft || !(*client)->startDetection(job.spool, task))
        return nullptr;
    return *std::move(client);
}

Result<jobs::SessionEnd> runHere(const EdgeJob& job, Progress& progress, const CancelToken& cancel)
{
    auto spool = jobs::SpoolWriter::open(job.spool);
    if (!spool)
        return std::move(spool).error();
    engine::DetectionRequest request = job.request;
    request.pipeline.control = std::make_shared<detect::RunControl>();
    engine::DetectionJob run(std::move(request),
        job.judges,
        *std::move(spool),
        {.onOutcome = [&](const detect::Outcome& outcome) { job.feed->take(outcome); },
            .onEvent = [&](const detect::RunEvent& event) { job.feed->take(event); },
            .onLinks = [&](const std::string& lines) { job.feed->tellLinks(lines); },
            .onRefusal = [&](const std::string& why) { job.feed->refuse(why); }});
    job.steering->setTarget([&run](const std::string& text) { (void)run.steer(text); });
    auto end = run.run(progress, cancel);
    job.steering->setTarget({});
    return end;
}

} // namespace

Result<jobs::SessionEnd> runEdgeJob(const EdgeJob& job, Progress& progress, const CancelToken& cancel)
{
    if (!job.goesOn)
        if (auto created = jobs::createSpool(job.spool, job.header); !created)
            return std::move(created).error();
    auto reader = jobs::SpoolReader::open(job.spool); // before anybody could take it in
    if (!reader)
        return std::move(reader).error();
    std::unique_ptr<engine::Client> client = job.goesOn ? nullptr : beginInEngine(job);
    if (!client && !job.goesOn)
        return runHere(job, progress, cancel);
    job.ties->isInEngine = true;
    return EdgeFollower(job, *std::move(reader), std::move(client)).follow(progress, cancel);
}

} // namespace cobench::ui
