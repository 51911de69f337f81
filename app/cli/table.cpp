// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/table.h"

#include "app/cli/json_writer.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace cobench::cli {

namespace {

std::string fixed(double number, int decimals)
{
    if (std::isnan(number))
        return "–";
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", decimals, number);
    return text;
}

std::string forPeople(const Table::Cell& cell, int decimals)
{
    if (const auto* text = std::get_if<std::string>(&cell))
        return *text;
    if (const auto* count = std::get_if<std::uint64_t>(&cell))
        return std::to_string(*count);
    return fixed(std::get<double>(cell), decimals);
}

std::string quoteCsv(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char character : text) {
        quoted += character;
        if (character == '"')
            quoted += '"';
    }
    return quoted += '"';
}

std::string forCsv(const Table::Cell& cell)
{
    if (const auto* text = std::get_if<std::string>(&cell))
        return quoteCsv(*text);
    if (const auto* count = std::get_if<std::uint64_t>(&cell))
        return std::to_string(*count);
    const double number = std::get<double>(cell);
    return std::isnan(number) ? "" : shortest(number);
}

using TextRow = std::vector<std::string>;

/// One line, without blanks at its end.
std::string joinLine(const TextRow& row, const std::vector<std::size_t>& widths, const std::vector<bool>& isText)
{
    std::string line;
    for (std::size_t column = 0; column < row.size(); ++column) {
        const std::string padding(widths[column] - displayWidth(row[column]), ' ');
        line += column == 0 ? "" : "  ";
        line += isText[column] ? row[column] + padding : padding + row[column];
    }
    line.erase(line.find_last_not_of(' ') + 1);
    return line + "\n";
}

} // namespace

std::size_t displayWidth(const std::string& text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

std::string grouped(std::uint64_t number)
{
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > 3;) {
        at -= 3;
        text.insert(at, ",");
    }
    return text;
}

std::string sizeText(std::uint64_t bytes)
{
    static constexpr const char* kUnits[] = {"kB", "MB", "GB", "TB"};
    if (bytes < 1000)
        return std::to_string(bytes) + " bytes";
    double size = static_cast<double>(bytes) / 1000.0;
    std::size_t unit = 0;
    while (size >= 999.95 && unit + 1 < std::size(kUnits)) {
        size /= 1000.0;
        ++unit;
    }
    return fixed(size, 1) + " " + kUnits[unit];
}

std::string toText(const Table& table)
{
    std::vector<TextRow> lines(1);
    std::vector<std::size_t> widths;
    std::vector<bool> isText(table.columns.size(), false);
    for (const Table::Column& column : table.columns) {
        lines.front().push_back(column.title);
        widths.push_back(displayWidth(column.title));
    }
    for (const auto& row : table.rows) {
        TextRow& line = lines.emplace_back();
        for (std::size_t column = 0; column < row.size(); ++column) {
            line.push_back(forPeople(row[column], table.columns[column].decimals));
            widths[column] = std::max(widths[column], displayWidth(line.back()));
            isText[column] = isText[column] || std::holds_alternative<std::string>(row[column]);
        }
    }
    std::string text;
    for (const TextRow& line : lines)
        text += joinLine(line, widths, isText);
    return text;
}

std::string toCsv(const Table& table)
{
    std::string text;
    for (std::size_t column = 0; column < table.columns.size(); ++column)
        text += (column == 0 ? "" : ",") + quoteCsv(table.columns[column].title);
    text += "\n";
    for (const auto& row : table.rows) {
        for (std::size_t column = 0; column < row.size(); ++column)
            text += (column == 0 ? "" : ",") + forCsv(row[column]);
        text += "\n";
    }
    return text;
}

} // namespace cobench::cli
