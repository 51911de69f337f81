// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/import_forms.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace cobench::lr {

CallArguments::CallArguments(const PythonValue& called, std::span<const char* const> names)
    : m_call(called)
{
    for (std::size_t i = 0; i < std::min(names.size(), called.items.size()); ++i)
        m_values[names[i]] = &called.items[i];
    for (const auto& [name, value] : called.named)
        m_values[name] = &value;
}

const PythonValue* CallArguments::find(const std::string& name) const
{
    const auto found = m_values.find(name);
    return found == m_values.end() || found->second->kind == PythonValue::Kind::None ? nullptr : found->second;
}

void CallArguments::fail(std::string detail, std::string cure)
{
    if (!m_error)
        m_error = Error{
            .code = ErrorCode::Usage, .subject = m_call.text, .detail = std::move(detail), .cure = std::move(cure)};
}

double CallArguments::number(const std::string& name)
{
    if (!find(name))
        fail(name + " is missing", "add " + name + "=…");
    return number(name, 0.0);
}

double CallArguments::number(const std::string& name, double otherwise)
{
    const PythonValue* value = find(name);
    if (!value)
        return otherwise;
    if (!value->isNumber() || !std::isfinite(value->number)) {
        fail(name + " is not a number that can be told from the code", "write the number instead");
        return otherwise;
    }
    return value->number;
}

std::string CallArguments::text(const std::string& name, const std::string& otherwise)
{
    const PythonValue* value = find(name);
    if (!value)
        return otherwise;
    if (value->kind != PythonValue::Kind::Text)
        fail(name + " is not a text", "write it in quotes");
    return value->text;
}

std::vector<double> CallArguments::numbers(const std::string& name)
{
    std::vector<double> numbers;
    const PythonValue* value = find(name);
    if (!value || value->kind != PythonValue::Kind::List) {
        fail(name + " is not a list", "write the numbers in brackets");
        return numbers;
    }
    for (const PythonValue& item : value->items) {
        if (!item.isNumber())
            fail(name + " holds something else than numbers", "write the numbers themselves");
        numbers.push_back(item.number);
    }
    return numbers;
}

const PythonValue* argumentOf(const PythonValue& called, std::string_view name)
{
    const auto found = std::ranges::find(called.named, name, &NamedValue::name);
    return found == called.named.end() ? nullptr : &found->value;
}

Policy formulaPolicy(std::string expression)
{
    return {.family = Family::Expr, .expression = std::move(expression)};
}

ReadScheduler single(Policy policy)
{
    return {.schedule = {.policies = {std::move(policy)}}};
}

Schedule sequence(const std::vector<Policy>& policies, const std::vector<double>& lengths)
{
    Schedule schedule;
    double at = 0.0;
    for (std::size_t i = 0; i < policies.size(); ++i) {
        const bool isLast = i + 1 == policies.size();
        if (!isLast && !(lengths[i] > 0.0))
            continue;
        if (!schedule.policies.empty())
            schedule.boundaries.push_back(at);
        schedule.policies.push_back(policies[i]);
        at += isLast ? 0.0 : lengths[i];
    }
    return schedule;
}

const KnownScheduler* findScheduler(const std::string& name)
{
    for (const auto schedulers : {pytorchSchedulers(), kerasSchedulers(), huggingFaceSchedulers()})
        if (const auto found = std::ranges::find(schedulers, name, &KnownScheduler::name);
            found != schedulers.end())
            return &*found;
    return nullptr;
}

namespace {

Error placed(Error error, const PythonValue& called)
{
    error.place = "offset " + std::to_string(called.offset);
    return error;
}

} // namespace

Result<ReadScheduler> readScheduler(const PythonValue& called, const ImportContext& context)
{
    const KnownScheduler* known = findScheduler(called.text);
    if (!known)
        return placed(
            {ErrorCode::Unsupported, called.text, {}, "is no scheduler that is read", "see lr import --list"},
            called);
    if (known->needsBase && !context.hasBase)
        return placed({ErrorCode::Usage,
                          called.text,
                          {},
                          "starts from the optimiser's rate, which the code does not name",
                          "give it with --base, or add the optimiser's line"},
            called);
    CallArguments arguments(called, known->arguments);
    ReadScheduler read = known->read(arguments, context);
    if (arguments.error())
        return placed(*arguments.error(), called);
    if (auto valid = validate(read.schedule); !valid)
        return placed(valid.error(), called);
    return read;
}

} // namespace cobench::lr
