// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/json_writer.h"
#include "app/cli/table.h"
#include "core/jobs/rank_job.h"

#include <limits>
#include <span>
#include <string>

namespace cobench::cli {

/// Does a run reach this val/accuracy in so many iterations?
struct Target {
    double accuracy = std::numeric_limits<double>::quiet_NaN(); // NaN = nobody asks
    double within = std::numeric_limits<double>::infinity(); // iterations
};

/// One policy of a ranking as an object: runs, means with their intervals by metric, Pareto front, paired test.
void writeRankedPolicy(JsonWriter& json, const jobs::RankedPolicy& policy, const Target& target);
/// A row a policy, means of what people look at first; with a target whether it was reached.
Table rankedTable(std::span<const jobs::RankedPolicy> policies, const Target& target);
/// Whether the first differs from the others, in words.
std::string differenceText(const jobs::Ranking& ranking);

/// Test accuracy of each finished policy at other scales of its rates; empty where none were trained.
std::string scalesText(const jobs::Ranking& ranking);

/// A mean with its 95 % interval: {"n","mean","low","high"}.
void writeInterval(JsonWriter& json, const study::MeanInterval& interval);
void writeTest(JsonWriter& json, const study::PairedTest& test);

} // namespace cobench::cli
