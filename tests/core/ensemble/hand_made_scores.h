// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/score_teams.h"

#include <vector>

namespace cobench::ensemble::test {

/// All teams of three models with hand-set GD (high = diverse, so D is the raw value), raw and focal.
inline TeamScores handMadeScores()
{
    TeamScores scores;
    scores.models = 3;
    scores.metrics = {Metric::GD};
    scores.masks = {0b011, 0b101, 0b110, 0b111};
    scores.raw = {0.1, 0.2, 0.6, 0.3};
    scores.focalBegin = {0, 2, 4, 6, 9};
    scores.focal = {
        0.2,
        0.4, // {0,1}
        0.6,
        0.1, // {0,2}
        0.8,
        0.3, // {1,2}
        0.5,
        0.5,
        0.5, // {0,1,2}
    };
    return scores;
}

inline const std::vector<double> kHandMadeMembers{0.9, 0.7, 0.8}; // accuracies of the models

} // namespace cobench::ensemble::test
