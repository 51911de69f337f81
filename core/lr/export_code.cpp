// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/export_code.h"

#include "core/lr/evaluate.h"
#include "core/lr/export_forms.h"
#include "core/lr/policy_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace cobench::lr {

namespace {

struct FormatName {
    CodeFormat format;
    std::string_view id;
    std::string_view title;
};
constexpr std::array<FormatName, 5> kFormats{{{CodeFormat::PyTorch, "pytorch", "PyTorch"},
    {CodeFormat::Keras, "keras", "Keras"},
    {CodeFormat::HuggingFace, "huggingface", "Hugging Face"},
    {CodeFormat::Caffe, "caffe", "Caffe solver"},
    {CodeFormat::Json, "json", "JSON"}}};

const FormatName& nameOf(CodeFormat format)
{
    return kFormats[static_cast<std::size_t>(format)];
}

std::string field(const std::string& name, double value)
{
    return name + ": " + codeNumber(value) + "\n";
}

std::string policyField(const char* name)
{
    return "lr_policy: \"" + std::string(name) + "\"\n";
}

} // namespace

std::string_view id(CodeFormat format)
{
    return nameOf(format).id;
}

std::string_view title(CodeFormat format)
{
    return nameOf(format).title;
}

std::optional<CodeFormat> codeFormatFromId(std::string_view text)
{
    const auto found = std::ranges::find(kFormats, text, &FormatName::id);
    return found == kFormats.end() ? std::nullopt : std::optional(found->format);
}

std::vector<std::string_view> codeFormatIds()
{
    std::vector<std::string_view> ids;
    ids.reserve(kFormats.size());
    for (const FormatName& format : kFormats)
        ids.push_back(format.id);
    return ids;
}

bool isWhole(double number)
{
    return number >= 1.0 && number == std::floor(number) && number < 1e15;
}

std::string call(const std::string& name, std::initializer_list<std::string> arguments)
{
    std::string text = name + "(";
    for (const std::string& argument : arguments)
        text += (text.back() == '(' ? "" : ", ") + argument;
    return text + ")";
}

std::optional<SimpleShape> simpleShape(const Schedule& schedule)
{
    SimpleShape shape;
    std::size_t at = 0;
    const auto& policies = schedule.policies;
    const Policy& first = policies.front();
    const bool warmsUp = policies.size() > 1 && first.family == Family::Linear && first.k0 == 0.0
        && first.l.front() == schedule.boundaries.front() && first.k1 == valueAt(policies[1], 0.0);
    if (warmsUp)
        shape.warmUp = schedule.boundaries[at++];
    shape.main = policies[at];
    if (at + 1 == policies.size())
        return shape;
    if (at + 2 != policies.size() || policies.back().family != Family::Fix)
        return std::nullopt;
    shape.end = schedule.boundaries[at] - shape.warmUp;
    shape.last = policies.back().k0;
    return shape;
}

Result<std::string> toCaffe(const Schedule& schedule)
{
    const Policy& policy = schedule.policies.front();
    const bool isOne = schedule.policies.size() == 1;
    const bool hasCounts = std::ranges::all_of(policy.l, isWhole);
    const std::string base = field("base_lr", policy.k0);
    const std::string gamma = field("gamma", policy.gamma);
    if (isOne && policy.family == Family::Fix)
        return base + policyField("fixed");
    if (isOne && policy.family == Family::Step && hasCounts)
        return base + policyField("step") + gamma + field("stepsize", policy.l[0]);
    if (isOne && policy.family == Family::NStep && hasCounts) {
        std::string text = base + policyField("multistep") + gamma;
        for (const double boundary : policy.l)
            text += field("stepvalue", boundary);
        return text;
    }
    if (isOne && policy.family == Family::Exp)
        return base + policyField("exp") + gamma;
    if (isOne && policy.family == Family::Inv)
        return base + policyField("inv") + gamma + field("power", policy.p);
    if (isOne && policy.family == Family::Poly && policy.k0 == 0.0 && hasCounts)
        return field("base_lr", policy.k1) + policyField("poly") + field("power", policy.p)
            + field("max_iter", policy.l[0]);
    if (isOne && policy.family == Family::Sig && hasCounts)
        return base + policyField("sigmoid") + gamma + field("stepsize", policy.l[0]);
    return Error{.code = ErrorCode::Unsupported,
        .subject = format(schedule),
        .detail = "Caffe's solver has no such policy",
        .cure = "it knows FIX, STEP, NSTEP, EXP, INV, SIG, and POLY down to 0, with whole lengths"};
}

std::string toJson(const Schedule& schedule, const ExportOptions& options)
{
    using json = nlohmann::ordered_json;
    json segments = json::array();
    for (std::size_t i = 0; i < schedule.policies.size(); ++i) {
        const Policy& policy = schedule.policies[i];
        const FamilyInfo& read = info(policy.family);
        json segment{{"policy", read.name}};
        const std::pair<const char*, double> numbers[]{
            {"k0", policy.k0}, {"k1", policy.k1}, {"gamma", policy.gamma}, {"p", policy.p}};
        for (const auto& [key, value] : numbers)
            if (std::ranges::any_of(
                    parametersOf(policy.family), [key = key](const Parameter& each) { return each.key == key; }))
                segment[key] = value;
        if (read.l)
            segment["l"] = policy.l;
        if (read.expression)
            segment["expr"] = policy.expression;
        segment["from"] = i == 0 ? 0.0 : schedule.boundaries[i - 1];
        segment["to"] = i < schedule.boundaries.size() ? json(schedule.boundaries[i]) : json();
        segments.push_back(std::move(segment));
    }
    const json document{{"policy", format(schedule)},
        {"unit", options.unit == Unit::Epoch ? "epoch" : "iteration"},
        {"convention", options.convention == Convention::Reference ? "reference" : "corrected"},
        {"segments", std::move(segments)}};
    return document.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

Result<std::string> exportCode(const Schedule& schedule, CodeFormat format, const ExportOptions& options)
{
    const auto commented = [&](const std::string& code) {
        const std::string unit = options.unit == Unit::Epoch ? " (t in epochs)" : " (t in iterations)";
        return std::string(kPolicyComment) + lr::format(schedule) + unit + "\n" + code;
    };
    switch (format) {
    case CodeFormat::PyTorch:
        return commented(toPyTorch(schedule, options.convention));
    case CodeFormat::Keras:
        return commented(toKeras(schedule, options.convention));
    case CodeFormat::HuggingFace:
        return commented(toHuggingFace(schedule, options.convention));
    case CodeFormat::Caffe:
        return toCaffe(schedule);
    case CodeFormat::Json:
        break;
    }
    return toJson(schedule, options);
}

} // namespace cobench::lr
