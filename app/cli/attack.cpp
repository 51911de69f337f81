// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/run_project.h"
#include "app/cli/train_config.h"
#include "core/engine/local_client.h"
#include "core/engine/probe_runs.h"
#include "core/ensemble/arg_max.h"
#include "core/jobs/export_pool.h"
#include "core/jobs/join_splits.h"
#include "core/store/project.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

namespace cobench::cli {

namespace {

namespace fs = std::filesystem;

struct Arguments {
    std::vector<std::int64_t> runs;
    std::string program; // instead of runs
    std::int64_t patience = 10; // seconds, with a program
    train::TrainConfig data{.dataset = {}, .normalization = "unit"}; // of a program
    std::string project;
    std::int64_t by = 0; // run; 0 = each its own
    std::vector<std::string> kinds;
    std::vector<double> epsilons{0.03};
    std::vector<unsigned> severities{1, 2, 3, 4, 5};
    train::Attack attack; // steps and step size
    std::uint64_t seed = 1;
    engine::ProbePlan plan;
    std::string directory; // to leave the pool in; empty = nowhere
    std::string pool; // of the project; empty = none
    ResultArguments result;
};

struct Answer {
    data::Pool pool;
    std::string directory;
    std::string stored;
};

/// Clean, and each kind with each of its strengths.
Result<std::vector<train::Condition>> conditionsOf(const Arguments& arguments)
{
    std::vector<train::Condition> conditions{std::monostate()};
    for (const std::string& kind : arguments.kinds) {
        const auto named = train::conditionNamed(kind);
        if (!named)
            return named.error();
        if (const auto* attack = std::get_if<train::Attack>(&*named))
            for (const double epsilon : arguments.epsilons)
                conditions.emplace_back(train::Attack{.kind = attack->kind,
                    .epsilon = epsilon,
                    .steps = arguments.attack.steps,
                    .stepSize = arguments.attack.stepSize,
                    .seed = arguments.seed});
        if (const auto* corruption = std::get_if<train::Corruption>(&*named))
            for (const unsigned severity : arguments.severities)
                conditions.emplace_back(
                    train::Corruption{.kind = corruption->kind, .severity = severity, .seed = arguments.seed});
    }
    std::vector<Error> problems;
    for (const train::Condition& condition : conditions)
        std::ranges::move(train::findProblems(condition), std::back_inserter(problems));
    return problems.empty() ? Result(std::move(conditions)) : train::together(problems);
}

Result<data::Pool> ask(Context& context, const Arguments& arguments)
{
    engine::ProbePlan plan = arguments.plan;
    plan.threads = context.threads;
    auto conditions = conditionsOf(arguments);
    if (!conditions)
        return std::move(conditions).error();
    plan.conditions = std::move(*conditions);
    const auto trainer = engine::findTrainer();
    if (!trainer)
        return trainer.error();
    const engine::ProbeOptions options{.trainer = *trainer, .patience = std::chrono::seconds(arguments.patience)};
    if (!arguments.program.empty())
        return engine::probeProgram(
            arguments.program, arguments.data, plan, options, context.progress, context.cancel);
    std::vector<RunId> runs;
    for (const std::int64_t run : arguments.runs)
        runs.push_back({run});
    const auto by = arguments.by == 0 ? std::optional<RunId>() : RunId{arguments.by};
    const auto project = fs::absolute(runProject(arguments.project)).lexically_normal();
    return engine::probeRuns(project, runs, by, plan, options, context.progress, context.cancel);
}

/// In a folder: beside what an earlier call has left there.
Result<void> leaveIn(Context& context, const std::string& directory, data::Pool& pool)
{
    std::error_code ignored;
    if (fs::exists(directory, ignored) && !fs::is_empty(directory, ignored)) {
        const auto before = jobs::openPool({.pool = directory}, context.progress, context.cancel);
        if (!before)
            return before.error();
        auto joined = jobs::joinSplits(*before->pool, pool);
        if (!joined)
            return std::move(joined).error();
        pool = std::move(*joined);
    }
    return jobs::exportPool(pool, directory, context.progress, context.cancel);
}

/// As a new pool, or as more conditions of the one that has the name.
Result<void> storeAs(Context& context, const Arguments& arguments, const data::Pool& pool)
{
    const auto project = store::Project::open(runProject(arguments.project), store::OpenMode::Create);
    if (!project)
        return project.error();
    if (const auto before = (*project)->findPool(arguments.pool))
        return (*project)->addSplits(*before, pool, context.progress, context.cancel);
    const auto added = (*project)->addPool(pool, arguments.pool, {}, context.progress, context.cancel);
    return added ? Result<void>() : added.error();
}

Result<void> checkUsage(const Arguments& arguments)
{
    const auto wrong = [](const char* option, const char* detail, const char* cure) {
        return Error{.code = ErrorCode::Usage, .subject = option, .detail = detail, .cure = cure};
    };
    if (arguments.runs.empty() == arguments.program.empty())
        return wrong("RUN", "either runs or --run-program is wanted", "runs list tells which runs there are");
    if (!arguments.program.empty() && arguments.by != 0)
        return wrong("--by", "is for runs", "a program is attacked by its own gradients");
    if (!arguments.program.empty() && arguments.data.dataset.empty() && arguments.data.dataDirectory.empty())
        return wrong("--dataset", "is not given", "what the program is to see");
    return {};
}

Result<Answer> attack(Context& context, const Arguments& given)
{
    Arguments arguments = given;
    if (auto checked = checkUsage(arguments); !checked)
        return std::move(checked).error();
    if (!arguments.directory.empty())
        if (auto checked = jobs::checkExportPlace(arguments.directory); !checked)
            return std::move(checked).error();
    completeConfig(arguments.data);
    auto pool = ask(context, arguments);
    if (!pool)
        return std::move(pool).error();
    Answer answer{.pool = std::move(*pool), .directory = arguments.directory, .stored = arguments.pool};
    if (!arguments.pool.empty())
        if (auto stored = storeAs(context, arguments, answer.pool); !stored)
            return std::move(stored).error();
    if (!arguments.directory.empty())
        if (auto left = leaveIn(context, arguments.directory, answer.pool); !left)
            return std::move(left).error();
    return answer;
}

std::string titleOf(const data::Split& split)
{
    return split.condition.empty() ? "clean" : split.condition;
}

std::vector<double> accuracies(const data::Pool& pool, const data::Split& split)
{
    std::vector<double> shares;
    std::vector<data::Label> labels(split.samples());
    for (const data::MemberPredictions& member : split.members) {
        if (!member.isLabelOnly())
            ensemble::argMaxRows(member.probabilities, pool.classes, labels);
        const std::span<const data::Label> predicted = member.isLabelOnly() ? member.labels.view() : labels;
        std::size_t right = 0;
        for (std::size_t n = 0; n < split.samples(); ++n)
            right += predicted[n] == split.truth[n];
        shares.push_back(static_cast<double>(right) / static_cast<double>(split.samples()));
    }
    return shares;
}

void writeJson(JsonWriter& json, const Answer& answer)
{
    const data::Split& first = *answer.pool.splits.front();
    json.beginObject().member("split", first.name).member("samples", first.samples()).key("models").beginArray();
    for (const data::Model& model : answer.pool.models)
        json.value(model.name);
    json.endArray().key("conditions").beginArray();
    for (const auto& split : answer.pool.splits) {
        json.beginObject().member("condition", titleOf(*split));
        json.key("accuracy").array(accuracies(answer.pool, *split)).endObject();
    }
    json.endArray().endObject();
}

Table tableOf(const Answer& answer)
{
    Table table{.columns = {{"condition"}}};
    for (const data::Model& model : answer.pool.models)
        table.columns.push_back({.title = model.name});
    for (const auto& split : answer.pool.splits) {
        auto& cells = table.rows.emplace_back();
        cells.emplace_back(titleOf(*split));
        for (const double share : accuracies(answer.pool, *split))
            cells.emplace_back(share);
    }
    return table;
}

std::string writeText(const Answer& answer)
{
    const data::Split& first = *answer.pool.splits.front();
    std::string text = "Accuracy on " + grouped(first.samples()) + " samples of split " + first.name + "\n\n"
        + toText(tableOf(answer));
    if (!answer.stored.empty())
        text += "\nStored as pool " + answer.stored + "\n";
    if (!answer.directory.empty())
        text += "\nLeft in " + answer.directory + "\n";
    return text;
}

void addProgram(CLI::App& command, Arguments& arguments)
{
    command
        .add_option("--run-program",
            arguments.program,
            "Instead of runs: run this TorchScript file, in a process that can neither read nor write")
        ->type_name("FILE.pt");
    command.add_option("--dataset", arguments.data.dataset, "What the program sees")->type_name("NAME");
    command.add_option("--data-dir", arguments.data.dataDirectory, "Folder of the data set")->type_name("DIR");
    command.add_option("--image-size", arguments.data.imageSize, "Bring pictures to N x N pixels")->type_name("N");
    command
        .add_option("--normalization",
            arguments.data.normalization,
            "Of the program's inputs: unit (default, from 0 to 1) or standard")
        ->check(CLI::IsMember({"unit", "standard"}).description(""))
        ->type_name("NAME");
    command.add_option("--patience", arguments.patience, "Seconds for 250 samples of a program (default 10)")
        ->check(CLI::Range(1, 86400).description(""))
        ->type_name("S");
}

void addCommon(CLI::App& command, Arguments& arguments)
{
    command.add_option("runs", arguments.runs, "Finished runs")->type_name("RUN");
    addRunProject(command, arguments.project);
    command.add_option("--split", arguments.plan.split, "train, val or test (default)")->type_name("NAME");
    command.add_option("--limit", arguments.plan.limit, "Only the first N samples")->type_name("N");
    command.add_option("--seed", arguments.seed, "Of what is random (default 1)")->type_name("N");
    command
        .add_option("--out",
            arguments.directory,
            "Leave the predictions here, model.test@fgsm-0.03.npz and so on; joins what an earlier call has left")
        ->type_name("DIR");
    command
        .add_option("--pool",
            arguments.pool,
            "Store them in the project as a pool of this name; one that it has gets the conditions")
        ->type_name("NAME");
    addProgram(command, arguments);
    addResultArguments(command, arguments.result);
}

} // namespace

void addAttack(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    arguments->kinds = {"fgsm"};
    CLI::App* command = parent.add_subcommand("attack", "Attack trained networks; makes conditions of a pool");
    command->add_option("--method", arguments->kinds, "fgsm (default), pgd, or both")
        ->delimiter(',')
        ->check(CLI::IsMember(train::attackNames()).description(""))
        ->type_name("LIST");
    command
        ->add_option("--epsilon",
            arguments->epsilons,
            "Largest change of a pixel, as a share from black to white; a list makes several (default 0.03)")
        ->delimiter(',')
        ->type_name("LIST");
    command->add_option("--steps", arguments->attack.steps, "Of pgd (default 10)")->type_name("N");
    command->add_option("--step-size", arguments->attack.stepSize, "Of pgd (default 2.5 epsilon / steps)")
        ->type_name("X");
    command->add_option("--by", arguments->by, "Attack all with the gradients of this run: does it carry over?")
        ->check(CLI::PositiveNumber.description(""))
        ->type_name("RUN");
    addCommon(*command, *arguments);
    command->callback([=, &chosen] { chosen = answering(arguments, attack, {writeJson, writeText, tableOf}); });
}

void addCorrupt(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    arguments->kinds = train::corruptionNames();
    CLI::App* command
        = parent.add_subcommand("corrupt", "Show trained networks corrupted pictures; makes conditions of a pool");
    command->add_option("--kind", arguments->kinds, "noise, blur, contrast (default all)")
        ->delimiter(',')
        ->check(CLI::IsMember(train::corruptionNames()).description(""))
        ->type_name("LIST");
    command->add_option("--severity", arguments->severities, "1 to 5 (default all)")
        ->delimiter(',')
        ->check(CLI::Range(1, 5).description(""))
        ->type_name("LIST");
    addCommon(*command, *arguments);
    command->callback([=, &chosen] { chosen = answering(arguments, attack, {writeJson, writeText, tableOf}); });
}

} // namespace cobench::cli
