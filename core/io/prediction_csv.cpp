// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/prediction_csv.h"

#include "core/io/csv.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace cobench::io {

namespace {

constexpr std::size_t kMaxColumns = kMaxClasses + 2;
constexpr std::size_t kReportEvery = 4096; // records between two progress reports

enum class ColumnRole { Ignored, Truth, Probability, Prediction };

struct Table {
    std::vector<std::string> names; // of the columns
    std::vector<ColumnRole> roles;
    RawSplit split;
};

std::string place(const CsvReader& reader, std::string_view column)
{
    return "line " + std::to_string(reader.line()) + ", column " + std::string(column);
}

bool isIdColumn(std::string_view name)
{
    return name == "index" || name == "id" || name == "image" || name.empty(); // pandas leaves its index unnamed
}

/// p0, p1, … in this order, from column `first` to the last.
bool areProbabilities(const std::vector<std::string>& names, std::size_t first)
{
    for (std::size_t i = first; i < names.size(); ++i)
        if (names[i] != "p" + std::to_string(i - first))
            return false;
    return first < names.size();
}

Result<Table> tableFromHeader(const std::vector<std::string_view>& header, const ReadContext& context)
{
    if (header.size() > kMaxColumns)
        return context.error(ErrorCode::TooLarge, "line 1", std::to_string(header.size()) + " columns");
    Table table{.names = {header.begin(), header.end()}};
    table.roles.assign(header.size(), ColumnRole::Prediction);
    std::size_t first = 0;
    if (first < header.size() && isIdColumn(header[first]))
        table.roles[first++] = ColumnRole::Ignored;
    if (first < header.size() && header[first] == "label")
        table.roles[first++] = ColumnRole::Truth;
    if (areProbabilities(table.names, first)) {
        std::fill(
            table.roles.begin() + static_cast<std::ptrdiff_t>(first), table.roles.end(), ColumnRole::Probability);
        table.split.members.push_back({.classes = header.size() - first});
        return table;
    }
    const bool isSingle = first + 1 == header.size() && header[first] == "prediction";
    for (std::size_t i = first; i < header.size(); ++i)
        table.split.members.push_back(
            {.name = isSingle ? std::string() : table.names[i], .place = "column " + table.names[i]});
    const bool hasTruth = first > 0 && table.roles[first - 1] == ColumnRole::Truth;
    if (!isSingle && !hasTruth)
        return context.error(ErrorCode::Unsupported,
            "line 1",
            "no column 'label'",
            "a header label,p0,p1,… or label,prediction, or label and one column per model");
    return table;
}

std::optional<float> parseValue(std::string_view field)
{
    if (field.starts_with('+'))
        field.remove_prefix(1);
    float value = 0;
    const char* end = field.data() + field.size();
    const auto [stop, error] = std::from_chars(field.data(), end, value);
    if (stop != end || field.empty())
        return {};
    if (error == std::errc::result_out_of_range) { // either tiny, or a logit no float holds
        double wide = 0;
        if (std::from_chars(field.data(), end, wide).ec != std::errc())
            return {};
        return static_cast<float>(wide);
    }
    return error == std::errc() ? std::optional(value) : std::nullopt;
}

/// Whole numbers in range; "3.0" counts, because table programs write it.
std::optional<data::Label> parseLabel(std::string_view field)
{
    std::uint32_t value = 0;
    const char* end = field.data() + field.size();
    const auto [stop, error] = std::from_chars(field.data(), end, value);
    if (error == std::errc() && stop == end)
        return value < kMaxClasses ? std::optional(static_cast<data::Label>(value)) : std::nullopt;
    const auto real = parseValue(field);
    if (!real || !(*real >= 0 && *real < kMaxClasses) || *real != std::floor(*real))
        return {};
    return static_cast<data::Label>(*real);
}

Error badCell(const CsvReader& reader,
    std::string_view column,
    std::string_view field,
    bool isLabel,
    const ReadContext& context)
{
    const std::string shown = "'" + std::string(field.substr(0, 40)) + "'";
    return isLabel
        ? context.error(
            ErrorCode::Value, place(reader, column), "label " + shown, "labels are whole numbers from 0 to 65534")
        : context.error(ErrorCode::Value, place(reader, column), shown + " is not a number");
}

/// False when the field does not fit the column's role.
bool storeCell(Table& table, std::size_t column, std::string_view field, std::size_t& member)
{
    if (table.roles[column] == ColumnRole::Ignored)
        return true;
    if (table.roles[column] == ColumnRole::Probability) {
        const auto value = parseValue(field);
        if (value)
            table.split.members.front().values.push_back(*value);
        return value.has_value();
    }
    const auto label = parseLabel(field);
    if (label) {
        auto& labels
            = table.roles[column] == ColumnRole::Truth ? table.split.truth : table.split.members[member++].labels;
        labels.push_back(*label);
    }
    return label.has_value();
}

Result<void> storeRecord(
    Table& table, const std::vector<std::string_view>& fields, const CsvReader& reader, const ReadContext& context)
{
    if (fields.size() != table.roles.size())
        return context.error(ErrorCode::Corrupt,
            "line " + std::to_string(reader.line()),
            std::to_string(fields.size()) + " fields",
            "the header names " + std::to_string(table.roles.size()));
    std::size_t member = 0;
    for (std::size_t column = 0; column < fields.size(); ++column)
        if (!storeCell(table, column, fields[column], member))
            return badCell(reader,
                table.names[column],
                fields[column],
                table.roles[column] != ColumnRole::Probability,
                context);
    return {};
}

} // namespace

Result<RawFile> readPredictionCsv(std::string_view text, ReadContext& context)
{
    CsvReader reader(text);
    reader.skipComments();
    std::vector<std::string_view> fields;
    if (!reader.next(fields))
        return context.error(ErrorCode::Empty, {}, "no header line");
    auto table = tableFromHeader(fields, context);
    if (!table)
        return std::move(table).error();
    std::size_t records = 0;
    for (; reader.next(fields); ++records) {
        if (context.cancel.isCancelled())
            return cancelled();
        if (auto stored = storeRecord(*table, fields, reader, context); !stored)
            return std::move(stored).error();
        if (records % kReportEvery == 0)
            context.decoded(static_cast<double>(reader.position()) / static_cast<double>(text.size()));
    }
    if (reader.failed())
        return context.error(
            ErrorCode::Corrupt, "line " + std::to_string(reader.line()), "a quoted field does not end properly");
    if (records == 0)
        return context.error(ErrorCode::Empty, "line 2", "a header without samples");
    RawFile file;
    file.splits.push_back(std::move(table->split));
    return file;
}

} // namespace cobench::io
