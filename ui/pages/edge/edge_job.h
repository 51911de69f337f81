// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/client.h"
#include "core/engine/detection_job.h"
#include "ui/pages/edge/edge_feed.h"
#include "ui/pages/edge/edge_steering.h"

#include <atomic>

namespace cobench::ui {

/// What window and run know of each other meanwhile.
struct EdgeTies {
    std::atomic<bool> hasBegun = false;
    std::atomic<bool> isInEngine = false; // the run goes on without the window
    std::atomic<bool> isLeft = false; // by the window, which goes
};

struct EdgeJob {
    using Connect = std::function<Result<std::unique_ptr<engine::Client>>()>;

    engine::DetectionRequest request;
    jobs::SessionJudges judges;
    std::filesystem::path spool; // is made, unless the run goes on already
    jobs::SpoolHeader header; // of that file
    bool goesOn = false; // in the engine, begun by an earlier window
    bool isLasting = false; // a project keeps it, so it may outlive the window
    Connect connect; // to the engine that shall make it then; empty = this process does
    std::shared_ptr<EdgeFeed> feed;
    std::shared_ptr<EdgeSteering> steering;
    std::shared_ptr<EdgeTies> ties;
};

/// The whole run and what it is worth: in the engine where there is one, looked on at from the calling thread, else
/// on that thread. Either way detectors and decoders are processes of their own, and the feed hears the same.
/// Cancelled, and no end, when the window leaves a run of the engine.
Result<jobs::SessionEnd> runEdgeJob(const EdgeJob& job, Progress& progress, const CancelToken& cancel);

} // namespace cobench::ui
