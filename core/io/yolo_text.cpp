// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/box_files.h"

#include <vector>

namespace cobench::io {

namespace {

Result<void> readLine(std::string_view line,
    const std::string& place,
    BoxRole role,
    std::size_t frame,
    const ReadContext& context,
    BoxTableBuilder& table)
{
    std::vector<double> numbers;
    while (!line.empty() && numbers.size() < 7) {
        const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
        if (end > 0) {
            const auto number = parseNumber(line.substr(0, end));
            if (!number)
                return context.error(ErrorCode::Value,
                    place,
                    "'" + std::string(line.substr(0, std::min<std::size_t>(end, 40))) + "' is not a number");
            numbers.push_back(*number);
        }
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    const bool isTruth = role == BoxRole::Truth;
    if (numbers.size() < 5 || numbers.size() > (isTruth ? 5U : 6U) || !(numbers[0] >= 0.0 && numbers[0] < 1e9)
        || numbers[0] != static_cast<double>(static_cast<std::int64_t>(numbers[0])))
        return context.error(ErrorCode::Value,
            place,
            "is no box",
            isTruth ? "class x y width height" : "class x y width height score");
    data::BoxTable::Row row{.frame = frame,
        .classIndex = table.numberedClass(static_cast<std::int64_t>(numbers[0])),
        .box = {numbers[1] - 0.5 * numbers[3], numbers[2] - 0.5 * numbers[4], numbers[3], numbers[4]}};
    if (!isTruth)
        row.score = numbers.size() > 5 ? numbers[5] : 1.0;
    return table.add(row, place, context);
}

} // namespace

Result<void> readYoloText(std::string_view text,
    const std::string& frame,
    BoxRole role,
    const ReadContext& context,
    BoxTableBuilder& table)
{
    table.table().format = data::BoxFormat::Yolo;
    table.table().isRelative = true;
    const std::size_t index = table.frame(frame);
    for (std::size_t line = 1; !text.empty(); ++line) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view content = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (content.empty())
            continue;
        if (auto read = readLine(content, "line " + std::to_string(line), role, index, context, table); !read)
            return read;
    }
    return {};
}

} // namespace cobench::io
