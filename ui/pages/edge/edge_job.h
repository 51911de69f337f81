// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/run_control.h"
#include "core/jobs/detection_sessions.h"
#include "ui/pages/edge/edge_feed.h"
#include "ui/pages/edge/edge_session.h"

namespace cobench::ui {

struct EdgeJob {
    engine::DetectionRequest request; // with files to write
    QString truth; // file; empty = none
    QString reference; // file of detections on every frame; empty = none
    std::vector<detect::Outcome> referenceOutcomes; // to write that file from; empty: it is there
    std::shared_ptr<EdgeFeed> feed;
    std::shared_ptr<jobs::SessionRecorder> recorder;
};

/// The whole run and what it is worth, on the calling thread. Detectors and decoders are processes of their own.
EdgeEnd runEdgeJob(const EdgeJob& job, Progress& progress, const CancelToken& cancel);

} // namespace cobench::ui
