// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/condition.h"

#include <nlohmann/json.hpp>

#include <array>
#include <charconv>

namespace cobench::train {

namespace {

using nlohmann::json;

constexpr unsigned kMaxSteps = 10000;
const unsigned kUsualSteps = Attack().steps;

struct NamedKind {
    std::string_view name;
    Condition condition;
};
const std::array<NamedKind, 5>& namedKinds()
{
    static const std::array<NamedKind, 5> kinds{{{"fgsm", Attack{.kind = Attack::Kind::Fgsm}},
        {"pgd", Attack{.kind = Attack::Kind::Pgd}},
        {"noise", Corruption{.kind = CorruptionKind::Noise}},
        {"blur", Corruption{.kind = CorruptionKind::Blur}},
        {"contrast", Corruption{.kind = CorruptionKind::Contrast}}}};
    return kinds;
}

std::string nameOf(const Attack& attack)
{
    return attack.kind == Attack::Kind::Fgsm ? "fgsm" : "pgd";
}

std::string nameOf(const Corruption& corruption)
{
    switch (corruption.kind) {
    case CorruptionKind::Noise:
        return "noise";
    case CorruptionKind::Blur:
        return "blur";
    case CorruptionKind::Contrast:
        break;
    }
    return "contrast";
}

std::string shortest(double value)
{
    std::array<char, 32> text{};
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

template <typename Kind>
std::vector<std::string> namesOf()
{
    std::vector<std::string> names;
    for (const NamedKind& kind : namedKinds())
        if (std::holds_alternative<Kind>(kind.condition))
            names.emplace_back(kind.name);
    return names;
}

} // namespace

std::string conditionName(const Condition& condition)
{
    if (const auto* attack = std::get_if<Attack>(&condition)) {
        const bool isUsual = attack->kind == Attack::Kind::Fgsm || attack->steps == kUsualSteps;
        return nameOf(*attack) + "-" + shortest(attack->epsilon)
            + (isUsual ? "" : "-" + std::to_string(attack->steps));
    }
    if (const auto* corruption = std::get_if<Corruption>(&condition))
        return nameOf(*corruption) + "-" + std::to_string(corruption->severity);
    return {};
}

std::vector<std::string> attackNames()
{
    return namesOf<Attack>();
}

std::vector<std::string> corruptionNames()
{
    return namesOf<Corruption>();
}

Result<Condition> conditionNamed(std::string_view name)
{
    std::string all;
    for (const NamedKind& kind : namedKinds()) {
        if (kind.name == name)
            return kind.condition;
        all += (all.empty() ? "" : " ") + std::string(kind.name);
    }
    return Error{ErrorCode::Usage, std::string(name), {}, "is no attack or corruption", all};
}

std::vector<Error> findProblems(const Condition& condition)
{
    std::vector<Error> problems;
    const auto check = [&](bool isRight, const char* name, const char* cure) {
        if (!isRight)
            problems.push_back({ErrorCode::Usage, name, {}, "is out of range", cure});
    };
    if (const auto* attack = std::get_if<Attack>(&condition)) {
        check(attack->epsilon > 0.0 && attack->epsilon <= 1.0, "epsilon", "a share above 0, up to 1");
        check(attack->steps >= 1 && attack->steps <= kMaxSteps, "steps", "1 to 10,000");
        check(attack->stepSize >= 0.0 && attack->stepSize <= 1.0, "step size", "a share above 0, up to 1");
    } else if (const auto* corruption = std::get_if<Corruption>(&condition)) {
        check(corruption->severity >= 1 && corruption->severity <= kMaxSeverity, "severity", "1 to 5");
    }
    return problems;
}

std::string toJson(const Condition& condition)
{
    if (const auto* attack = std::get_if<Attack>(&condition))
        return json{{"kind", nameOf(*attack)},
            {"epsilon", attack->epsilon},
            {"steps", attack->steps},
            {"step_size", attack->stepSize},
            {"seed", attack->seed}}
            .dump();
    if (const auto* corruption = std::get_if<Corruption>(&condition))
        return json{{"kind", nameOf(*corruption)}, {"severity", corruption->severity}, {"seed", corruption->seed}}
            .dump();
    return json{{"kind", "clean"}}.dump();
}

Result<Condition> conditionFromJson(std::string_view text)
{
    const Error corrupt{ErrorCode::Corrupt, "condition", {}, "cannot be read", {}};
    try {
        const json object = json::parse(text);
        const auto kind = object.at("kind").get<std::string>();
        if (kind == "clean")
            return Condition();
        auto condition = conditionNamed(kind);
        if (!condition)
            return corrupt;
        if (auto* attack = std::get_if<Attack>(&*condition)) {
            attack->epsilon = object.at("epsilon").get<double>();
            attack->steps = object.at("steps").get<unsigned>();
            attack->stepSize = object.at("step_size").get<double>();
            attack->seed = object.at("seed").get<std::uint64_t>();
        } else if (auto* corruption = std::get_if<Corruption>(&*condition)) {
            corruption->severity = object.at("severity").get<unsigned>();
            corruption->seed = object.at("seed").get<std::uint64_t>();
        }
        return findProblems(*condition).empty() ? condition : Result<Condition>(corrupt);
    } catch (const json::exception&) {
        return corrupt;
    }
}

Result<Evaluation> evaluateUnder(const Condition& condition,
    const Subject& victim,
    const Subject& attacker,
    const data::ImageSplit& split,
    const data::Dataset& dataset,
    std::size_t samples,
    const CancelToken& cancel,
    const std::function<void(std::size_t)>& onBatch)
{
    if (split.pixels.empty() && !std::holds_alternative<std::monostate>(condition))
        return Error{
            ErrorCode::Unsupported, dataset.name, {}, "holds numbers, not pictures", "a data set of pictures"};
    if (const auto* corruption = std::get_if<Corruption>(&condition))
        return evaluate(victim.backend,
            corruptSplit(*corruption, dataset.shape, split, samples),
            dataset,
            victim.normalizer,
            samples,
            cancel,
            {.onBatch = onBatch});
    const auto* method = std::get_if<Attack>(&condition);
    if (!method)
        return evaluate(victim.backend, split, dataset, victim.normalizer, samples, cancel, {.onBatch = onBatch});
    const auto change = [&](std::span<const std::uint32_t> chosen, Batch& batch) -> Result<void> {
        auto attacked = attack(attacker.backend, *method, attacker.normalizer, chosen, batch);
        if (attacked && &attacker.normalizer != &victim.normalizer)
            renormalize(attacker.normalizer, victim.normalizer, batch);
        return attacked;
    };
    return evaluate(victim.backend,
        split,
        dataset,
        attacker.normalizer,
        samples,
        cancel,
        {.change = change, .onBatch = onBatch});
}

} // namespace cobench::train
