// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace cobench::cli {

/// What a command tells in rows and columns: rounded for people, in full for --csv.
struct Table {
    struct Column {
        std::string title;
        int decimals = 4; // of doubles, for people
    };
    using Cell = std::variant<std::string, std::uint64_t, double>; // NaN = undefined

    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;
};

/// Aligned columns: text to the left, numbers to the right, undefined as "–".
std::string toText(const Table& table);
/// Quoted as RFC 4180 says, a line feed after each row; numbers in full precision, undefined as an empty field.
std::string toCsv(const Table& table);

/// Screen columns of UTF-8 text, one for each character; enough for names.
std::size_t displayWidth(const std::string& text);
/// "65,519"
std::string grouped(std::uint64_t number);
/// "16.4 MB", powers of 1000.
std::string sizeText(std::uint64_t bytes);

} // namespace cobench::cli
