// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/run_control.h"
#include "ui/pages/edge/edge_feed.h"
#include "ui/pages/edge/edge_setup.h"
#include "ui/pages/edge/frame_truth.h"

#include <limits>

namespace cobench::ui {

/// COCO's average precision, 0 … 1, of the boxes a viewer saw at every frame, stale ones included.
struct ShownPrecision {
    double ap = std::numeric_limits<double>::quiet_NaN(); // mean over IoU .5 … .95
    double ap50 = std::numeric_limits<double>::quiet_NaN();
    QString problem; // why it could not be told
};

/// How a run ended.
struct EdgeEnd {
    detect::RunFigures figures; // of a run that was stopped or broke off, too
    std::size_t longestQueue = 0;
    double rate = 0.0; // frames/s the source was paced at; 0 = as taken
    QStringList losses; // devices that were lost, when and why
    std::optional<Error> problem; // Cancelled when a person stopped it
    ShownPrecision againstTruth;
    ShownPrecision againstReference;
};

struct EdgeJob {
    engine::DetectionRequest request; // with files to write
    QString truth; // file; empty = none
    QString reference; // file of detections on every frame; empty = none
    std::shared_ptr<EdgeFeed> feed;
};

/// The whole run and what it is worth, on the calling thread. Detectors and decoders are processes of their own.
EdgeEnd runEdgeJob(const EdgeJob& job, Progress& progress, const CancelToken& cancel);

} // namespace cobench::ui
