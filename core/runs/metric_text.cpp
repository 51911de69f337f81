// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/metric_text.h"

#include "core/io/csv.h"
#include "core/runs/json_log.h"
#include "core/runs/metric_table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <regex>

namespace cobench::runs {

namespace {

constexpr std::array<std::string_view, 6> kSteps{
    "step", "global_step", "iteration", "iter", "training_iteration", "epoch"};
constexpr std::array<std::string_view, 4> kTimes{"timestamp", "wall_time", "_timestamp", "time"};
constexpr double kEarliest = 1e8; // seconds since the epoch; smaller ones are durations
constexpr double kLatest = 1e11;
constexpr double kLargestStep = 9e15; // exact in a double
constexpr std::size_t kLongestLine = 4096; // std::regex recurses

template <std::size_t N, typename Accept>
std::size_t findFirst(const Numbers& numbers, const std::array<std::string_view, N>& names, Accept accept)
{
    for (const std::string_view name : names)
        for (std::size_t index = 0; index < numbers.size(); ++index)
            if (numbers[index].first == name && accept(numbers[index].second))
                return index;
    return numbers.size();
}

class JsonLines final : public LineParser
{
public:
    Numbers parse(std::string_view line) override { return numbersOfJson(line).value_or(Numbers()); }
};

class CsvLines final : public LineParser
{
public:
    Numbers parse(std::string_view line) override
    {
        io::CsvReader reader(line);
        std::vector<std::string_view> fields;
        if (!reader.next(fields))
            return {};
        Numbers numbers;
        for (std::size_t index = 0; index < fields.size(); ++index)
            if (const auto number = numberIn(fields[index]))
                numbers.emplace_back(index < m_names.size() ? m_names[index] : std::string(), *number);
        if (numbers.empty() && fields.size() > 1) // names, possibly once more
            m_names.assign(fields.begin(), fields.end());
        if (numbers.empty() || fields.size() != m_names.size())
            return {};
        for (auto& [name, value] : numbers)
            name = trimmed(name);
        return numbers;
    }

private:
    std::vector<std::string> m_names;
};

class RegexLines final : public LineParser
{
public:
    RegexLines(std::regex expression, std::vector<std::string> names)
        : m_expression(std::move(expression))
        , m_names(std::move(names))
    {
    }
    Numbers parse(std::string_view line) override
    {
        Numbers numbers;
        if (line.size() > kLongestLine)
            return numbers;
        for (std::cregex_iterator match(line.data(), line.data() + line.size(), m_expression), end; match != end;
             ++match)
            for (std::size_t group = 0; group < m_names.size(); ++group)
                if (const auto number = numberIn((*match)[group + 1].str()); number && !m_names[group].empty())
                    numbers.emplace_back(m_names[group], *number);
        return numbers;
    }

private:
    std::regex m_expression;
    std::vector<std::string> m_names; // of its groups, in order; empty = not named
};

/// ECMAScript has no named groups here: takes the names out.
std::string withoutNames(std::string_view expression, std::vector<std::string>& names)
{
    std::string plain;
    bool isInClass = false;
    for (std::size_t at = 0; at < expression.size(); ++at) {
        const char letter = expression[at];
        plain += letter;
        if (letter == '\\' && at + 1 < expression.size())
            plain += expression[++at];
        else if (letter == '[' || letter == ']')
            isInClass = letter == '[';
        else if (letter == '(' && !isInClass) {
            const std::string_view rest = expression.substr(at + 1);
            const std::size_t open = rest.starts_with("?P<") ? 3 : rest.starts_with("?<") ? 2 : 0;
            const std::size_t close = open > 0 ? rest.find('>') : std::string_view::npos;
            if (close != std::string_view::npos) {
                names.emplace_back(rest.substr(open, close - open));
                at += close + 1;
            } else if (!rest.starts_with("?")) {
                names.emplace_back();
            }
        }
    }
    return plain;
}

Result<std::unique_ptr<LineParser>> makeRegexParser(std::string_view expression)
{
    std::vector<std::string> names;
    const std::string plain = withoutNames(expression, names);
    const auto refuse = [&](std::string detail) {
        return Error{.code = ErrorCode::Usage,
            .subject = "regex:" + std::string(expression),
            .detail = std::move(detail),
            .cure = "name each number, for example regex:loss (?<loss>[0-9.]+)"};
    };
    if (std::ranges::all_of(names, &std::string::empty))
        return refuse("has no named group");
    try {
        return std::unique_ptr<LineParser>(std::make_unique<RegexLines>(std::regex(plain), std::move(names)));
    } catch (const std::regex_error& error) {
        return refuse(std::string("is no regular expression: ") + error.what());
    }
}

} // namespace

void MetricRows::add(const Numbers& numbers, double defaultTime, std::vector<store::ScalarRow>& scalars)
{
    const auto stepAt
        = findFirst(numbers, kSteps, [](double value) { return value >= 0.0 && value <= kLargestStep; });
    const auto timeAt
        = findFirst(numbers, kTimes, [](double value) { return value > kEarliest && value < kLatest; });
    if (numbers.empty())
        return;
    const auto step = stepAt < numbers.size() ? static_cast<std::uint64_t>(numbers[stepAt].second) : m_rows;
    ++m_rows;
    const double time = timeAt < numbers.size() ? numbers[timeAt].second : defaultTime;
    for (std::size_t index = 0; index < numbers.size(); ++index)
        if (index != stepAt && index != timeAt && !numbers[index].first.empty())
            scalars.push_back(
                {.tag = numbers[index].first, .step = step, .time = time, .value = numbers[index].second});
}

Result<std::unique_ptr<LineParser>> makeLineParser(std::string_view form)
{
    if (form == "json")
        return std::unique_ptr<LineParser>(std::make_unique<JsonLines>());
    if (form == "csv")
        return std::unique_ptr<LineParser>(std::make_unique<CsvLines>());
    if (constexpr std::string_view kRegex = "regex:"; form.starts_with(kRegex))
        return makeRegexParser(form.substr(kRegex.size()));
    return Error{.code = ErrorCode::Usage,
        .subject = std::string(form),
        .detail = "is no way to find metrics",
        .cure = "choose json, csv or regex:EXPRESSION"};
}

} // namespace cobench::runs
