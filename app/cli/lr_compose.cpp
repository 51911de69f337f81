// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/lr_told.h"
#include "app/cli/lr_trainer.h"
#include "app/cli/run_project.h"
#include "core/jobs/compose_job.h"
#include "core/lr/policy_text.h"

#include <CLI/CLI.hpp>

namespace cobench::cli {

namespace {

struct Arguments {
    jobs::ComposeOptions options{.batch = "rank"};
    std::vector<std::int64_t> runs;
    TrainerArguments trainer;
    ResultArguments result;
};

Result<jobs::ComposedPolicy> compose(Context& context, const Arguments& arguments)
{
    jobs::ComposeOptions options = arguments.options;
    for (const std::int64_t run : arguments.runs)
        options.runs.push_back({run});
    options.project = std::filesystem::absolute(runProject(arguments.trainer.project)).lexically_normal();
    if (!options.verifies)
        return jobs::composePolicy(options, nullptr, context.progress, context.cancel);
    const auto made = makeTrainer(context, arguments.trainer);
    if (!made)
        return made.error();
    return jobs::composePolicy(options, made->trainer.get(), context.progress, context.cancel);
}

void writeJson(JsonWriter& json, const jobs::ComposedPolicy& composed)
{
    const study::Composition& composition = composed.composition;
    json.beginObject().member("policy", lr::format(composition.schedule)).member("metric", composed.tag);
    json.member("continues_rates", composition.isShifted);
    json.member("rule", "in each interval the policy whose runs have the best mean at its end");
    json.key("runs").beginArray();
    for (const RunId run : composed.runs)
        json.value(run.value);
    json.endArray().key("intervals").beginArray();
    for (const study::ComposedInterval& interval : composition.intervals)
        json.beginObject()
            .member("begin", interval.begin)
            .member("end", interval.end)
            .member("policy", lr::format(composition.policies[interval.policy]))
            .member("score", interval.score)
            .endObject();
    json.endArray().key("best_single");
    writeRankedPolicy(json, composed.best, {});
    json.key("verified");
    if (composed.verified)
        writeRankedPolicy(json, *composed.verified, {});
    else
        json.value(nullptr);
    writeTest(json.key("gain"), composed.gain);
    json.endObject();
}

Table makeTable(const jobs::ComposedPolicy& composed)
{
    Table table{.columns = {{"from", 0}, {"to", 0}, {"policy"}, {composed.tag}}};
    for (const study::ComposedInterval& interval : composed.composition.intervals)
        table.rows.push_back({interval.begin,
            interval.end,
            lr::format(composed.composition.policies[interval.policy]),
            interval.score});
    return table;
}

std::string writeText(const jobs::ComposedPolicy& composed)
{
    std::string text = toText(makeTable(composed)) + lr::format(composed.composition.schedule) + "\n";
    if (!composed.composition.isShifted)
        text += "Some parts begin anew at their boundary: their families cannot go on from there\n";
    if (composed.composition.intervals.size() == 1)
        return text + "One policy is the best throughout: there is nothing to compose\n";
    if (!composed.verified)
        return text;
    char words[160];
    std::snprintf(words,
        sizeof words,
        "Verified with %zu seeds: %+.4f against the best single policy, p = %.3g\n",
        composed.gain.n,
        composed.gain.difference,
        composed.gain.p);
    return text + words;
}

} // namespace

void addLrCompose(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = parent.add_subcommand(
        "compose", "One policy out of the best parts of finished runs, trained to see whether it holds");
    command->add_option("--runs", arguments->runs, "Runs to compose from (default all of the batch)")
        ->delimiter(',')
        ->type_name("ID,ID,…");
    command->add_option("--batch", arguments->options.batch, "Batch to compose from (default rank)")
        ->type_name("NAME");
    command->add_option("--metric", arguments->options.tag, "val/accuracy (default) or val/loss")->type_name("TAG");
    command->add_option("--intervals", arguments->options.intervals, "Equal parts of the training (default 3)")
        ->type_name("N");
    command->add_flag("!--no-verify", arguments->options.verifies, "Propose only; train nothing");
    addTrainerArguments(*command, arguments->trainer);
    addResultArguments(*command, arguments->result);
    command->callback([=, &chosen] {
        chosen = answering<Arguments, jobs::ComposedPolicy>(arguments, compose, {writeJson, writeText, makeTable});
    });
}

} // namespace cobench::cli
