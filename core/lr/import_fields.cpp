// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/import_forms.h"
#include "core/lr/policy_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace cobench::lr {

namespace {

/// "key: value" lines of a solver's prototxt; a key may come again.
struct Fields {
    std::vector<std::pair<std::string, std::string>> all;

    std::vector<double> numbers(std::string_view key) const
    {
        std::vector<double> found;
        for (const auto& [name, value] : all) {
            double number = 0.0;
            const auto [end, code] = std::from_chars(value.data(), value.data() + value.size(), number);
            if (name == key && code == std::errc() && std::isfinite(number))
                found.push_back(number);
        }
        return found;
    }
};

Fields readFields(std::string_view text)
{
    Fields fields;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        line = line.substr(0, line.find('#'));
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos)
            continue;
        const auto strip = [](std::string_view part) {
            const std::size_t begin = part.find_first_not_of(" \t\r\"'");
            const std::size_t last = part.find_last_not_of(" \t\r\"',");
            return begin == std::string_view::npos ? std::string()
                                                   : std::string(part.substr(begin, last - begin + 1));
        };
        fields.all.emplace_back(strip(line.substr(0, colon)), strip(line.substr(colon + 1)));
    }
    return fields;
}

/// Caffe's solver (sgd_solver.cpp, GetLearningRate).
class CaffeReader
{
public:
    explicit CaffeReader(std::string_view text)
        : m_fields(readFields(text))
    {
    }

    Result<ImportedSchedule> read()
    {
        std::string name;
        for (const auto& [key, value] : m_fields.all)
            if (key == "lr_policy")
                name = value;
        Policy policy = policyOf(name);
        if (!m_missing.empty())
            return Error{
                ErrorCode::Usage, "Caffe solver", {}, m_missing + " is missing", "add " + m_missing + ": …"};
        if (m_isUnknown)
            return Error{ErrorCode::Unsupported,
                "Caffe solver",
                {},
                "unknown lr_policy " + name,
                "fixed, step, multistep, exp, inv, poly or sigmoid"};
        Schedule schedule{.policies = {std::move(policy)}};
        if (auto valid = validate(schedule); !valid)
            return valid.error();
        return ImportedSchedule{.schedule = std::move(schedule), .source = name};
    }

private:
    double number(const char* key)
    {
        const auto found = m_fields.numbers(key);
        if (found.empty() && m_missing.empty())
            m_missing = key;
        return found.empty() ? 0.0 : found.back();
    }

    Policy policyOf(const std::string& name)
    {
        const double base = number("base_lr");
        if (name == "fixed")
            return {.k0 = base};
        if (name == "step")
            return {.family = Family::Step, .k0 = base, .gamma = number("gamma"), .l = {number("stepsize")}};
        if (name == "multistep")
            return {
                .family = Family::NStep, .k0 = base, .gamma = number("gamma"), .l = m_fields.numbers("stepvalue")};
        if (name == "exp")
            return {.family = Family::Exp, .k0 = base, .gamma = number("gamma")};
        if (name == "inv")
            return {.family = Family::Inv, .k0 = base, .gamma = number("gamma"), .p = number("power")};
        if (name == "poly")
            return {.family = Family::Poly, .k1 = base, .p = number("power"), .l = {number("max_iter")}};
        if (name == "sigmoid")
            return {.family = Family::Sig, .k0 = base, .gamma = number("gamma"), .l = {number("stepsize")}};
        m_isUnknown = true;
        return {};
    }

    Fields m_fields;
    std::string m_missing;
    bool m_isUnknown = false;
};

PythonValue valueOf(const nlohmann::json& json, int depth)
{
    PythonValue value;
    if (json.is_number()) {
        value.kind = PythonValue::Kind::Number;
        value.number = json.get<double>();
    } else if (json.is_string()) {
        value.kind = PythonValue::Kind::Text;
        value.text = json.get<std::string>();
    } else if (json.is_object() && depth > 0) {
        value.kind = PythonValue::Kind::Dict;
        for (const auto& [key, item] : json.items())
            value.named.push_back({key, valueOf(item, depth - 1)});
    }
    return value;
}

} // namespace

Result<ImportedSchedule> fromCaffe(std::string_view text)
{
    return CaffeReader(text).read();
}

Result<ImportedSchedule> fromJson(std::string_view text)
{
    const auto document = nlohmann::json::parse(text, nullptr, false);
    if (!document.is_object())
        return Error{ErrorCode::Corrupt, "schedule", {}, "is no JSON object", "write {\"policy\": \"lrPolicy_…\"}"};
    if (const auto policy = document.find("policy"); policy != document.end() && policy->is_string()) {
        auto schedule = parse(policy->get<std::string>());
        if (!schedule)
            return std::move(schedule).error();
        const auto unit = document.find("unit");
        return ImportedSchedule{.schedule = *std::move(schedule),
            .unit = unit != document.end() && *unit == "epoch" ? Unit::Epoch : Unit::Iteration,
            .source = "JSON"};
    }
    if (document.contains("lr_scheduler_type") || document.contains("learning_rate")) {
        PythonValue called = valueOf(document, 2);
        called.kind = PythonValue::Kind::Call;
        called.text = "TrainingArguments";
        auto read = readTrainingArguments(called, {});
        if (!read)
            return std::move(read).error();
        return ImportedSchedule{
            .schedule = std::move(read->schedule), .source = "TrainingArguments", .notes = std::move(read->notes)};
    }
    return Error{ErrorCode::Usage,
        "schedule",
        {},
        "names neither policy nor lr_scheduler_type",
        "write {\"policy\": \"lrPolicy_…\"} or transformers' training arguments"};
}

} // namespace cobench::lr
