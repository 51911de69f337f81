// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"

#include <algorithm>
#include <charconv>

namespace cobench::cli {

namespace {

using ensemble::Consensus;
using ensemble::Members;
using ensemble::Metric;

std::string quoted(std::string_view text)
{
    return "\"" + std::string(text) + "\"";
}

std::string metricIds()
{
    std::string ids;
    for (const Metric metric : ensemble::kAllMetrics)
        ids += std::string(info(metric).id) + " ";
    ids.pop_back();
    return ids;
}

std::string consensusIds()
{
    std::string ids;
    for (const Consensus rule : ensemble::kAllConsensus)
        ids += std::string(id(rule)) + " ";
    ids.pop_back();
    return ids;
}

Error usage(std::string subject, std::string place, std::string detail, std::string cure)
{
    return {.code = ErrorCode::Usage,
        .subject = std::move(subject),
        .place = std::move(place),
        .detail = std::move(detail),
        .cure = std::move(cure)};
}

template <typename Value, typename Range, typename FromId>
Result<std::vector<Value>> parseIds(
    std::string_view text, const Range& all, FromId fromId, const char* option, const std::string& cure)
{
    if (text == "all")
        return std::vector<Value>(all.begin(), all.end());
    std::vector<Value> values;
    for (const std::string_view word : splitList(text, ',')) {
        const auto value = fromId(word);
        if (!value)
            return usage(option, {}, quoted(word) + " is unknown", "known are " + cure);
        if (std::ranges::find(values, *value) != values.end())
            return usage(option, {}, quoted(word) + " is named twice", {});
        values.push_back(*value);
    }
    return values;
}

/// `offset` = where the word stands in the whole option.
Result<std::uint32_t> parseMember(const char* option, std::string_view word, std::size_t offset, std::size_t models)
{
    const std::string place = "column " + std::to_string(offset + 1);
    std::uint32_t member = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), member);
    if (word.empty() || error != std::errc() || end != word.data() + word.size())
        return usage(option, place, quoted(word) + " is no model index", "write a team as 0,2,5");
    if (member >= models)
        return usage(option,
            place,
            "there is no model " + std::to_string(member),
            "models are counted from 0 to " + std::to_string(models - 1));
    return member;
}

Result<Members> parseTeamAt(const char* option, std::string_view text, std::size_t offset, std::size_t models)
{
    Members members;
    for (const std::string_view word : splitList(text, ',')) {
        const std::size_t at = offset + static_cast<std::size_t>(word.data() - text.data());
        const auto member = parseMember(option, word, at, models);
        if (!member)
            return member.error();
        if (std::ranges::find(members, *member) != members.end())
            return usage(option,
                "column " + std::to_string(at + 1),
                "model " + std::to_string(*member) + " is named twice in one team",
                {});
        members.push_back(*member);
    }
    std::ranges::sort(members);
    return members;
}

} // namespace

std::vector<std::string_view> splitList(std::string_view text, char separator)
{
    std::vector<std::string_view> words;
    while (true) {
        const std::size_t end = text.find(separator);
        words.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return words;
        text.remove_prefix(end + 1);
    }
}

Result<std::vector<Metric>> parseMetrics(std::string_view text)
{
    return parseIds<Metric>(text, ensemble::kAllMetrics, ensemble::metricFromId, "--metrics", metricIds());
}

Result<Metric> parseMetric(const char* option, std::string_view text)
{
    const auto metric = ensemble::metricFromId(text);
    if (!metric)
        return usage(option, {}, quoted(text) + " is no metric", "known are " + metricIds());
    return *metric;
}

Result<std::vector<Consensus>> parseConsensus(std::string_view text)
{
    return parseIds<Consensus>(
        text, ensemble::kAllConsensus, ensemble::consensusFromId, "--consensus", consensusIds());
}

Result<Members> parseTeam(const char* option, std::string_view text, std::size_t models)
{
    return parseTeamAt(option, text, 0, models);
}

Result<std::vector<Members>> parseTeams(std::string_view text, std::size_t models)
{
    std::vector<Members> teams;
    for (const std::string_view part : splitList(text, ';')) {
        auto team = parseTeamAt("--teams", part, static_cast<std::size_t>(part.data() - text.data()), models);
        if (!team)
            return team.error();
        teams.push_back(std::move(*team));
    }
    return teams;
}

} // namespace cobench::cli
