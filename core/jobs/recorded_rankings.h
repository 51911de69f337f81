// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/jobs/ranking.h"
#include "core/train/config.h"

#include <filesystem>
#include <vector>

namespace cobench::jobs {

/// Runs of a project that were submitted together, are not archived and differ in nothing but policy and seed: they
/// can be ranked without training anything.
struct RecordedRanking {
    std::string batch;
    train::TrainConfig config; // rate, name and seed are those of the first run
    std::vector<RunId> runs; // by id; those at other scales of the rates included
    std::size_t policies = 0; // at least two
    std::size_t seeds = 0;
    double createdAt = 0.0; // the latest; seconds since the epoch
};

/// The newest first. Range tests are left out.
Result<std::vector<RecordedRanking>> listRankings(const std::filesystem::path& project);

/// Of these runs, as rankPolicies would tell it: not yet in order, without a target. Iterations count up to the
/// last validation. Conflict when the configurations differ in more than policy, name and seed; NotFound for fewer
/// than two policies.
Result<Ranking> readRanking(const std::filesystem::path& project,
    const std::vector<RunId>& runs,
    Progress& progress,
    const CancelToken& cancel);

/// The batch of a ranking's runs at other scales of their rates.
std::string scalesBatch(const std::string& batch);

} // namespace cobench::jobs
