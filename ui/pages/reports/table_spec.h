// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cobench::ui {

/// Which of a condition's figures a table tells.
enum class ConditionFigure { Accuracy, Diversity, Focal };

/// What a report can tell without a chart, by its text form, e.g. "models:demo:test". Names as in ViewSpec.
struct TableSpec {
    enum class Kind { Overview, Models, Teams, Consensus, Conditions, Runs };

    Kind kind = Kind::Models;
    std::string pool; // empty for Runs
    std::string split; // title, of conditions a name; empty = the pool's default split
    std::vector<std::string> members; // of Consensus: names or 0-based indices
    ConditionFigure figure = ConditionFigure::Accuracy; // of Conditions

    bool operator==(const TableSpec&) const = default;
};

struct TableForm {
    TableSpec::Kind kind;
    std::string_view id; // "models"
    std::string_view form; // "models:POOL[:SPLIT]"
    std::string_view title; // "Models with accuracy and calibration"
    enum class Of { Project, Pool, Team } of;
};

std::span<const TableForm> tableForms();
const TableForm& formOf(TableSpec::Kind kind);

/// Usage errors name the form that would be right. Whether the pool exists is found out when it is made.
Result<TableSpec> parseTable(std::string_view text);
std::string toString(const TableSpec& table);

} // namespace cobench::ui
