// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/number_files.h"

#include <algorithm>

namespace cobench::trace {

NumberFiles::NumberFiles(std::vector<Item> items)
{
    for (Item& item : items) {
        Reading reading{.files = {},
            .scale = item.scale,
            .offset = item.offset,
            .isCounter = item.isCounter,
            .counter = Counter(item.range)};
        for (const auto& path : item.paths) {
            StatusFile file(path);
            if (file.isOpen())
                reading.files.push_back(std::move(file));
            else if (item.lane.missing.empty())
                item.lane.missing = reasonFor(file.error(), path);
        }
        if (!reading.files.empty())
            item.lane.missing.clear();
        m_lanes.push_back(std::move(item.lane));
        m_readings.push_back(std::move(reading));
    }
}

float NumberFiles::read(Reading& reading, double now)
{
    double sum = 0.0;
    int count = 0;
    for (const StatusFile& file : reading.files) {
        const auto text = file.read(m_buffer);
        if (!text || text->empty())
            continue;
        const bool isNegative = text->front() == '-';
        const std::uint64_t size = Words(isNegative ? text->substr(1) : *text).number();
        if (reading.isCounter)
            return static_cast<float>(
                reading.offset + reading.scale * static_cast<double>(reading.counter.rate(size, now)));
        sum += isNegative ? -static_cast<double>(size) : static_cast<double>(size);
        ++count;
    }
    return count == 0 ? kUnknown : static_cast<float>(reading.offset + reading.scale * sum / count);
}

void NumberFiles::sample(double now, std::span<float> values)
{
    for (std::size_t index = 0; index < m_readings.size(); ++index)
        values[index] = read(m_readings[index], now);
}

std::string firstLine(const std::filesystem::path& file)
{
    std::vector<char> buffer;
    std::string_view text = StatusFile(file).read(buffer).value_or("");
    return std::string(takeLine(text));
}

std::vector<std::filesystem::path> entriesOf(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> entries;
    std::error_code error;
    for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
        entries.push_back(at->path());
    std::ranges::sort(entries);
    return entries;
}

} // namespace cobench::trace
