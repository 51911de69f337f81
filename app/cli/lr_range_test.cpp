// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/lr_trainer.h"
#include "app/cli/train_config.h"
#include "core/jobs/range_test_job.h"
#include "core/lr/policy_text.h"

#include <CLI/CLI.hpp>

namespace cobench::cli {

namespace {

using Method = jobs::RangeTestOptions::Method;

struct Arguments {
    jobs::RangeTestOptions options{.config = {.dataset = {}}};
    TrainerArguments trainer;
    ResultArguments result;
};

struct Answer {
    jobs::RangeTest test;
    Method method = Method::Sweep;
    std::string project;
};

Result<Answer> rangeTest(Context& context, const Arguments& arguments)
{
    jobs::RangeTestOptions options = arguments.options;
    options.config.learningRate = lr::numberText(options.lowest > 0.0 ? options.lowest : 1.0);
    const auto made = makeTrainer(context, arguments.trainer, options.config);
    if (!made)
        return made.error();
    auto test = jobs::runRangeTest(options, *made->trainer, {}, context.progress, context.cancel);
    if (!test)
        return std::move(test).error();
    return Answer{*std::move(test), options.method, made->project.string()};
}

void writeJson(JsonWriter& json, const Answer& answer)
{
    json.beginObject().member("method", answer.method == Method::Sweep ? "sweep" : "grid");
    json.member("project", answer.project).key("runs").beginArray();
    for (const RunId run : answer.test.runs)
        json.value(run.value);
    json.endArray().member("diverged", answer.test.hasDiverged).key("points").beginArray();
    for (const study::RatePoint& point : answer.test.points)
        json.beginObject()
            .member("rate", point.rate)
            .member("loss", point.loss)
            .member("smoothed", point.smoothed)
            .member("accuracy", point.accuracy)
            .endObject();
    json.endArray().key("suggestion").beginObject();
    json.member("k_min", answer.test.suggestion.low).member("k_max", answer.test.suggestion.high).endObject();
    json.member("rule", answer.test.suggestion.rule).endObject();
}

Table makeTable(const Answer& answer)
{
    Table table{.columns = {{"rate", 8}, {"loss"}, {"smoothed"}, {"accuracy"}}};
    for (const study::RatePoint& point : answer.test.points)
        table.rows.push_back({point.rate, point.loss, point.smoothed, point.accuracy});
    return table;
}

std::string writeText(const Answer& answer)
{
    const study::RateInterval& suggestion = answer.test.suggestion;
    std::string text = answer.method == Method::Grid ? toText(makeTable(answer)) : std::string();
    text += std::to_string(answer.test.points.size()) + " rates in run"
        + (answer.test.runs.size() == 1 ? " " + std::to_string(answer.test.runs.front().value) : "s") + " of "
        + answer.project + (answer.test.hasDiverged ? "; diverged\n" : "\n");
    if (!(suggestion.low > 0.0))
        return text + "No interval: " + suggestion.rule + "\n";
    return text + "Suggested rates " + lr::numberText(suggestion.low) + " to " + lr::numberText(suggestion.high)
        + ": " + suggestion.rule + "\n";
}

} // namespace

void addLrRangeTest(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command
        = parent.add_subcommand("range-test", "Which rates train a network: a sweep in one run, or a grid of runs");
    jobs::RangeTestOptions& options = arguments->options;
    addTrainConfig(*command, options.config, false);
    addChoice(
        *command,
        "--method",
        {"sweep", "grid"},
        [&options](std::size_t which) { options.method = which == 0 ? Method::Sweep : Method::Grid; },
        "Rates that grow within one run (default), or a run of --epochs for each rate");
    command->add_option("--from", options.lowest, "Lowest rate (default 1e-05)")->type_name("RATE");
    command->add_option("--to", options.highest, "Highest rate (default 10)")->type_name("RATE");
    command
        ->add_option("--points", options.points, "Steps of the sweep (default all), rates of the grid (default 8)")
        ->type_name("N");
    command->add_option("--stop", options.stopFactor, "A run ends at X times its smallest loss (default 4)")
        ->type_name("X");
    addTrainerArguments(*command, arguments->trainer);
    addResultArguments(*command, arguments->result);
    command->callback([=, &chosen] {
        chosen = answering<Arguments, Answer>(arguments, rangeTest, {writeJson, writeText, makeTable});
    });
}

} // namespace cobench::cli
