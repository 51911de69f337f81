// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "core/ensemble/score_teams.h"
#include "core/ensemble/team_evaluator.h"
#include "core/ensemble/top_teams.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>

namespace cobench::cli {

namespace {

constexpr std::size_t kShownTeams = 10; // of each metric, for people

struct Arguments {
    PoolArguments pool;
    ResultArguments result;
    std::string metrics;
    std::string samples = "all";
    ensemble::TopOptions options{.keep = 100};
};

/// The most diverse teams by each metric, with what else is known of them.
struct RankedPool {
    struct Team {
        ensemble::Members members;
        double score; // higher = more diverse
        double raw;
        double accuracy;
    };

    std::string split;
    ensemble::TopOptions options;
    ensemble::Consensus rule = ensemble::Consensus::Soft;
    std::uint64_t scored = 0;
    double seconds = 0.0;
    std::vector<std::vector<Team>> best; // [metric]
};

Result<ensemble::TopOptions> fitToPool(Context& context, const Arguments& arguments, std::size_t models)
{
    ensemble::TopOptions options = arguments.options;
    options.threads = context.threads;
    if (!arguments.metrics.empty()) {
        auto metrics = parseMetrics(arguments.metrics);
        if (!metrics)
            return metrics.error();
        options.metrics = std::move(*metrics);
    }
    const auto samples = ensemble::parseSampleSet(arguments.samples, models);
    if (!samples)
        return samples.error();
    options.samples = *samples;
    return options;
}

/// Raw values and accuracies of the teams that were kept, each scored once for all metrics.
Result<void> describeTeams(
    Context& context, const ensemble::PreparedSplit& split, const ensemble::TopTeams& top, RankedPool& ranked)
{
    std::vector<ensemble::TeamMask> masks;
    for (const auto& best : top.best)
        for (const ensemble::RankedTeam& team : best)
            masks.push_back(team.team);
    std::ranges::sort(masks);
    masks.erase(std::unique(masks.begin(), masks.end()), masks.end());
    std::vector<ensemble::Members> teams;
    std::ranges::transform(masks, std::back_inserter(teams), ensemble::membersOf);
    const ensemble::TopOptions& options = ranked.options;
    const auto scores = ensemble::scoreTeams(split,
        {.metrics = options.metrics,
            .samples = options.samples,
            .consensus = {ranked.rule},
            .teams = std::move(teams),
            .convention = options.convention,
            .threads = options.threads},
        context.progress,
        context.cancel);
    if (!scores)
        return scores.error();
    ranked.best.resize(options.metrics.size());
    for (std::size_t k = 0; k < options.metrics.size(); ++k)
        for (const ensemble::RankedTeam& team : top.best[k]) {
            const auto place = static_cast<std::size_t>(std::ranges::lower_bound(masks, team.team) - masks.begin());
            ranked.best[k].push_back({.members = ensemble::membersOf(team.team),
                .score = team.score,
                .raw = scores->rawValue(k, place),
                .accuracy = scores->accuracyValue(0, place)});
        }
    return {};
}

Result<RankedPool> rank(Context& context, const Arguments& arguments)
{
    const auto opened = openSplit(context, arguments.pool);
    if (!opened)
        return opened.error();
    auto options = fitToPool(context, arguments, opened->pool->size());
    if (!options)
        return options.error();
    const auto prepared = ensemble::PreparedSplit::prepare(opened->split, opened->pool->classes);
    const auto start = std::chrono::steady_clock::now();
    auto top = ensemble::mostDiverseTeams(*prepared, *options, context.progress, context.cancel);
    if (!top)
        return top.error();
    RankedPool ranked{.split = opened->split->title(),
        .options = std::move(*options),
        .rule = ensemble::judgingRule(*prepared),
        .scored = top->scored,
        .seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()};
    if (auto done = describeTeams(context, *prepared, *top, ranked); !done)
        return done.error();
    return ranked;
}

void writeJson(JsonWriter& json, const RankedPool& ranked)
{
    json.beginObject().member("split", ranked.split);
    json.member("samples", ensemble::toString(ranked.options.samples)).member("scored", ranked.scored);
    json.key("seconds").beginObject().member("search", ranked.seconds).endObject();
    json.member("consensus", ensemble::id(ranked.rule));
    json.key("top").beginArray();
    for (std::size_t k = 0; k < ranked.best.size(); ++k) {
        json.beginObject().member("metric", info(ranked.options.metrics[k]).id).key("teams").beginArray();
        for (const RankedPool::Team& team : ranked.best[k]) {
            json.beginObject().key("members").array(team.members);
            json.member("score", team.score).member("raw", team.raw).member("accuracy", team.accuracy);
            json.endObject();
        }
        json.endArray().endObject();
    }
    json.endArray().endObject();
}

Table makeTable(const RankedPool& ranked, std::size_t most)
{
    Table table{.columns
        = {{"metric"}, {"rank"}, {"members"}, {"size"}, {"score"}, {"raw"}, {std::string(id(ranked.rule))}}};
    for (std::size_t k = 0; k < ranked.best.size(); ++k)
        for (std::size_t i = 0; i < std::min(most, ranked.best[k].size()); ++i) {
            const RankedPool::Team& team = ranked.best[k][i];
            table.rows.push_back({std::string(info(ranked.options.metrics[k]).id),
                std::uint64_t{i + 1},
                ensemble::toString(team.members),
                std::uint64_t{team.members.size()},
                team.score,
                team.raw,
                team.accuracy});
        }
    return table;
}

Table wholeTable(const RankedPool& ranked)
{
    return makeTable(ranked, ranked.options.keep);
}

std::string writeText(const RankedPool& ranked)
{
    char time[32];
    std::snprintf(time, sizeof time, "%.2f s", ranked.seconds);
    return grouped(ranked.scored) + " teams scored in " + time + ", split " + ranked.split + ", samples "
        + ensemble::toString(ranked.options.samples) + "; the most diverse by each metric\n\n"
        + toText(makeTable(ranked, kShownTeams));
}

void addOptions(CLI::App& command, Arguments& arguments)
{
    addPoolArguments(command, arguments.pool);
    command.add_option("--keep", arguments.options.keep, "Teams kept for each metric (default: 100)")
        ->check(CLI::Range(1U, 1000000U).description(""))
        ->type_name("N");
    command.add_option("--min-size", arguments.options.minSize, "Smallest team (default: 2)")
        ->check(CLI::Range(1U, 40U).description(""))
        ->type_name("N");
    command.add_option("--max-size", arguments.options.maxSize, "Largest team (default: all models)")
        ->check(CLI::Range(1U, 40U).description(""))
        ->type_name("N");
    command.add_option("--metrics", arguments.metrics, "Of CK QS BD FK KW GD RHO DF (default: first six)")
        ->type_name("A,B");
    command.add_option("--samples", arguments.samples, "Samples to count on (default: all)")
        ->type_name("all|disagreement|focal:INDEX");
    addConvention(command, arguments.options.convention);
    addResultArguments(command, arguments.result);
}

} // namespace

void addEnsembleTop(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command
        = parent.add_subcommand("top", "The most diverse teams of up to 40 models; looks at all, keeps the best");
    addOptions(*command, *arguments);
    command->callback([=, &chosen] { chosen = answering(arguments, rank, {writeJson, writeText, wholeTable}); });
}

} // namespace cobench::cli
