// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/lr_told.h"
#include "app/cli/lr_trainer.h"
#include "app/cli/train_config.h"
#include "core/jobs/rank_job.h"
#include "core/lr/policy_text.h"
#include "core/study/policy_candidates.h"

#include <CLI/CLI.hpp>

namespace cobench::cli {

namespace {

struct Arguments {
    jobs::RankOptions options{.config = {.dataset = {}, .epochs = 5}};
    std::vector<std::string> policies;
    std::string families;
    double lowest = 0.0;
    double highest = 0.0;
    TrainerArguments trainer;
    ResultArguments result;
};

struct Answer {
    jobs::Ranking ranking;
    double target;
    std::string project;
};

Error usage(std::string detail, std::string cure)
{
    return {.code = ErrorCode::Usage, .subject = "lr rank", .detail = std::move(detail), .cure = std::move(cure)};
}

Result<std::vector<lr::Family>> parseFamilies(const std::string& text)
{
    const auto usual = study::usualFamilies();
    std::vector<lr::Family> families(usual.begin(), usual.end());
    if (text.empty())
        return families;
    families.clear();
    for (const std::string_view name : splitList(text, ',')) {
        const auto family = lr::familyFromName(name);
        if (!family)
            return usage("unknown family \"" + std::string(name) + "\"", "see lr list");
        families.push_back(*family);
    }
    return families;
}

/// Those named, and one of each family where an interval of rates is given.
Result<std::vector<lr::Schedule>> policiesOf(const Arguments& arguments, std::uint64_t iterationsPerEpoch)
{
    std::vector<lr::Schedule> policies;
    for (const std::string& text : arguments.policies) {
        auto schedule = lr::parse(text);
        if (!schedule)
            return std::move(schedule).error();
        policies.push_back(*std::move(schedule));
    }
    if (arguments.lowest == 0.0 && arguments.highest == 0.0) {
        if (policies.empty())
            return usage("there is nothing to rank",
                "name policies with --policies, or rates with --from and --to (lr range-test suggests them)");
        return policies;
    }
    if (!(arguments.lowest > 0.0) || !(arguments.highest > arguments.lowest))
        return usage("--from and --to are no range", "give a lowest rate above 0 and a highest above it");
    const auto families = parseFamilies(arguments.families);
    if (!families)
        return families.error();
    const double steps = arguments.options.config.learningRateUnit == "epoch"
        ? static_cast<double>(arguments.options.config.epochs)
        : static_cast<double>(arguments.options.config.epochs * iterationsPerEpoch);
    for (lr::Schedule& schedule :
        study::policyCandidates(arguments.lowest, arguments.highest, std::max(steps, 10.0), *families))
        policies.push_back(std::move(schedule));
    return policies;
}

Result<Answer> rank(Context& context, const Arguments& arguments)
{
    jobs::RankOptions options = arguments.options;
    options.config.learningRate = "0.01"; // each run has its policy's
    const auto made = makeTrainer(context, arguments.trainer, options.config);
    if (!made)
        return made.error();
    const auto perEpoch = made->trainer->iterationsPerEpoch(options.config);
    if (!perEpoch)
        return perEpoch.error();
    auto policies = policiesOf(arguments, *perEpoch);
    if (!policies)
        return std::move(policies).error();
    options.policies = *std::move(policies);
    const auto observe
        = [&](const jobs::Ranking& ranking) { context.note(grouped(ranking.iterations) + " iterations done"); };
    auto ranking = jobs::rankPolicies(options, *made->trainer, observe, context.progress, context.cancel);
    if (!ranking)
        return std::move(ranking).error();
    if (ranking->isBudgetSpent)
        context.note("the time is spent: what was reached by then is ranked");
    return Answer{*std::move(ranking), options.target, made->project.string()};
}

void writeJson(JsonWriter& json, const Answer& answer)
{
    json.beginObject().member("project", answer.project).key("rungs").beginArray();
    for (const jobs::Rung& rung : answer.ranking.rungs)
        json.beginObject().member("epochs", rung.epochs).member("policies", rung.policies).endObject();
    json.endArray().member("iterations", answer.ranking.iterations);
    json.member("budget_spent", answer.ranking.isBudgetSpent).member("target", answer.target);
    json.key("runs").beginArray();
    for (const jobs::RankedPolicy& policy : answer.ranking.policies)
        for (const jobs::RankedRun& run : policy.runs)
            json.value(run.run.value);
    json.endArray().key("policies").beginArray();
    for (const jobs::RankedPolicy& policy : answer.ranking.policies)
        writeRankedPolicy(json, policy, answer.target);
    json.endArray().endObject();
}

Table makeTable(const Answer& answer)
{
    return rankedTable(answer.ranking.policies, answer.target);
}

std::string writeText(const Answer& answer)
{
    return toText(makeTable(answer)) + differenceText(answer.ranking) + scalesText(answer.ranking);
}

} // namespace

void addLrRank(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = parent.add_subcommand(
        "rank", "Which policy trains a network best: several seeds, successive halving under a budget");
    jobs::RankOptions& options = arguments->options;
    addTrainConfig(*command, options.config, false);
    command->add_option("--policies", arguments->policies, "Policy texts to compare")->type_name("POLICY");
    command->add_option("--from", arguments->lowest, "Lowest rate of candidates made from families")
        ->type_name("RATE");
    command->add_option("--to", arguments->highest, "Highest rate of them")->type_name("RATE");
    command->add_option("--families", arguments->families, "Families they are made of (default one of each kind)")
        ->type_name("FIX,TRI2,…");
    command->add_option("--seeds", options.seeds, "Runs of each policy (default 3)")->type_name("N");
    command->add_flag("!--no-halving", options.halves, "Train every policy to the end");
    command->add_option("--keep", options.keep, "Policies that are trained to the end at least (default 2)")
        ->type_name("N");
    command
        ->add_option("--budget-iterations",
            options.budgetIterations,
            "Of all runs together: shortens the training until it fits")
        ->type_name("N");
    command->add_option("--budget-seconds", options.budgetSeconds, "When they are spent, runs are stopped")
        ->type_name("S");
    command->add_flag_callback(
        "--scales",
        [&options] {
            options.scales = {0.1, 0.5, 5.0, 10.0};
        },
        "Train the finished policies at 0.1, 0.5, 5 and 10 times their rates, too");
    command->add_option("--target", options.target, "val/accuracy to reach: after how many iterations?")
        ->type_name("SHARE");
    addTrainerArguments(*command, arguments->trainer);
    addResultArguments(*command, arguments->result);
    command->callback([=, &chosen] {
        chosen = answering<Arguments, Answer>(arguments, rank, {writeJson, writeText, makeTable});
    });
}

} // namespace cobench::cli
