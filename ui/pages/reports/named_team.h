// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/team.h"
#include "core/jobs/split_view.h"

#include <string>
#include <vector>

namespace cobench::ui {

/// Members by name or 0-based index, ascending. Usage: there is no such model, or one is named twice.
Result<ensemble::Members> findTeam(const data::Pool& pool, const std::vector<std::string>& members);
/// The split that is shown, and the one that rules learn from.
Result<jobs::TeamSplits> teamSplitsOf(const jobs::SplitView& shown);
/// Of what was made from them; `learnt`: from both.
std::string dataHashOf(const jobs::SplitView& shown, const jobs::TeamSplits& splits, bool learnt);

} // namespace cobench::ui
