// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/edge_job.h"

namespace cobench::ui {

Result<jobs::SessionEnd> runEdgeJob(const EdgeJob& job, Progress& progress, const CancelToken& cancel)
{
    if (auto created = jobs::createSpool(job.spool, job.header); !created)
        return std::move(created).error();
    auto spool = jobs::SpoolWriter::open(job.spool);
    if (!spool)
        return std::move(spool).error();
    engine::DetectionJob run(job.request,
        job.judges,
        *std::move(spool),
        {.onOutcome = [&](const detect::Outcome& outcome) { job.feed->take(outcome); },
            .onEvent = [&](const detect::RunEvent& event) { job.feed->take(event); },
            .onRefusal = [&](const std::string& why) { job.feed->refuse(why); }});
    job.steering->setTarget([&run](const std::string& text) { (void)run.steer(text); });
    auto end = run.run(progress, cancel);
    job.steering->setTarget({});
    return end;
}

} // namespace cobench::ui
