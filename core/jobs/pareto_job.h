// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/common/result.h"
#include "core/data/pool.h"
#include "core/ensemble/score_teams.h"

#include <cstdint>
#include <span>
#include <vector>

namespace cobench::jobs {

enum class Cost { None, Parameters, Flops, Latency };

/// The teams that no other one beats or equals in everything.
struct ParetoTeams {
    std::vector<std::uint8_t> isOn; // [T] of the scores
    std::size_t count = 0;
    Cost cost = Cost::None; // what took part beside accuracy and diversity
};

/// By accuracy (the scores' first rule), diversity score of `metric`, and the first of parameters, FLOPs and
/// latency that is known of every model. Precondition: the scores hold the metric and a rule.
Result<ParetoTeams> paretoTeams(const ensemble::TeamScores& scores,
    ensemble::Metric metric,
    std::span<const data::Model> models,
    Progress& progress,
    const CancelToken& cancel);

} // namespace cobench::jobs
