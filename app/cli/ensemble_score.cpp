// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/scored_pool.h"
#include "core/ensemble/team_plan.h"

#include <CLI/CLI.hpp>
#include <chrono>

namespace cobench::cli {

namespace {

using ensemble::Consensus;
using ensemble::SampleSet;

struct Arguments {
    PoolArguments pool;
    ResultArguments result;
    std::string teams;
    std::string metrics;
    std::string consensus;
    std::string samples = "all";
    std::size_t minSize = 2;
    std::size_t maxSize = 0;
    bool all = false; // also when nothing is named
    bool focal = false;
    bool summary = false;
    ensemble::BootstrapOptions bootstrap{.draws = 0}; // 0 = no intervals
    ensemble::Convention convention = ensemble::Convention::Corrected;
};

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

bool hasProbabilities(const data::Split& split)
{
    return std::ranges::none_of(split.members, &data::MemberPredictions::isLabelOnly);
}

Result<std::vector<Consensus>> chooseConsensus(const std::string& text, const data::Split& split)
{
    const bool soft = hasProbabilities(split);
    if (text.empty())
        return std::vector<Consensus>{soft ? Consensus::Soft : Consensus::Plurality};
    auto rules = parseConsensus(text);
    if (!rules || soft)
        return rules;
    const auto needing = std::ranges::find_if(*rules, ensemble::needsProbabilities);
    if (needing != rules->end())
        return Error{.code = ErrorCode::Unsupported,
            .subject = "--consensus " + std::string(ensemble::id(*needing)),
            .detail = "some members have labels only",
            .cure = "use plurality or majority"};
    return rules;
}

/// Everything of the command line that does not depend on the pool, so that a slip is told before any reading.
Result<ensemble::ScoreOptions> chooseOptions(const Context& context, const Arguments& arguments)
{
    ensemble::ScoreOptions options{.focal = arguments.focal,
        .minSize = arguments.minSize,
        .maxSize = arguments.maxSize,
        .convention = arguments.convention,
        .threads = context.threads};
    if (!arguments.metrics.empty()) {
        auto metrics = parseMetrics(arguments.metrics);
        if (!metrics)
            return metrics.error();
        options.metrics = std::move(*metrics);
    }
    if (options.maxSize != 0 && options.maxSize < options.minSize)
        return Error{.code = ErrorCode::Usage,
            .subject = "--max-size " + std::to_string(options.maxSize),
            .detail = "is below --min-size " + std::to_string(options.minSize)};
    if (arguments.bootstrap.draws > 0 && arguments.teams.empty())
        return Error{.code = ErrorCode::Usage,
            .subject = "--bootstrap",
            .detail = "intervals of all teams take too long",
            .cure = "name some with --teams"};
    if (arguments.samples.starts_with("focal"))
        return Error{.code = ErrorCode::Usage,
            .subject = "--samples " + arguments.samples,
            .detail = "teams are scored on all or disagreement samples",
            .cure = "add --focal for the values on every member's negatives"};
    return options;
}

/// Told here in the command line's words; the core would refuse it too.
Result<void> checkCount(const ensemble::ScoreOptions& options, std::size_t models)
{
    const std::size_t most = options.maxSize == 0 ? models : options.maxSize;
    const std::size_t count = ensemble::countTeams(models, options.minSize, most);
    if (options.teams || count <= ensemble::kMaxTeams)
        return {};
    return Error{.code = ErrorCode::Usage,
        .subject = std::to_string(models) + " models",
        .detail = "have more teams of these sizes than can be listed, " + grouped(ensemble::kMaxTeams),
        .cure = "limit --max-size, name --teams, or keep only the most diverse with `ensemble top`"};
}

Result<void> fitToPool(ensemble::ScoreOptions& options, const Arguments& arguments, const data::Split& split)
{
    const std::size_t models = split.members.size();
    const auto samples = ensemble::parseSampleSet(arguments.samples, models);
    if (!samples)
        return samples.error();
    options.samples = *samples;
    auto rules = chooseConsensus(arguments.consensus, split);
    if (!rules)
        return rules.error();
    options.consensus = std::move(*rules);
    if (!arguments.teams.empty()) {
        auto teams = parseTeams(arguments.teams, models);
        if (!teams)
            return teams.error();
        options.teams = std::move(*teams);
    }
    return checkCount(options, models);
}

/// Intervals of the named teams, where they were asked for.
Result<void> addIntervals(ScoredPool& scored,
    const ensemble::PreparedSplit& split,
    const Arguments& arguments,
    const ensemble::ScoreOptions& options,
    const CancelToken& cancel)
{
    if (arguments.bootstrap.draws == 0)
        return {};
    jobs::IntervalOptions intervals{.samples = options.samples,
        .metrics = options.metrics,
        .consensus = options.consensus,
        .bootstrap = arguments.bootstrap};
    intervals.bootstrap.convention = options.convention;
    intervals.bootstrap.threads = options.threads;
    auto answer = jobs::bootstrapTeams(split, *options.teams, intervals, cancel);
    if (!answer)
        return std::move(answer).error();
    scored.intervals = std::move(*answer);
    return {};
}

Result<ScoredPool> score(Context& context, const Arguments& arguments)
{
    auto options = chooseOptions(context, arguments);
    if (!options)
        return options.error();
    const auto begun = std::chrono::steady_clock::now();
    const auto opened = openSplit(context, arguments.pool);
    if (!opened)
        return opened.error();
    const data::Pool& pool = *opened->pool;
    if (auto fits = fitToPool(*options, arguments, *opened->split); !fits)
        return fits.error();
    ScoredPool scored{.split = opened->split->title(),
        .samples = options->samples,
        .isSummary = arguments.summary,
        .isInGivenOrder = options->teams.has_value(),
        .readSeconds = secondsSince(begun)};

    const auto raw = std::chrono::steady_clock::now();
    const auto prepared = ensemble::PreparedSplit::prepare(opened->split, pool.classes);
    scored.prepareSeconds = secondsSince(raw);
    auto scores = ensemble::scoreTeams(*prepared, *options, context.progress, context.cancel);
    if (!scores)
        return scores.error();
    scored.scores = std::move(*scores);
    scored.prepareSeconds += scored.scores.prepareSeconds;
    scored.scoreSeconds = scored.scores.scoreSeconds;
    for (const data::Model& model : pool.models)
        scored.names.push_back(model.name);
    if (auto done = addIntervals(scored, *prepared, arguments, *options, context.cancel); !done)
        return done.error();
    return scored;
}

void addOptions(CLI::App& command, Arguments& arguments)
{
    addPoolArguments(command, arguments.pool);
    CLI::Option* teams = command.add_option("--teams", arguments.teams, "Only these teams, e.g. \"0,1;0,2,5\"");
    teams->type_name("LIST");
    CLI::Option* all
        = command.add_flag("--all", arguments.all, "Every team of the sizes asked for (default)")->excludes(teams);
    CLI::Option* least = command.add_option("--min-size", arguments.minSize, "Smallest team (default: 2)");
    CLI::Option* most = command.add_option("--max-size", arguments.maxSize, "Largest team (default: all models)");
    for (CLI::Option* size : {least, most})
        size->check(CLI::Range(1U, 65535U).description(""))->type_name("N")->excludes(teams);
    teams->excludes(all);
    command
        .add_option("--metrics", arguments.metrics, "Of CK QS BD FK KW GD RHO EN DF, or all (default: first six)")
        ->type_name("A,B");
    command.add_option("--samples", arguments.samples, "Samples the metrics count on (default: all)")
        ->type_name("all|disagreement");
    command.add_flag("--focal", arguments.focal, "Also each metric on the samples that each member gets wrong");
    command
        .add_option("--consensus",
            arguments.consensus,
            "Accuracies to compute: soft, plurality, … (default: soft; plurality when there are only labels)")
        ->type_name("A,B");
    command
        .add_option("--bootstrap",
            arguments.bootstrap.draws,
            "With --teams: intervals from so many draws of the samples, 1000 say")
        ->check(CLI::Range(1U, 1000000U).description(""))
        ->type_name("B");
    command.add_option("--level", arguments.bootstrap.level, "Of the intervals (default: 0.95)")
        ->check(CLI::Range(0.0, 1.0).description(""))
        ->type_name("X");
    command.add_option("--seed", arguments.bootstrap.seed, "Of the draws (default: 1)")->type_name("N");
    command.add_flag("--summary", arguments.summary, "Leave the teams out: counts and times only");
    addConvention(command, arguments.convention);
    addResultArguments(command, arguments.result);
}

} // namespace

void addEnsembleScore(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = parent.add_subcommand("score", "Accuracy and diversity of teams");
    addOptions(*command, *arguments);
    command->callback([=, &chosen] { chosen = answering(arguments, score, {writeJson, writeText, wholeTable}); });
}

} // namespace cobench::cli
