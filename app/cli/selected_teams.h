// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/json_writer.h"
#include "app/cli/table.h"
#include "core/jobs/select_teams.h"

#include <string>

namespace cobench::cli {

/// The answer of `ensemble select`, ready to be printed.
struct SelectedTeams {
    std::string selectSplit;
    std::string reportSplit;
    jobs::TeamSelection selection;
};

void writeJson(JsonWriter& json, const SelectedTeams& selected);
/// For --csv: every selected team.
Table wholeTable(const SelectedTeams& selected);
std::string writeText(const SelectedTeams& selected);

} // namespace cobench::cli
