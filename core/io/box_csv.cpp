// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/box_files.h"
#include "core/io/csv.h"

#include <algorithm>
#include <array>
#include <limits>

namespace cobench::io {

namespace {

enum Column { Frame, X, Y, Width, Height, Right, Bottom, Score, Class, Ignored, ColumnCount };

constexpr std::size_t kAbsent = std::numeric_limits<std::size_t>::max();
constexpr std::size_t kRecordsPerLook = 4096;

/// What each column may be called; the first is the one that is told.
const std::array<std::vector<std::string_view>, ColumnCount>& names()
{
    static const std::array<std::vector<std::string_view>, ColumnCount> all{{
        {"frame", "image", "image_id", "file", "filename"},
        {"x", "xmin", "x1", "left"},
        {"y", "ymin", "y1", "top"},
        {"width", "w"},
        {"height", "h"},
        {"xmax", "x2", "right"},
        {"ymax", "y2", "bottom"},
        {"score", "confidence", "conf"},
        {"class", "label", "name", "class_id", "category_id"},
        {"ignored", "ignore", "difficult", "crowd", "iscrowd"},
    }};
    return all;
}

using Places = std::array<std::size_t, ColumnCount>;

Result<Places> placesOf(const std::vector<std::string_view>& header, BoxRole role, const ReadContext& context)
{
    Places places;
    for (std::size_t column = 0; column < ColumnCount; ++column) {
        const auto found = std::ranges::find_first_of(
            header, names()[column], [](auto field, auto name) { return trimmed(field) == name; });
        places[column]
            = found == header.end() ? kAbsent : static_cast<std::size_t>(std::distance(header.begin(), found));
    }
    const bool hasSize = places[Width] != kAbsent && places[Height] != kAbsent;
    const bool hasCorner = places[Right] != kAbsent && places[Bottom] != kAbsent;
    const bool isComplete = places[Frame] != kAbsent && places[X] != kAbsent && places[Y] != kAbsent
        && (hasSize || hasCorner) && (role == BoxRole::Truth || places[Score] != kAbsent);
    if (!isComplete)
        return context.error(ErrorCode::Unsupported,
            "line 1",
            "the header does not name all that a box needs",
            "frame,x,y,width,height (or xmin,ymin,xmax,ymax),score,class");
    return places;
}

class RowReader
{
public:
    RowReader(const Places& places, BoxRole role, const ReadContext& context, BoxTableBuilder& table)
        : m_places(places)
        , m_role(role)
        , m_context(context)
        , m_table(table)
    {
    }

    Result<void> read(const std::vector<std::string_view>& fields, const std::string& place)
    {
        std::array<double, ColumnCount> numbers{};
        for (const Column column : {X, Y, Width, Height, Right, Bottom, Score, Ignored}) {
            if (m_places[column] == kAbsent)
                continue;
            const auto number = parseNumber(field(fields, column));
            if (!number)
                return m_context.error(ErrorCode::Value,
                    place + ", column " + std::string(names()[column].front()),
                    "'" + std::string(field(fields, column).substr(0, 40)) + "' is not a number");
            numbers[column] = *number;
        }
        const bool hasSize = m_places[Width] != kAbsent && m_places[Height] != kAbsent;
        data::BoxTable::Row row{.frame = frame(fields),
            .classIndex = classOf(fields),
            .box = {numbers[X],
                numbers[Y],
                hasSize ? numbers[Width] : numbers[Right] - numbers[X],
                hasSize ? numbers[Height] : numbers[Bottom] - numbers[Y]},
            .isIgnored = numbers[Ignored] != 0.0};
        if (m_role == BoxRole::Detections)
            row.score = numbers[Score];
        return m_table.add(row, place, m_context);
    }

private:
    std::string_view field(const std::vector<std::string_view>& fields, Column column) const
    {
        const std::size_t place = m_places[column];
        return place < fields.size() ? trimmed(fields[place]) : std::string_view();
    }

    std::size_t frame(const std::vector<std::string_view>& fields)
    {
        const std::string name(field(fields, Frame));
        return m_table.frame(name, parseWhole(name));
    }

    std::int32_t classOf(const std::vector<std::string_view>& fields)
    {
        const std::string name(field(fields, Class));
        const auto number = parseWhole(name);
        if (name.empty() || (number && *number < 0))
            return data::kUnknownClass;
        return number ? m_table.numberedClass(*number) : m_table.classIndex(name);
    }

    const Places& m_places;
    BoxRole m_role;
    const ReadContext& m_context;
    BoxTableBuilder& m_table;
};

} // namespace

Result<void> readBoxCsv(std::string_view text, BoxRole role, const ReadContext& context, BoxTableBuilder& table)
{
    table.table().format = data::BoxFormat::Csv;
    CsvReader reader(text);
    reader.skipComments();
    std::vector<std::string_view> fields;
    if (!reader.next(fields))
        return context.error(ErrorCode::Empty, {}, "holds nothing");
    const auto places = placesOf(fields, role, context);
    if (!places)
        return places.error();
    RowReader rows(*places, role, context, table);
    for (std::size_t record = 1; reader.next(fields); ++record) {
        if (record % kRecordsPerLook == 0 && context.cancel.isCancelled())
            return cancelled();
        if (auto read = rows.read(fields, "line " + std::to_string(reader.line())); !read)
            return read;
    }
    if (reader.failed())
        return context.error(
            ErrorCode::Corrupt, "line " + std::to_string(reader.line()), "a quote is never closed");
    return {};
}

} // namespace cobench::io
