// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/json_writer.h"
#include "app/cli/table.h"
#include "core/ensemble/score_teams.h"
#include "core/jobs/interval_job.h"

#include <string>
#include <vector>

namespace cobench::cli {

/// The answer of `ensemble score`, ready to be printed.
struct ScoredPool {
    std::string split;
    std::vector<std::string> names; // of the models
    ensemble::SampleSet samples;
    ensemble::TeamScores scores;
    std::vector<jobs::TeamIntervals> intervals; // [team], or none
    bool isSummary = false; // counts and times only
    bool isInGivenOrder = false; // teams were named; else people see the most accurate first
    double readSeconds = 0.0;
    double prepareSeconds = 0.0;
    double scoreSeconds = 0.0;

    bool hasFocal() const { return !scores.focalBegin.empty(); }
    /// Raw value of one metric on the negatives of the team's `position`-th member.
    double focalValue(std::size_t team, std::size_t position, std::size_t metric) const
    {
        return scores.focal[scores.focalBegin[team] + position * scores.metrics.size() + metric];
    }
};

void writeJson(JsonWriter& json, const ScoredPool& scored);
/// For --csv: every team; with --focal one column "METRIC@MODEL" for each metric and member.
Table wholeTable(const ScoredPool& scored);
std::string writeText(const ScoredPool& scored);

} // namespace cobench::cli
