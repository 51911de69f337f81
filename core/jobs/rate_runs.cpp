// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/rate_runs.h"

#include "core/jobs/read_runs.h"
#include "core/lr/policy_text.h"

namespace cobench::jobs {

Result<std::vector<RateRun>> readRateRuns(const std::filesystem::path& project)
{
    auto all = listRuns(project);
    if (!all)
        return all.error();
    std::vector<RateRun> runs;
    for (study::Run& run : *all) {
        auto config = train::configFromJson(run.configJson);
        if (!config)
            continue;
        auto schedule = lr::parse(config->learningRate);
        if (schedule)
            runs.push_back({std::move(run), *std::move(config), *std::move(schedule)});
    }
    return runs;
}

train::TrainConfig withoutRate(train::TrainConfig config)
{
    config.learningRate.clear();
    config.name.clear();
    config.seed = 0;
    return config;
}

} // namespace cobench::jobs
