// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/box_files.h"

#include <array>

namespace cobench::io {

namespace {

constexpr std::size_t kLinesPerLook = 4096; // at the cancel token
constexpr std::size_t kRead = 8; // columns that mean something here
constexpr std::size_t kNeeded = 6;

struct Fields {
    std::array<std::string_view, kRead> values;
    std::size_t count = 0;
};

Fields split(std::string_view line)
{
    Fields fields;
    const char separator = line.find(',') == std::string_view::npos ? ' ' : ',';
    while (!line.empty() && fields.count < kRead) {
        const std::size_t end = std::min(line.find(separator), line.size());
        const std::string_view field = trimmed(line.substr(0, end));
        if (separator == ',' || !field.empty()) // several blanks separate once
            fields.values[fields.count++] = field;
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return fields;
}

Result<void> readLine(std::string_view line,
    const std::string& place,
    BoxRole role,
    const ReadContext& context,
    BoxTableBuilder& table)
{
    const Fields fields = split(line);
    if (fields.count < kNeeded)
        return context.error(ErrorCode::Value,
            place,
            std::to_string(fields.count) + " columns",
            "MOTChallenge rows: frame,id,x,y,width,height,score,class");
    std::array<double, kRead> numbers{};
    numbers[6] = 1.0; // score, or that the object counts
    numbers[7] = data::kUnknownClass;
    for (std::size_t i = 0; i < fields.count; ++i) {
        const auto number = parseNumber(fields.values[i]);
        if (!number)
            return context.error(ErrorCode::Value,
                place + ", column " + std::to_string(i + 1),
                "'" + std::string(fields.values[i].substr(0, 40)) + "' is not a number");
        numbers[i] = *number;
    }
    const auto frame = parseWhole(fields.values[0]);
    if (!frame || *frame < 1)
        return context.error(ErrorCode::Value, place + ", column 1", "is no frame", "frames count from 1");
    const auto label = fields.count > 7 ? parseWhole(fields.values[7]) : data::kUnknownClass;
    if (!label)
        return context.error(ErrorCode::Value, place + ", column 8", "is no class", "a whole number");
    const bool isTruth = role == BoxRole::Truth;
    data::BoxTable::Row row{.frame = table.frame(std::to_string(*frame), *frame),
        .classIndex = *label < 0 ? data::kUnknownClass : table.numberedClass(*label),
        .box = {numbers[2] - 1.0, numbers[3] - 1.0, numbers[4], numbers[5]}};
    if (isTruth)
        row.isIgnored = numbers[6] == 0.0;
    else
        row.score = numbers[6];
    return table.add(row, place, context);
}

} // namespace

Result<void> readMotText(std::string_view text, BoxRole role, const ReadContext& context, BoxTableBuilder& table)
{
    table.table().format = data::BoxFormat::Mot;
    for (std::size_t line = 1; !text.empty(); ++line) {
        if (line % kLinesPerLook == 0 && context.cancel.isCancelled())
            return cancelled();
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view content = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (content.empty() || content.starts_with('#'))
            continue;
        if (auto read = readLine(content, "line " + std::to_string(line), role, context, table); !read)
            return read;
    }
    return {};
}

} // namespace cobench::io
