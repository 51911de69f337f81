// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <span>
#include <string>
#include <string_view>

namespace cobench::ui {

/// What a report can tell without a chart, by its text form, e.g. "models:demo:test". Names as in ViewSpec.
struct TableSpec {
    enum class Kind { Overview, Models, Teams, Runs };

    Kind kind = Kind::Models;
    std::string pool; // empty for Runs
    std::string split; // title; empty = the pool's default split

    bool operator==(const TableSpec&) const = default;
};

struct TableForm {
    TableSpec::Kind kind;
    std::string_view id; // "models"
    std::string_view form; // "models:POOL[:SPLIT]"
    std::string_view title; // "Models with their accuracy and calibration"
    bool ofPool; // else of the project
};

std::span<const TableForm> tableForms();
const TableForm& formOf(TableSpec::Kind kind);

/// Usage errors name the form that would be right. Whether the pool exists is found out when it is made.
Result<TableSpec> parseTable(std::string_view text);
std::string toString(const TableSpec& table);

} // namespace cobench::ui
