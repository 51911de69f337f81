// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/rank_job.h"
#include "core/study/compose.h"

#include <filesystem>
#include <optional>

namespace cobench::jobs {

struct ComposeOptions {
    std::filesystem::path project;
    std::vector<RunId> runs; // finished ones, of one model on one dataset; empty = all of the batch
    std::string batch;
    std::string tag = "val/accuracy"; // recorded epoch by epoch
    std::size_t intervals = 3;
    bool verifies = true; // trains the composition with the seeds of the runs
    std::string verifyBatch = "composition"; // of these runs
};

struct ComposedPolicy {
    study::Composition composition;
    std::vector<RunId> runs; // it was made of
    std::string tag;
    RankedPolicy best; // the best single policy among them, by the tag's last values
    std::optional<RankedPolicy> verified; // the composition, trained; none where one policy is best throughout
    study::PairedTest gain; // composition - best, over the seeds
};

/// Proposes the composition and, where asked for, trains it and compares it with the best single policy. The runs'
/// configurations but for rate, seed and name must be the same: Conflict otherwise.
Result<ComposedPolicy> composePolicy(
    const ComposeOptions& options, RunTrainer* trainer, Progress& progress, const CancelToken& cancel);

} // namespace cobench::jobs
