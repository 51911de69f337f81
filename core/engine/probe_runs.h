// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/probe.h"
#include "core/store/runs.h"

#include <optional>
#include <string>
#include <vector>

namespace cobench::engine {

/// What is asked of every network, and under which conditions.
struct ProbePlan {
    std::string split = "test";
    std::uint64_t limit = 0; // samples; 0 = all
    std::vector<train::Condition> conditions;
    unsigned threads = 1;
};

/// Asks finished runs of one project, one after the other, and makes a pool of their answers: one model for each
/// run, one split for each condition. `attacker`: the run whose gradients all attacks follow; none = each run its
/// own. Errors: NotFound for a run that is not there or kept no checkpoint, Conflict for one that is not finished,
/// or whose data are other than the first one's.
Result<data::Pool> probeRuns(const std::filesystem::path& project,
    const std::vector<RunId>& runs,
    std::optional<RunId> attacker,
    const ProbePlan& plan,
    const ProbeOptions& options,
    Progress& progress,
    const CancelToken& cancel);

/// The networks that a finished run passed through, as far as its checkpoints are kept: a pool with one model for
/// each of them, "lenet5@860" after iteration 860, oldest first, with the clean splits val and test. Errors as
/// probeRuns.
Result<data::Pool> probeSnapshots(const std::filesystem::path& project,
    RunId run,
    unsigned threads,
    const ProbeOptions& options,
    Progress& progress,
    const CancelToken& cancel);

/// How the runs of a study stand up to FGSM of this strength, each by its own gradients, on its test split. With
/// the trainer that was found beside this program.
Result<data::Pool> attackRuns(const std::filesystem::path& project,
    const std::vector<RunId>& runs,
    double epsilon,
    Progress& progress,
    const CancelToken& cancel);

/// The same of a TorchScript file, which is run in a process that can neither read nor write anything. `data` names
/// dataset, its folder, size of pictures, normalization. TooLarge beyond what one message holds (256 MiB).
Result<data::Pool> probeProgram(const std::filesystem::path& program,
    const train::TrainConfig& data,
    const ProbePlan& plan,
    const ProbeOptions& options,
    Progress& progress,
    const CancelToken& cancel);

} // namespace cobench::engine
