// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "core/ensemble/help_text.h"
#include "core/jobs/help_job.h"

#include <CLI/CLI.hpp>

namespace cobench::cli {

namespace {

struct Arguments {
    PoolArguments pool;
    ResultArguments result;
    std::string metric;
    std::string samples = "disagreement";
    ensemble::HelpOptions options;
};

struct Answer {
    std::string split;
    ensemble::HelpOptions options;
    ensemble::HelpReport report;
};

Result<Answer> ask(Context& context, const Arguments& arguments)
{
    const auto metric = parseMetric("--metric", arguments.metric);
    if (!metric)
        return metric.error();
    const auto opened = openSplit(context, arguments.pool);
    if (!opened)
        return opened.error();
    const auto samples = ensemble::parseSampleSet(arguments.samples, opened->pool->size());
    if (!samples)
        return samples.error();
    const auto prepared = ensemble::PreparedSplit::prepare(opened->split, opened->pool->classes);
    ensemble::HelpOptions options = arguments.options;
    options.metric = *metric;
    options.samples = *samples;
    options.threads = context.threads;
    Answer answer{.split = opened->split->title(), .options = jobs::fitHelpOptions(options, *prepared)};
    auto report = ensemble::doesDiversityHelp(*prepared, answer.options, context.progress, context.cancel);
    if (!report)
        return report.error();
    answer.report = std::move(*report);
    return answer;
}

void writeJson(JsonWriter& json, const Answer& answer)
{
    const ensemble::HelpReport& report = answer.report;
    json.beginObject().member("split", answer.split);
    json.member("metric", ensemble::info(answer.options.metric).id);
    json.member("samples", ensemble::toString(answer.options.samples));
    json.member("consensus", ensemble::id(answer.options.consensus));
    json.member("min_size", answer.options.minSize).member("max_size", answer.options.maxSize);
    json.member("teams", report.teams).member("overall", report.overall).member("partial", report.partial);
    json.key("by_size").beginArray();
    for (const ensemble::SizeCorrelation& size : report.bySize)
        json.beginObject().member("size", size.size).member("teams", size.teams).member("r", size.r).endObject();
    json.endArray().key("null").beginObject();
    json.member("permutations", answer.options.permutations).member("seed", answer.options.seed);
    json.member("level", answer.options.level);
    if (report.nullPartials.empty())
        json.member("low", nullptr).member("high", nullptr);
    else
        json.member("low", report.nullLow).member("high", report.nullHigh);
    json.key("partials").array(report.nullPartials).endObject();
    json.member("verdict", ensemble::id(report.verdict));
    json.member("explanation", ensemble::explain(report, answer.options)).endObject();
}

Table sizeTable(const Answer& answer)
{
    Table table{.columns = {{"size"}, {"teams"}, {"r"}}};
    for (const ensemble::SizeCorrelation& size : answer.report.bySize)
        table.rows.push_back({std::uint64_t{size.size}, std::uint64_t{size.teams}, size.r});
    return table;
}

std::string writeText(const Answer& answer)
{
    const ensemble::HelpReport& report = answer.report;
    Table figures{.columns = {{"correlation with accuracy"}, {"r"}}};
    figures.rows.push_back({std::string("all teams"), report.overall});
    figures.rows.push_back({std::string("mean member accuracy held fixed"), report.partial});
    if (!report.nullPartials.empty()) {
        figures.rows.push_back({std::string("by chance, from"), report.nullLow});
        figures.rows.push_back({std::string("by chance, to"), report.nullHigh});
    }
    return "Does diversity help? " + std::string(ensemble::info(answer.options.metric).id) + ", "
        + grouped(report.teams) + " teams of " + std::to_string(answer.options.minSize) + " to "
        + std::to_string(answer.options.maxSize) + ", split " + answer.split + ", samples "
        + ensemble::toString(answer.options.samples) + "\n\n" + toText(figures) + "\n" + toText(sizeTable(answer))
        + "\n" + ensemble::explain(report, answer.options) + "\n";
}

void addOptions(CLI::App& command, Arguments& arguments)
{
    ensemble::HelpOptions& options = arguments.options;
    addPoolArguments(command, arguments.pool);
    command.add_option("--metric", arguments.metric, "CK QS BD FK KW GD RHO EN or DF")
        ->required()
        ->type_name("METRIC");
    command.add_option("--samples", arguments.samples, "Samples the metric counts on (default: disagreement)")
        ->type_name("SET");
    command.add_option("--min-size", options.minSize, "Smallest team (default: 2)")
        ->check(CLI::Range(2U, 65535U).description(""))
        ->type_name("N");
    command.add_option("--max-size", options.maxSize, "Largest team (default: as many as make 70,000 teams)")
        ->check(CLI::Range(2U, 65535U).description(""))
        ->type_name("N");
    command.add_option("--permutations", options.permutations, "Shuffled pools to compare with (default: 200)")
        ->check(CLI::Range(0U, 1000000U).description(""))
        ->type_name("N");
    command.add_option("--level", options.level, "Share of them inside the interval (default: 0.95)")
        ->check(CLI::Range(0.0, 1.0).description(""))
        ->type_name("X");
    command.add_option("--seed", options.seed, "Of the shuffling (default: 1)")->type_name("N");
    addResultArguments(command, arguments.result);
}

} // namespace

void addEnsembleDiversity(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = parent.add_subcommand(
        "diversity", "Does diversity help here? Its correlation with accuracy, compared with chance");
    addOptions(*command, *arguments);
    command->callback([=, &chosen] { chosen = answering(arguments, ask, {writeJson, writeText, sizeTable}); });
}

} // namespace cobench::cli
