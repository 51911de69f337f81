// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/foreign_run.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace cobench::runs {

/// What one line or row of a log says: numbers by name, before it is known which of them is the step.
using Numbers = std::vector<std::pair<std::string, double>>;

/// The step, time and metrics among the numbers that frameworks write side by side. The step is the first of
/// "step", "global_step", "iteration", "iter", "training_iteration", "epoch", else the number of the row; the time
/// the first of "timestamp", "wall_time", "_timestamp", "time" that can be one.
class MetricRows
{
public:
    /// `defaultTime` for rows that name none.
    void add(const Numbers& numbers, double defaultTime, std::vector<store::ScalarRow>& scalars);

private:
    std::uint64_t m_rows = 0;
};

/// Finds metrics in the lines that a program prints.
class LineParser
{
public:
    virtual ~LineParser() = default;
    /// The numbers of one line; none when it holds no metrics.
    virtual Numbers parse(std::string_view line) = 0;
};

/// "json": lines that are JSON objects. "csv": a line of names, then lines of numbers. "regex:EXPRESSION": groups
/// named as in (?<loss>[0-9.]+), of all matches in the line. Usage for anything else, with the column.
Result<std::unique_ptr<LineParser>> makeLineParser(std::string_view form);

} // namespace cobench::runs
