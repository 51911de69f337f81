// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/lr/policy.h"
#include "core/study/run.h"
#include "core/train/config.h"

#include <filesystem>
#include <vector>

namespace cobench::jobs {

/// A recorded run whose rates are a function of the step.
struct RateRun {
    study::Run run;
    train::TrainConfig config;
    lr::Schedule schedule;
};

/// Those of a project, by id. Left out: runs of other programs, and plateau policies, whose rates depend on the
/// run.
Result<std::vector<RateRun>> readRateRuns(const std::filesystem::path& project);

/// What runs that differ in their policies and seeds only have in common: rate, name and seed are cleared.
train::TrainConfig withoutRate(train::TrainConfig config);

} // namespace cobench::jobs
