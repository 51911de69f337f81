// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/json_log.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

namespace cobench::runs {

namespace {

using Json = nlohmann::json;

constexpr int kDeepest = 8;
constexpr int kDeepestText = 64; // of brackets
constexpr std::size_t kLinesPerLook = 256; // at the cancel token

bool isSettings(const std::string& key)
{
    return key == "config" || key == "hparams";
}

void addNumbers(const Json& object, const std::string& prefix, int depth, Numbers& numbers)
{
    for (const auto& [key, value] : object.items()) {
        if (value.is_number())
            numbers.emplace_back(prefix + key, value.get<double>());
        else if (value.is_null()) // how NaN is written by those who cannot
            numbers.emplace_back(prefix + key, std::numeric_limits<double>::quiet_NaN());
        else if (value.is_object() && depth < kDeepest && !(depth == 0 && isSettings(key)))
            addNumbers(value, prefix + key + "/", depth + 1, numbers);
    }
}

/// Python writes NaN and Infinity, which JSON has not.
std::string withoutNaN(std::string_view text)
{
    std::string clean(text);
    bool isInText = false;
    for (std::size_t at = 0; at < clean.size(); ++at) {
        if (clean[at] == '\\')
            ++at;
        else if (clean[at] == '"')
            isInText = !isInText;
        else if (!isInText)
            for (const std::string_view word : {"-Infinity", "Infinity", "NaN"})
                if (clean.compare(at, word.size(), word) == 0)
                    clean.replace(at, word.size(), "null");
    }
    return clean;
}

} // namespace

nlohmann::json parsedJson(std::string_view text)
{
    const auto keep = [](int depth, Json::parse_event_t, Json&) { return depth <= kDeepestText; };
    return Json::parse(withoutNaN(text), keep, false);
}

std::optional<Numbers> numbersOfJson(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t\r");
    if (begin == std::string_view::npos || text[begin] != '{')
        return std::nullopt;
    const Json object = parsedJson(text);
    if (!object.is_object())
        return std::nullopt;
    Numbers numbers;
    addNumbers(object, "", 0, numbers);
    return numbers;
}

Result<ForeignRuns> readJsonLog(std::string_view text, const std::string& name, const CancelToken& cancel)
{
    ForeignRuns result{.runs = {ForeignRun{.source = name}}};
    ForeignRun& run = result.runs.front();
    MetricRows rows;
    std::size_t others = 0;
    std::size_t firstOther = 0;
    std::size_t line = 0;
    std::size_t understood = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view content = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line++ % kLinesPerLook == 0 && cancel.isCancelled())
            return cancelled();
        if (content.find_first_not_of(" \t\r") == std::string_view::npos)
            continue;
        const auto numbers = numbersOfJson(content);
        if (!numbers) {
            firstOther = others++ == 0 ? line : firstOther;
            continue;
        }
        if (understood++ == 0)
            if (const Json first = parsedJson(content); first.contains("config") && first["config"].is_object())
                run.config = first["config"].dump(-1, ' ', false, Json::error_handler_t::replace);
        rows.add(*numbers, 0.0, run.scalars);
    }
    if (understood == 0)
        return Error{.code = line == 0 ? ErrorCode::Empty : ErrorCode::Corrupt,
            .subject = name,
            .place = "line " + std::to_string(std::max<std::size_t>(1, firstOther)),
            .detail = "is no JSON object, and no other line is one",
            .cure = "a log has one object a line, such as {\"step\": 1, \"loss\": 0.5}"};
    if (others > 0)
        result.warnings.push_back({.subject = name,
            .place = "line " + std::to_string(firstOther),
            .detail = std::to_string(others) + (others == 1 ? " line is" : " lines are")
                + " no JSON object and left out, this one first"});
    return result;
}

} // namespace cobench::runs
