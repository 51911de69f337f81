// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/metric_table.h"

#include "core/io/csv.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

namespace cobench::runs {

namespace {

constexpr std::size_t kMaxColumns = 100000;
constexpr std::size_t kRowsPerLook = 1024; // at the cancel token

struct Column {
    std::string name;
    std::string text; // the first one
    bool isText = false;
    bool changes = false;
};

Error refuse(const std::string& name, std::string place, std::string detail)
{
    return {.code = ErrorCode::Corrupt,
        .subject = name,
        .place = std::move(place),
        .detail = std::move(detail),
        .cure = "a log needs a line of column names, then rows of as many fields"};
}

void noteText(Column& column, std::string_view field)
{
    if (column.isText && column.text != field)
        column.changes = true;
    if (!column.isText)
        column.text = field;
    column.isText = true;
}

void tellTexts(const std::vector<Column>& columns, ForeignRuns& result)
{
    nlohmann::json config = nlohmann::json::object();
    for (const Column& column : columns) {
        if (column.changes)
            result.warnings.push_back({.subject = result.runs.front().source,
                .place = "column " + column.name,
                .detail = "its text was left out"});
        else if (column.isText)
            config[column.name] = column.text;
    }
    result.runs.front().config = config.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace

std::string trimmed(std::string_view field)
{
    const std::size_t begin = field.find_first_not_of(" \t\r");
    if (begin == std::string_view::npos)
        return {};
    return std::string(field.substr(begin, field.find_last_not_of(" \t\r") - begin + 1));
}

std::optional<double> numberIn(std::string_view field)
{
    const std::size_t begin = field.find_first_not_of(" \t\r+");
    if (begin == std::string_view::npos)
        return std::nullopt;
    const std::size_t end = field.find_last_not_of(" \t\r") + 1;
    double value = 0.0;
    const auto [stop, error] = std::from_chars(field.data() + begin, field.data() + end, value);
    if (stop != field.data() + end || (error != std::errc() && error != std::errc::result_out_of_range))
        return std::nullopt;
    return value;
}

Result<ForeignRuns> readMetricTable(std::string_view text, const std::string& name, const CancelToken& cancel)
{
    io::CsvReader reader(text);
    reader.skipComments();
    std::vector<std::string_view> fields;
    if (!reader.next(fields))
        return refuse(name, {}, reader.failed() ? "has a quote that never closes" : "is empty");
    if (fields.size() > kMaxColumns)
        return refuse(name, "line 1", "has " + std::to_string(fields.size()) + " columns");
    std::vector<Column> columns;
    columns.reserve(fields.size());
    for (const std::string_view field : fields)
        columns.push_back({.name = trimmed(field)});
    if (std::ranges::all_of(fields, [](std::string_view field) { return numberIn(field).has_value(); }))
        return refuse(name, "line 1", "has numbers where column names should be");

    ForeignRuns result{.runs = {ForeignRun{.source = name}}};
    MetricRows rows;
    Numbers numbers;
    for (std::size_t row = 0; reader.next(fields); ++row) {
        if (row % kRowsPerLook == 0 && cancel.isCancelled())
            return cancelled();
        if (fields.size() != columns.size())
            return refuse(name,
                "line " + std::to_string(reader.line()),
                "has " + std::to_string(fields.size()) + " fields, the first line "
                    + std::to_string(columns.size()));
        numbers.clear();
        for (std::size_t index = 0; index < fields.size(); ++index) {
            if (const auto number = numberIn(fields[index]))
                numbers.emplace_back(columns[index].name, *number);
            else if (!trimmed(fields[index]).empty())
                noteText(columns[index], fields[index]);
        }
        rows.add(numbers, 0.0, result.runs.front().scalars);
    }
    if (reader.failed())
        return refuse(name, "line " + std::to_string(reader.line()), "has a quote that never closes");
    tellTexts(columns, result);
    return result;
}

} // namespace cobench::runs
