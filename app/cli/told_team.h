// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/json_writer.h"
#include "app/cli/table.h"
#include "core/jobs/team_detail.h"

#include <string>

namespace cobench::cli {

/// The answer of `ensemble team`, ready to be printed.
struct ToldTeam {
    jobs::TeamSplits splits;
    ensemble::SampleSet samples;
    jobs::TeamDetail detail;
    bool withConfusion = false;

    const std::string& nameOf(std::uint32_t model) const { return splits.pool->models[model].name; }
};

void writeJson(JsonWriter& json, const ToldTeam& told);
/// For --csv: one row for each rule, with a column "recall:CLASS" for each class.
Table wholeTable(const ToldTeam& told);
std::string writeText(const ToldTeam& told);

} // namespace cobench::cli
