// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/box_table_builder.h"

#include <charconv>
#include <cmath>

namespace cobench::io {

std::size_t BoxTableBuilder::frame(const std::string& name, std::optional<std::int64_t> number)
{
    const auto [found, isNew] = m_frames.emplace(name, m_table.frames.size());
    if (isNew)
        m_table.frames.push_back({.name = name, .number = number});
    return found->second;
}

std::int32_t BoxTableBuilder::classIndex(const std::string& name, std::optional<std::int64_t> number)
{
    const auto [found, isNew] = m_classes.emplace(name, static_cast<std::int32_t>(m_table.classes.size()));
    if (isNew)
        m_table.classes.push_back({.name = name, .number = number});
    return found->second;
}

Result<void> BoxTableBuilder::add(
    const data::BoxTable::Row& row, const std::string& place, const ReadContext& context)
{
    const data::Box& box = row.box;
    for (const double value : {box.x, box.y, box.width, box.height})
        if (!std::isfinite(value))
            return context.error(ErrorCode::Value, place, "the box holds a number that is not finite");
    if (box.width < 0.0 || box.height < 0.0)
        return context.error(ErrorCode::Value, place, "the box has a negative width or height");
    m_table.rows.push_back(row);
    return {};
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kBlanks = " \t\r\n\f\v";
    const std::size_t begin = text.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

std::optional<double> parseNumber(std::string_view text)
{
    text = trimmed(text);
    if (text.starts_with('+'))
        text.remove_prefix(1);
    double value = 0.0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (text.empty() || stop != end || error != std::errc() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::optional<std::int64_t> parseWhole(std::string_view text)
{
    const auto value = parseNumber(text);
    if (!value || *value != std::floor(*value) || std::fabs(*value) > 0x1p53)
        return std::nullopt;
    return static_cast<std::int64_t>(*value);
}

} // namespace cobench::io
