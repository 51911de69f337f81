// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/detection_job.h"
#include "ui/pages/edge/edge_feed.h"
#include "ui/pages/edge/edge_steering.h"

namespace cobench::ui {

struct EdgeJob {
    engine::DetectionRequest request;
    jobs::SessionJudges judges;
    std::filesystem::path spool; // is made
    jobs::SpoolHeader header; // of that file
    std::shared_ptr<EdgeFeed> feed;
    std::shared_ptr<EdgeSteering> steering;
};

/// The whole run and what it is worth, on the calling thread. Detectors and decoders are processes of their own.
Result<jobs::SessionEnd> runEdgeJob(const EdgeJob& job, Progress& progress, const CancelToken& cancel);

} // namespace cobench::ui
