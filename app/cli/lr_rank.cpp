// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/lr_told.h"
#include "app/cli/lr_trainer.h"
#include "app/cli/run_project.h"
#include "app/cli/train_config.h"
#include "core/engine/probe_runs.h"
#include "core/jobs/rank_job.h"
#include "core/jobs/recorded_rankings.h"
#include "core/lr/policy_text.h"

#include <CLI/CLI.hpp>

namespace cobench::cli {

namespace {

struct Arguments {
    jobs::RankOptions options{.config = {.dataset = {}, .epochs = 5}};
    std::vector<std::string> policies;
    std::string families;
    double lowest = 0.0;
    double highest = 0.0;
    std::vector<std::int64_t> runs; // recorded ones to rank; nothing is trained
    std::string by = "test_accuracy";
    std::string cost = "seconds";
    double attack = 0.0; // strength; 0 = none
    double within = std::numeric_limits<double>::infinity();
    TrainerArguments trainer;
    ResultArguments result;
};

struct Answer {
    jobs::Ranking ranking;
    jobs::RankOrder order;
    Target target;
    std::string project;
};

Error usage(std::string detail, std::string cure)
{
    return {.code = ErrorCode::Usage, .subject = "lr rank", .detail = std::move(detail), .cure = std::move(cure)};
}

Result<std::vector<lr::Family>> parseFamilies(const std::string& text)
{
    std::vector<lr::Family> families;
    for (const std::string_view name : splitList(text, ',')) {
        const auto family = lr::familyFromName(name);
        if (!family)
            return usage("unknown family \"" + std::string(name) + "\"", "see lr list");
        families.push_back(*family);
    }
    return families;
}

Result<const jobs::RankMetric*> parseMetric(const std::string& id)
{
    if (const jobs::RankMetric* metric = jobs::findRankMetric(id))
        return metric;
    std::string all;
    for (const jobs::RankMetric& metric : jobs::rankMetrics())
        all += (all.empty() ? "" : ", ") + std::string(metric.id);
    return usage("unknown metric \"" + id + "\"", "one of " + all);
}

Result<jobs::RankOrder> parseOrder(const Arguments& arguments)
{
    const auto by = parseMetric(arguments.by);
    const auto cost = parseMetric(arguments.cost);
    if (!by || !cost)
        return by ? cost.error() : by.error();
    return jobs::RankOrder{*by, *cost};
}

/// Those named, and one of each family where an interval of rates is given.
Result<void> takePolicies(jobs::RankOptions& options, const Arguments& arguments)
{
    for (const std::string& text : arguments.policies) {
        auto schedule = lr::parse(text);
        if (!schedule)
            return std::move(schedule).error();
        options.policies.push_back(*std::move(schedule));
    }
    const bool hasRange = arguments.lowest != 0.0 || arguments.highest != 0.0;
    if (!hasRange && options.policies.empty())
        return usage("there is nothing to rank",
            "name policies with --policies, or rates with --from and --to (lr range-test suggests them), or "
            "recorded "
            "runs with --runs");
    if (!hasRange)
        return {};
    auto families = parseFamilies(arguments.families);
    if (!families)
        return std::move(families).error();
    options.candidates
        = {.lowest = arguments.lowest, .highest = arguments.highest, .families = *std::move(families)};
    return {};
}

Result<void> attackFinished(
    Context& context, jobs::Ranking& ranking, double epsilon, const std::filesystem::path& project)
{
    const std::vector<RunId> runs = jobs::finishedRuns(ranking);
    if (epsilon == 0.0 || runs.empty())
        return {};
    const auto pool = engine::attackRuns(project, runs, epsilon, context.progress, context.cancel);
    if (!pool)
        return pool.error();
    jobs::takeAttack(ranking, runs, *pool);
    return {};
}

Result<Answer> rankRecorded(Context& context, const Arguments& arguments, const jobs::RankOrder& order)
{
    std::vector<RunId> runs;
    for (const std::int64_t run : arguments.runs)
        runs.push_back({run});
    const auto project = std::filesystem::absolute(runProject(arguments.trainer.project)).lexically_normal();
    auto ranking = jobs::readRanking(project, runs, context.progress, context.cancel);
    if (!ranking)
        return std::move(ranking).error();
    if (auto attacked = attackFinished(context, *ranking, arguments.attack, project); !attacked)
        return std::move(attacked).error();
    jobs::setTarget(*ranking, arguments.options.target);
    jobs::orderRanking(*ranking, order);
    return Answer{*std::move(ranking), order, {arguments.options.target, arguments.within}, project.string()};
}

Result<Answer> rank(Context& context, const Arguments& arguments)
{
    const auto order = parseOrder(arguments);
    if (!order)
        return order.error();
    if (!arguments.runs.empty())
        return rankRecorded(context, arguments, *order);
    jobs::RankOptions options = arguments.options;
    options.order = *order;
    if (auto taken = takePolicies(options, arguments); !taken)
        return std::move(taken).error();
    options.config.learningRate = "0.01"; // each run has its policy's
    const auto made = makeTrainer(context, arguments.trainer, options.config);
    if (!made)
        return made.error();
    std::size_t told = 0; // rungs
    const auto observe = [&](const jobs::Ranking& ranking) {
        if (std::exchange(told, ranking.rungsDone) != ranking.rungsDone)
            context.note(grouped(ranking.iterations) + " iterations done");
    };
    auto ranking = jobs::rankPolicies(options, *made->trainer, observe, context.progress, context.cancel);
    if (!ranking)
        return std::move(ranking).error();
    if (ranking->isBudgetSpent)
        context.note("the time is spent: what was reached by then is ranked");
    if (auto attacked = attackFinished(context, *ranking, arguments.attack, made->project); !attacked)
        return std::move(attacked).error();
    jobs::orderRanking(*ranking, *order);
    return Answer{*std::move(ranking), *order, {options.target, arguments.within}, made->project.string()};
}

void writeJson(JsonWriter& json, const Answer& answer)
{
    json.beginObject().member("project", answer.project).key("rungs").beginArray();
    for (const jobs::Rung& rung : answer.ranking.rungs)
        json.beginObject().member("epochs", rung.epochs).member("policies", rung.policies).endObject();
    json.endArray().member("iterations", answer.ranking.iterations);
    json.member("budget_spent", answer.ranking.isBudgetSpent).member("target", answer.target.accuracy);
    json.member("by", answer.order.by->id).member("cost", answer.order.cost->id);
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
    command->add_option("--within", arguments->within, "How many of the runs reach it in so many iterations?")
        ->type_name("N");
    command
        ->add_option("--by", arguments->by, "Metric to rank by (default test_accuracy); as the result names them")
        ->type_name("METRIC");
    command->add_option("--cost", arguments->cost, "What the Pareto front weighs it against (default seconds)")
        ->type_name("METRIC");
    command
        ->add_option("--attack",
            arguments->attack,
            "Accuracy of the finished runs under FGSM of this strength, too: a share of black to white (0.03)")
        ->type_name("EPSILON");
    command->add_option("--batch-name", options.batch, "What the runs are kept as (default rank)")
        ->type_name("NAME");
    command->add_option("--runs", arguments->runs, "Rank these recorded runs instead; trains nothing")
        ->delimiter(',')
        ->type_name("ID,ID,…");
    addTrainerArguments(*command, arguments->trainer);
    addResultArguments(*command, arguments->result);
    command->callback([=, &chosen] {
        chosen = answering<Arguments, Answer>(arguments, rank, {writeJson, writeText, makeTable});
    });
}

} // namespace cobench::cli
