// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/data/box_table.h"
#include "core/io/read_context.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace cobench::io {

/// Makes a BoxTable whose frames and classes are met by name again and again.
class BoxTableBuilder
{
public:
    data::BoxTable& table() { return m_table; }
    std::size_t frame(const std::string& name, std::optional<std::int64_t> number = std::nullopt);
    std::int32_t classIndex(const std::string& name, std::optional<std::int64_t> number = std::nullopt);
    std::int32_t numberedClass(std::int64_t number) { return classIndex(std::to_string(number), number); }

    /// Value where the box is none: not finite, or a negative size.
    Result<void> add(const data::BoxTable::Row& row, const std::string& place, const ReadContext& context);

private:
    data::BoxTable m_table;
    std::unordered_map<std::string, std::size_t> m_frames;
    std::unordered_map<std::string, std::int32_t> m_classes;
};

/// The whole of `text` as a finite number; blanks around it and a plus sign are allowed.
std::optional<double> parseNumber(std::string_view text);
/// As parseNumber, for whole numbers ("3", "3.0") of at most 53 bits.
std::optional<std::int64_t> parseWhole(std::string_view text);
std::string_view trimmed(std::string_view text);

} // namespace cobench::io
