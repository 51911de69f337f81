// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/ids.h"
#include "core/common/result.h"
#include "core/lr/plateau_policy.h"

#include <string>
#include <string_view>
#include <vector>

namespace cobench::ui {

/// A plateau policy replayed on runs, as a text: "PLATEAU:RUN[,RUN…][:rate]". PLATEAU is what lr::parsePlateau()
/// takes, following whatever was recorded, with ':' written %3A; runs are numbers. "rate" draws the rate that it
/// gives instead of the curve it follows.
struct ReplayQuery {
    lr::PlateauPolicy policy;
    std::vector<RunId> runs; // at least one
    bool isRate = false;
};

/// Usage naming what would be right. Whether the runs exist is found out when it is drawn.
Result<ReplayQuery> parseReplayQuery(std::string_view text);
std::string toString(const ReplayQuery& query);

} // namespace cobench::ui
