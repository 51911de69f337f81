// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/plan_query.h"

#include "ui/pages/reports/spec_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>

namespace cobench::ui {

namespace {

using Question = detect::CapacityQuestion;

constexpr std::array<std::string_view, kPlanFigures> kFigureIds{"sigma", "dropped", "p99"};
constexpr double kMostDevices = 256.0;
constexpr double kMostWaiting = 1e5;

/// What keeps a question's number, in the unit of the text.
struct NumberOption {
    std::string_view id;
    double low;
    double high;
    bool isWhole;
    double (*value)(const Question&);
    void (*set)(Question&, double);
};

constexpr std::array kNumbers{
    NumberOption{"rate",
        1e-3,
        1e6,
        false,
        [](const Question& question) { return question.rate; },
        [](Question& question, double value) { question.rate = value; }},
    NumberOption{"p99",
        1e-6,
        1e9,
        false,
        [](const Question& question) { return 1e3 * question.latency99; },
        [](Question& question, double value) { question.latency99 = 1e-3 * value; }},
    NumberOption{"dropped",
        0.0,
        100.0,
        false,
        [](const Question& question) { return 100.0 * question.droppedShare; },
        [](Question& question, double value) { question.droppedShare = 1e-2 * value; }},
    NumberOption{"most",
        1.0,
        kMostDevices,
        true,
        [](const Question& question) { return static_cast<double>(question.most); },
        [](Question& question, double value) { question.most = static_cast<std::size_t>(value); }},
    NumberOption{"buffer",
        1.0,
        kMostWaiting,
        true,
        [](const Question& question) { return static_cast<double>(question.dispatch.buffer); },
        [](Question& question, double value) { question.dispatch.buffer = static_cast<std::size_t>(value); }},
    NumberOption{"deadline",
        1e-6,
        1e9,
        false,
        [](const Question& question) { return 1e3 * detect::seconds(question.dispatch.deadline); },
        [](Question& question, double value) { question.dispatch.deadline = detect::fromSeconds(1e-3 * value); }},
    NumberOption{"seed",
        0.0,
        9007199254740992.0, // whole numbers are exact up to here
        true,
        [](const Question& question) { return static_cast<double>(question.seed); },
        [](Question& question, double value) { question.seed = static_cast<std::uint64_t>(value); }},
};

bool setNumber(const NumberOption& option, std::string_view text, Question& question)
{
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool isRead = error == std::errc() && end == text.data() + text.size();
    if (!isRead || !(value >= option.low && value <= option.high) || (option.isWhole && value != std::floor(value)))
        return false;
    option.set(question, value);
    return true;
}

template <typename Choice>
bool setChoice(std::span<const std::string_view> ids, std::string_view text, int first, Choice& choice)
{
    const auto found = std::ranges::find(ids, text);
    if (found == ids.end())
        return false;
    choice = static_cast<Choice>(first + (found - ids.begin()));
    return true;
}

bool setOption(std::string_view id, std::string_view value, Question& question)
{
    if (id == "schedule")
        return setChoice(std::span(detect::kSchedules), value, 0, question.dispatch.schedule);
    if (id == "drop")
        return setChoice(std::span(detect::kDropPolicies).subspan(1), value, 1, question.dispatch.drop);
    const auto option = std::ranges::find(kNumbers, id, &NumberOption::id);
    return option != kNumbers.end() && setNumber(*option, value, question);
}

std::string written(double number)
{
    std::array<char, 32> buffer;
    const auto end
        = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::general, 15);
    return {buffer.data(), end.ptr};
}

std::string optionsText(const Question& question)
{
    const Question usual;
    std::string text;
    const auto add = [&](std::string_view id, std::string_view value) {
        text.append(text.empty() ? "" : ",").append(id).append("=").append(value);
    };
    for (const NumberOption& option : kNumbers)
        if (const std::string value = written(option.value(question)); value != written(option.value(usual)))
            add(option.id, value);
    if (question.dispatch.schedule != usual.dispatch.schedule)
        add("schedule", detect::kSchedules[static_cast<std::size_t>(question.dispatch.schedule)]);
    if (question.dispatch.drop != usual.dispatch.drop)
        add("drop", detect::kDropPolicies[static_cast<std::size_t>(question.dispatch.drop)]);
    return text;
}

Error usage(std::string_view text, std::string detail)
{
    return {.code = ErrorCode::Usage,
        .subject = "plan \"" + std::string(text) + "\"",
        .detail = std::move(detail),
        .cure = "write DEVICES|RUN[:sigma|dropped|p99[:OPTION=VALUE,…]], such as 3:p99:rate=30,most=12; options "
                "are rate p99 dropped most schedule buffer drop deadline seed"};
}

} // namespace

Result<PlanQuery> parsePlanQuery(std::string_view text)
{
    const std::vector<std::string_view> fields = specFields(text);
    PlanQuery query{.devices = unescapedField(fields.front()), .question = {}};
    if (query.devices.empty())
        return usage(text, "the devices are missing");
    if (fields.size() > 1 && !setChoice(std::span(kFigureIds), fields[1], 0, query.figure))
        return usage(text, "there is no \"" + std::string(fields[1]) + "\" to draw");
    if (fields.size() > 2)
        for (const std::string& option : unescapedList(fields[2])) {
            const std::size_t sign = std::min(option.find('='), option.size());
            const std::string_view value = std::string_view(option).substr(std::min(sign + 1, option.size()));
            if (!setOption(std::string_view(option).substr(0, sign), value, query.question))
                return usage(text, "\"" + option + "\" cannot be read");
        }
    return fields.size() > 3 ? Result<PlanQuery>(usage(text, "something is left over")) : std::move(query);
}

std::string toString(const PlanQuery& query)
{
    const std::string options = optionsText(query.question);
    std::string text = escapedField(query.devices);
    if (query.figure != PlanFigure::Sigma || !options.empty())
        text.append(":").append(kFigureIds[static_cast<std::size_t>(query.figure)]);
    return options.empty() ? text : text + ":" + options;
}

} // namespace cobench::ui
