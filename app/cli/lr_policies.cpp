// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/lr_arguments.h"
#include "core/lr/evaluate.h"
#include "core/lr/known_schedules.h"
#include "core/lr/policy_text.h"

#include <CLI/CLI.hpp>
#include <cmath>

namespace cobench::cli {

namespace {

struct ListArguments {
    bool presets = false;
    ResultArguments result;
};

struct Listed {
    bool presets = false;
};

Result<Listed> list(Context&, const ListArguments& arguments)
{
    return Listed{arguments.presets};
}

std::string keysOf(const lr::FamilyInfo& family)
{
    std::string keys;
    for (const lr::Parameter& parameter : lr::parametersOf(family.family))
        keys += (keys.empty() ? "" : " ") + std::string(parameter.key);
    return keys;
}

void writePolicies(JsonWriter& json)
{
    json.key("policies").beginArray();
    for (const lr::FamilyInfo& family : lr::allFamilies()) {
        json.beginObject().member("name", family.name).key("parameters").beginArray();
        const auto parameters = lr::parametersOf(family.family);
        for (const lr::Parameter& parameter : parameters)
            json.value(parameter.key);
        json.endArray().key("meanings").beginArray();
        for (const lr::Parameter& parameter : parameters)
            json.value(parameter.meaning);
        json.endArray().member("formula", family.formula);
        json.member("lrbench", family.family < lr::Family::Linear).endObject();
    }
    json.endArray();
}

void writePresets(JsonWriter& json)
{
    json.key("presets").beginArray();
    for (const lr::KnownSchedule& known : lr::knownSchedules())
        json.beginObject()
            .member("name", known.name)
            .member("policy", known.text)
            .member("unit", unitName(known.unit))
            .member("steps", known.steps)
            .member("source", known.source)
            .endObject();
    json.endArray();
}

void writeJson(JsonWriter& json, const Listed& listed)
{
    json.beginObject();
    writePolicies(json);
    if (listed.presets)
        writePresets(json);
    json.endObject();
}

Table makeTable(const Listed& listed)
{
    if (listed.presets) {
        Table table{.columns = {{"name"}, {"policy"}, {"unit"}, {"source"}}};
        for (const lr::KnownSchedule& known : lr::knownSchedules())
            table.rows.push_back({std::string(known.name),
                std::string(known.text),
                unitName(known.unit),
                std::string(known.source)});
        return table;
    }
    Table table{.columns = {{"policy"}, {"parameters"}, {"value"}}};
    for (const lr::FamilyInfo& family : lr::allFamilies())
        table.rows.push_back({std::string(family.name), keysOf(family), std::string(family.formula)});
    return table;
}

std::string writeText(const Listed& listed)
{
    return toText(makeTable(listed));
}

struct EvalArguments {
    std::string policy;
    std::string at;
    std::uint64_t steps = 0;
    lr::Convention convention = lr::Convention::Corrected;
    ResultArguments result;
};

struct Evaluated {
    std::string policy;
    std::vector<double> steps;
    std::vector<double> values;
    std::uint64_t summarized = 0;
    lr::CurveSummary summary;
};

Result<std::vector<double>> parseSteps(const std::string& text)
{
    std::vector<double> steps;
    for (const std::string_view word : splitList(text, ',')) {
        const auto step = parseNumber(word);
        const auto column = static_cast<std::size_t>(word.data() - text.data()) + 1;
        if (!step || !(*step >= 0.0) || !std::isfinite(*step))
            return Error{.code = ErrorCode::Usage,
                .subject = "--at",
                .place = "column " + std::to_string(column),
                .detail = "\"" + std::string(word) + "\" is no step",
                .cure = "steps from 0 on, e.g. 0,1,250"};
        steps.push_back(*step);
    }
    return steps;
}

Result<Evaluated> evaluate(Context& context, const EvalArguments& arguments)
{
    const auto schedule = lr::parse(arguments.policy);
    if (!schedule)
        return schedule.error();
    Evaluated evaluated{.policy = lr::format(*schedule)};
    if (!arguments.at.empty()) {
        auto steps = parseSteps(arguments.at);
        if (!steps)
            return std::move(steps).error();
        evaluated.steps = *std::move(steps);
    }
    for (const double step : evaluated.steps)
        evaluated.values.push_back(lr::valueAt(*schedule, step, arguments.convention));
    if (arguments.steps > 0) {
        evaluated.summarized = arguments.steps;
        const auto summary = lr::summarize(*schedule, arguments.steps, arguments.convention, context.cancel);
        if (!summary)
            return summary.error();
        evaluated.summary = *summary;
    }
    return evaluated;
}

void writeEvaluated(JsonWriter& json, const Evaluated& evaluated)
{
    json.beginObject().member("policy", evaluated.policy).key("values").array(evaluated.values);
    if (evaluated.summarized > 0)
        json.key("summary")
            .beginObject()
            .member("steps", evaluated.summarized)
            .member("min", evaluated.summary.minimum)
            .member("max", evaluated.summary.maximum)
            .member("area", evaluated.summary.area)
            .endObject();
    json.endObject();
}

Table evaluatedTable(const Evaluated& evaluated)
{
    Table table{.columns = {{"step", 0}, {"rate", 8}}};
    for (std::size_t i = 0; i < evaluated.values.size(); ++i)
        table.rows.push_back({evaluated.steps[i], evaluated.values[i]});
    return table;
}

std::string evaluatedText(const Evaluated& evaluated)
{
    std::string text = evaluated.policy + "\n";
    for (std::size_t i = 0; i < evaluated.values.size(); ++i)
        text += lr::numberText(evaluated.steps[i]) + "  " + lr::numberText(evaluated.values[i]) + "\n";
    if (evaluated.summarized > 0)
        text += "Over " + grouped(evaluated.summarized) + " steps: min " + lr::numberText(evaluated.summary.minimum)
            + ", max " + lr::numberText(evaluated.summary.maximum) + ", area "
            + lr::numberText(evaluated.summary.area) + "\n";
    return text;
}

void addList(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<ListArguments>();
    CLI::App* command = parent.add_subcommand("list", "Learning-rate policies with their parameters and formulas");
    command->add_flag("--presets", arguments->presets, "Ready schedules of papers and programs");
    addResultArguments(*command, arguments->result);
    command->callback([=, &chosen] {
        chosen = answering<ListArguments, Listed>(arguments, list, {writeJson, writeText, makeTable});
    });
}

void addEval(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<EvalArguments>();
    CLI::App* command = parent.add_subcommand("eval", "Rates of a policy at given steps");
    addPolicy(*command, arguments->policy);
    command->add_option("--at", arguments->at, "Steps, e.g. 0,1,250")->type_name("T,T,…");
    command->add_option("--summary", arguments->steps, "Also minimum, maximum and area of the first N steps")
        ->type_name("N");
    addLrConvention(*command, arguments->convention);
    addResultArguments(*command, arguments->result);
    command->callback([=, &chosen] {
        chosen = answering<EvalArguments, Evaluated>(
            arguments, evaluate, {writeEvaluated, evaluatedText, evaluatedTable});
    });
}

} // namespace

void addLrPolicies(CLI::App& parent, Command& chosen)
{
    addList(parent, chosen);
    addEval(parent, chosen);
}

} // namespace cobench::cli
