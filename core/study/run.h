// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/ids.h"

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace cobench::study {

/// A value of a run: a number (NaN = undefined) or a text.
using Value = std::variant<double, std::string>;

/// A recorded quantity in a few numbers; NaN where there is none.
struct Figures {
    std::uint64_t points = 0;
    double lastStep = 0.0;
    double last = std::numeric_limits<double>::quiet_NaN();
    double min = std::numeric_limits<double>::quiet_NaN();
    double max = std::numeric_limits<double>::quiet_NaN();

    /// NaN counts as the last value, not as an extreme.
    void add(double step, double value);
};

/// What is known of a training run without its curves.
struct Run {
    RunId id;
    std::string name;
    std::string batch; // runs submitted together
    std::string state; // queued running paused finished failed cancelled interrupted
    std::string message; // why it failed
    double createdAt = 0.0; // seconds since the epoch
    double heartbeatAt = 0.0;
    std::string configJson;
    std::map<std::string, Value> config; // by key, as configValues() gives them
    std::map<std::string, Figures> figures; // by tag: "train/loss"
    std::string tags; // words that somebody gave it
    std::string note;
    bool isArchived = false;
};

/// Fields of a configuration in JSON. Nested ones are joined by dots, lists are texts, true is 1. Empty for
/// anything that is no object.
std::map<std::string, Value> configValues(std::string_view json);

/// Whether a quantity is better when it is lower or higher, after its name; neither for what only describes.
enum class Better { Low, High, Neither };
Better betterOf(std::string_view tag);

enum class Statistic { Last, Min, Max, Best };
std::string_view id(Statistic statistic); // "last"
/// NaN when there is none. Best is the minimum or maximum, whichever is better; NaN for Better::Neither.
double valueOf(const Figures& figures, std::string_view tag, Statistic statistic);

/// A column of the run table: "val/accuracy" with a statistic, or "id", "name", "batch_name", "state", "seconds",
/// "tags", "note", "archived" (1 or 0), or a key of the configuration. Undefined (NaN) where the run has no such
/// thing.
Value valueOf(const Run& run, std::string_view name, Statistic statistic = Statistic::Last);
/// Wall time of the run as it said at its end, else from its creation to its last sign of life; NaN when it never
/// ran.
double secondsOf(const Run& run);
/// Iterations of one epoch, from what the run recorded or from its length; NaN when unknown.
double iterationsPerEpoch(const Run& run);

/// Numbers before texts, undefined last.
bool isBefore(const Value& first, const Value& second);
bool isUndefined(const Value& value);
std::string toText(const Value& value); // shortest that reads back equal; empty when undefined

} // namespace cobench::study
