// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/told_team.h"
#include "core/jobs/export_team.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>

namespace cobench::cli {

namespace {

using ensemble::Consensus;

struct Arguments {
    PoolArguments pool;
    ResultArguments result;
    std::string members;
    SplitArguments splits;
    std::string consensus;
    std::string temperature;
    std::string metrics;
    std::string samples = "all";
    std::string exportTo;
    std::uint32_t draws = 1000;
    std::uint64_t seed = 1;
    bool confusion = false;
    ensemble::Convention convention = ensemble::Convention::Corrected;
};

Result<std::variant<double, jobs::FitTemperature>> parseTemperature(const std::string& text)
{
    using Temperature = std::variant<double, jobs::FitTemperature>;
    if (text == "fit")
        return Temperature(jobs::FitTemperature{});
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !(value >= 0.01 && value <= 100.0))
        return Error{.code = ErrorCode::Usage,
            .subject = "--temperature",
            .detail = "\"" + text + "\" is no temperature",
            .cure = "a number from 0.01 to 100, or fit"};
    return Temperature(value);
}

/// The rule the samples are told by: its place among all, which tempered soft voting joins when it is asked for.
Result<void> chooseRules(jobs::TeamDetailOptions& options, const Arguments& arguments)
{
    Consensus wanted = Consensus::Soft;
    if (!arguments.consensus.empty()) {
        const auto rules = parseConsensus(arguments.consensus);
        if (!rules)
            return rules.error();
        if (rules->size() != 1)
            return Error{.code = ErrorCode::Usage,
                .subject = "--consensus " + arguments.consensus,
                .detail = "names more than one rule",
                .cure = "name the one whose samples to tell; all are compared"};
        wanted = rules->front();
    }
    options.told = static_cast<std::size_t>(
        std::ranges::find(options.rules, wanted, &jobs::RuleChoice::rule) - options.rules.begin());
    if (arguments.temperature.empty())
        return {};
    const auto temperature = parseTemperature(arguments.temperature);
    if (!temperature)
        return temperature.error();
    options.rules.insert(options.rules.begin() + 1, {.rule = Consensus::Soft, .temperature = *temperature});
    ++options.told; // soft voting is now told as tempered; whatever comes after it has moved
    return {};
}

Result<jobs::TeamDetailOptions> chooseOptions(const Context& context, const Arguments& arguments)
{
    jobs::TeamDetailOptions options{.convention = arguments.convention,
        .draws = arguments.draws,
        .seed = arguments.seed,
        .withConfusion = arguments.confusion,
        .threads = context.threads};
    if (!arguments.metrics.empty()) {
        auto metrics = parseMetrics(arguments.metrics);
        if (!metrics)
            return metrics.error();
        options.metrics = std::move(*metrics);
    }
    if (auto chosen = chooseRules(options, arguments); !chosen)
        return std::move(chosen).error();
    return options;
}

Result<ToldTeam> tell(Context& context, const Arguments& arguments)
{
    auto options = chooseOptions(context, arguments);
    if (!options)
        return options.error();
    auto splits = openSplits(context, arguments.pool, arguments.splits);
    if (!splits)
        return splits.error();
    auto team = parseTeam("--members", arguments.members, splits->pool->size());
    if (!team)
        return team.error();
    options->team = std::move(*team);
    const auto samples = ensemble::parseSampleSet(arguments.samples, splits->pool->size());
    if (!samples)
        return samples.error();
    options->samples = *samples;
    auto detail = jobs::detailTeam(*splits, *options, context.progress, context.cancel);
    if (!detail)
        return detail.error();
    const bool isAsked = !arguments.consensus.empty() || !arguments.temperature.empty();
    if (isAsked && detail->told != options->told)
        return *detail->rules[options->told].unavailable;
    return ToldTeam{.splits = std::move(*splits),
        .samples = *samples,
        .detail = std::move(*detail),
        .withConfusion = arguments.confusion};
}

Result<void> write(Context& context, const Arguments& arguments, const ToldTeam& told)
{
    if (arguments.exportTo.empty())
        return {};
    auto written = jobs::exportTeam(arguments.exportTo,
        told.splits,
        told.detail.team,
        told.detail.toldRule().rule,
        context.progress,
        context.cancel);
    if (written)
        context.note("wrote the team's predictions to " + arguments.exportTo);
    return written;
}

Result<ToldTeam> tellAndWrite(Context& context, const Arguments& arguments)
{
    auto told = tell(context, arguments);
    if (!told)
        return told;
    if (auto written = write(context, arguments, *told); !written)
        return written.error();
    return told;
}

void addOptions(CLI::App& command, Arguments& arguments)
{
    addPoolArguments(command, arguments.pool, false);
    command.add_option("--members", arguments.members, "The team, e.g. \"0,3,7\"")->required()->type_name("LIST");
    addSplitArguments(command, arguments.splits, "weights, temperature and FQ come from");
    command
        .add_option("--consensus",
            arguments.consensus,
            "Rule whose samples are told (default: soft; plurality when there are only labels)")
        ->type_name("RULE");
    command.add_option("--temperature", arguments.temperature, "Also soft voting with members tempered: T, or fit")
        ->type_name("T|fit");
    command
        .add_option("--metrics", arguments.metrics, "Of CK QS BD FK KW GD RHO EN DF, or all (default: first six)")
        ->type_name("A,B");
    command.add_option("--samples", arguments.samples, "Samples that diversity counts on (default: all)")
        ->type_name("all|disagreement|focal:INDEX");
    command.add_option("--draws", arguments.draws, "Draws of the bootstrap intervals (default: 1000)")
        ->check(CLI::Range(1U, 1000000U).description(""))
        ->type_name("N");
    command.add_option("--seed", arguments.seed, "Seed of the draws (default: 1)")->type_name("N");
    command.add_flag("--confusion", arguments.confusion, "Confusion matrices in the JSON document");
    command
        .add_option(
            "--export", arguments.exportTo, "Write the team's predictions as a prediction file .npz or .csv")
        ->type_name("FILE");
    addConvention(command, arguments.convention);
    addResultArguments(command, arguments.result);
}

} // namespace

void addEnsembleTeam(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command
        = parent.add_subcommand("team", "One team in depth: every rule, its members, who fails with whom");
    addOptions(*command, *arguments);
    command->callback([=, &chosen] {
        chosen = answering(arguments, tellAndWrite, {writeJson, writeText, wholeTable});
    });
}

} // namespace cobench::cli
