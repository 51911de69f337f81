// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/selected_teams.h"

#include <CLI/CLI.hpp>
#include <cmath>

namespace cobench::cli {

namespace {

using jobs::SelectionMethod;
using jobs::SelectionParameter;

struct Arguments {
    PoolArguments pool;
    ResultArguments result;
    std::string metric;
    std::string metrics;
    SplitArguments splits;
    double k = 0.0; // 0 = the method's default
    double seconds = 30.0;
    jobs::SelectionOptions options;
    std::vector<std::pair<const CLI::Option*, SelectionParameter>> optional; // what some methods do not take
};

Result<void> readMetrics(const Arguments& arguments, jobs::SelectionOptions& options)
{
    if (!arguments.metric.empty()) {
        const auto metric = parseMetric("--metric", arguments.metric);
        if (!metric)
            return metric.error();
        options.metrics = {*metric};
    } else if (!arguments.metrics.empty()) {
        auto metrics = parseMetrics(arguments.metrics);
        if (!metrics)
            return metrics.error();
        options.metrics = std::move(*metrics);
    }
    return {};
}

Result<void> readK(const Arguments& arguments, jobs::SelectionOptions& options)
{
    if (arguments.k == 0.0)
        return {};
    if (options.method == SelectionMethod::KOfN && (arguments.k < 1.0 || arguments.k != std::floor(arguments.k)))
        return Error{.code = ErrorCode::Usage,
            .subject = "--k " + shortest(arguments.k),
            .detail = "is no number of metrics",
            .cure = "give a whole number, 1 or more"};
    options.deviations = arguments.k;
    options.votes = static_cast<std::size_t>(arguments.k);
    return {};
}

Result<jobs::SelectionOptions> readOptions(const Context& context, const Arguments& arguments)
{
    jobs::SelectionOptions options = arguments.options;
    options.threads = context.threads;
    options.time = std::chrono::duration<double>(arguments.seconds);
    if (auto read = readMetrics(arguments, options); !read)
        return read.error();
    if (auto read = readK(arguments, options); !read)
        return read.error();
    return options;
}

/// An option that changes nothing is no error, but it is said.
void noteUnused(const Context& context, const Arguments& arguments)
{
    const jobs::SelectionMethodInfo& method = jobs::info(arguments.options.method);
    for (const auto& [option, parameter] : arguments.optional) {
        const bool taken = method.takes(parameter)
            || (parameter == SelectionParameter::Metric && method.takes(SelectionParameter::Metrics))
            || (parameter == SelectionParameter::Deviations && method.takes(SelectionParameter::Votes));
        if (option->count() > 0 && !taken)
            context.note(option->get_name() + " makes no difference to method " + std::string(method.id));
    }
}

Result<SelectedTeams> select(Context& context, const Arguments& arguments)
{
    const auto options = readOptions(context, arguments);
    if (!options)
        return options.error();
    const auto splits = openSplits(context, arguments.pool, arguments.splits);
    if (!splits)
        return splits.error();
    noteUnused(context, arguments);
    auto selection = jobs::selectTeams(*splits, *options, context.progress, context.cancel);
    if (!selection)
        return selection.error();
    return SelectedTeams{.selectSplit = splits->selection->split().title(),
        .reportSplit = splits->report->split().title(),
        .selection = std::move(*selection)};
}

std::vector<std::string> methodIds()
{
    std::vector<std::string> ids;
    ids.reserve(jobs::kAllSelectionMethods.size());
    for (const SelectionMethod method : jobs::kAllSelectionMethods)
        ids.emplace_back(jobs::info(method).id);
    return ids;
}

void addMetricOptions(CLI::App& command, Arguments& arguments)
{
    CLI::Option* one
        = command.add_option("--metric", arguments.metric, "CK QS BD FK KW GD RHO EN or DF")->type_name("METRIC");
    command
        .add_option(
            "--metrics", arguments.metrics, "Several, for eq, kofn and borda (default: the first six), or all")
        ->type_name("A,B")
        ->excludes(one);
    arguments.optional.emplace_back(one, SelectionParameter::Metric);
}

/// Options of which a method takes some.
void addMethodOptions(CLI::App& command, Arguments& arguments)
{
    jobs::SelectionOptions& options = arguments.options;
    const auto add = [&](const char* name,
                         auto& value,
                         const char* help,
                         const CLI::Validator& valid,
                         const char* type,
                         SelectionParameter parameter) {
        CLI::Option* option = command.add_option(name, value, help);
        option->check(CLI::Validator(valid).description(""))->type_name(type);
        arguments.optional.emplace_back(option, parameter);
    };
    const CLI::Range sizes(1, 65535);
    using P = SelectionParameter;
    add("--min-size", options.minSize, "Smallest team (default: 2)", sizes, "N", P::Sizes);
    add("--max-size",
        options.maxSize,
        "Largest team (default: all models; of over 20, where all teams are ranked, as fits 70,000 teams)",
        sizes,
        "N",
        P::Sizes);
    add("--size", options.size, "hierarchical: largest team; exact: the size (default: 5)", sizes, "N", P::Size);
    add("--beta",
        options.beta,
        "hierarchical: share of a level that goes (default: 0.1)",
        CLI::Range(0.0, 1.0),
        "X",
        P::Beta);
    add("--k",
        arguments.k,
        "kstd: standard deviations (default: 1); kofn: metrics that agree (default: 2)",
        CLI::PositiveNumber,
        "K",
        P::Deviations);
    add("--n",
        options.count,
        "Teams: top, borda, random, backward, beam, genetic (default: 10)",
        CLI::Range(1, 1000000),
        "N",
        P::Count);
    add("--width",
        options.width,
        "beam: teams kept of each size (default: 16)",
        CLI::Range(1, 100000),
        "N",
        P::Width);
    add("--diversity-share",
        options.diversityShare,
        "genetic: weight of diversity (default: 0.5 with --metric)",
        CLI::Range(0.0, 1.0),
        "X",
        P::Share);
    add("--time", arguments.seconds, "Seconds a search may take (default: 30)", CLI::PositiveNumber, "S", P::Time);
    add("--seed", options.seed, "random, forward, genetic (default: 1)", CLI::NonNegativeNumber, "N", P::Seed);
}

void addOptions(CLI::App& command, Arguments& arguments)
{
    jobs::SelectionOptions& options = arguments.options;
    addPoolArguments(command, arguments.pool);
    addSplitArguments(command, arguments.splits, "teams are chosen by");
    CLI::Option* both = command.get_option("--split");
    both->description("Choose and report on this one split");
    for (const char* name : {"--select-split", "--report-split"})
        command.get_option(name)->excludes(both);
    addChoice(
        command,
        "--method",
        methodIds(),
        [&options](std::size_t chosen) { options.method = jobs::kAllSelectionMethods[chosen]; },
        "How teams are chosen");
    command.get_option("--method")->required();
    addMetricOptions(command, arguments);
    addMethodOptions(command, arguments);
    addChoice(
        command,
        "--weighting",
        {"rank", "uniform", "accuracy"},
        [&options](std::size_t chosen) { options.weighting = static_cast<ensemble::FocalWeighting>(chosen); },
        "Weights of a team's members in FQ (default: rank)");
    addChoice(
        command,
        "--consensus",
        {"soft", "plurality"},
        [&options](std::size_t chosen) {
            options.rule = chosen == 0 ? ensemble::Consensus::Soft : ensemble::Consensus::Plurality;
        },
        "How a team answers (default: soft; plurality when there are only labels)");
    addConvention(command, options.convention);
    addResultArguments(command, arguments.result);
}

} // namespace

void addEnsembleSelect(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = parent.add_subcommand("select", "Choose teams on one split, report them on another");
    addOptions(*command, *arguments);
    command->callback([=, &chosen] { chosen = answering(arguments, select, {writeJson, writeText, wholeTable}); });
}

} // namespace cobench::cli
