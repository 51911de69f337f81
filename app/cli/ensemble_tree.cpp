// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "core/ensemble/pruning_text.h"
#include "core/jobs/prune_job.h"

#include <CLI/CLI.hpp>

namespace cobench::cli {

namespace {

struct Arguments {
    PoolArguments pool;
    ResultArguments result;
    std::string metric;
    std::string beta = "0.1";
    ensemble::PruningOptions pruning;
};

struct NamedTree {
    std::string split;
    ensemble::Metric metric;
    ensemble::PruningTree tree;
};

std::string_view id(ensemble::NodeState state)
{
    switch (state) {
    case ensemble::NodeState::Kept:
        return "kept";
    case ensemble::NodeState::Pruned:
        return "pruned";
    case ensemble::NodeState::Killed:
        return "killed";
    case ensemble::NodeState::NotGenerated:
        break;
    }
    return "not_generated";
}

Result<NamedTree> prune(Context& context, const Arguments& arguments)
{
    const auto metric = parseMetric("--metric", arguments.metric);
    if (!metric)
        return metric.error();
    ensemble::PruningOptions pruning = arguments.pruning;
    if (auto shares = ensemble::parseShares(arguments.beta, pruning); !shares)
        return shares.error();
    const auto opened = openSplit(context, arguments.pool);
    if (!opened)
        return opened.error();
    jobs::PruneSession session(
        ensemble::PreparedSplit::prepare(opened->split, opened->pool->classes), *metric, context.threads);
    auto tree = session.prune(pruning, context.progress, context.cancel);
    if (!tree)
        return tree.error();
    return NamedTree{.split = opened->split->title(), .metric = *metric, .tree = std::move(*tree)};
}

void writeSummary(JsonWriter& json, std::string_view name, const ensemble::AccuracySummary& summary)
{
    json.key(name).beginObject().member("mean", summary.mean).member("max", summary.max).endObject();
}

void writeNode(JsonWriter& json, const ensemble::TreeNode& node)
{
    json.beginObject().key("members").array(node.members);
    json.member("state", id(node.state)).member("score", node.score).member("accuracy", node.accuracy);
    json.key("killed_by");
    if (node.killedBy.empty())
        json.value(nullptr);
    else
        json.array(node.killedBy);
    json.endObject();
}

void writeJson(JsonWriter& json, const NamedTree& named)
{
    json.beginObject().member("split", named.split).member("metric", ensemble::info(named.metric).id);
    json.member("scaled_over", named.tree.scaledOverCandidates ? "candidates" : "all");
    json.key("levels").beginArray();
    for (const ensemble::TreeLevel& level : named.tree.levels) {
        json.beginObject().member("size", level.size).member("candidates", level.candidates);
        json.member("pruned", level.pruned).member("killed", level.killed).member("scored", level.scored);
        json.member("never_generated", level.neverGenerated);
        writeSummary(json, "kept_accuracy", level.keptAccuracy);
        writeSummary(json, "pruned_accuracy", level.prunedAccuracy);
        json.endObject();
    }
    json.endArray().member("nodes_truncated", named.tree.nodesTruncated).key("nodes").beginArray();
    for (const ensemble::TreeNode& node : named.tree.nodes)
        writeNode(json, node);
    json.endArray().endObject();
}

Table levelTable(const NamedTree& named)
{
    Table table{.columns = {{"size"},
                    {"candidates"},
                    {"pruned"},
                    {"killed"},
                    {"scored"},
                    {"best kept"},
                    {"best pruned"},
                    {"mean kept"},
                    {"mean pruned"}}};
    for (const ensemble::TreeLevel& level : named.tree.levels)
        table.rows.push_back({std::uint64_t{level.size},
            level.candidates,
            level.pruned,
            level.killed,
            level.scored,
            level.keptAccuracy.max,
            level.prunedAccuracy.max,
            level.keptAccuracy.mean,
            level.prunedAccuracy.mean});
    return table;
}

Table nodeTable(const NamedTree& named)
{
    Table table{.columns = {{"members"}, {"state"}, {"score"}, {"accuracy"}, {"killed_by"}}};
    for (const ensemble::TreeNode& node : named.tree.nodes)
        table.rows.push_back({ensemble::toString(node.members),
            std::string(id(node.state)),
            node.score,
            node.accuracy,
            ensemble::toString(node.killedBy)});
    return table;
}

std::string writeText(const NamedTree& named)
{
    return "Hierarchical pruning by focal " + std::string(ensemble::info(named.metric).id) + ", split "
        + named.split + "; scores are scaled over "
        + (named.tree.scaledOverCandidates ? "each level's candidates" : "all teams of a size") + "\n\n"
        + toText(levelTable(named));
}

void addOptions(CLI::App& command, Arguments& arguments)
{
    ensemble::PruningOptions& pruning = arguments.pruning;
    addPoolArguments(command, arguments.pool);
    command.add_option("--select-split", arguments.pool.split, "The same as --split")->type_name("NAME");
    command.add_option("--metric", arguments.metric, "CK QS BD FK KW GD RHO EN or DF")
        ->required()
        ->type_name("METRIC");
    command.add_option("--size", pruning.maxSize, "Largest team (default: 5)")
        ->check(CLI::Range(2, 1000).description(""))
        ->type_name("N");
    command
        .add_option("--beta",
            arguments.beta,
            "Share of each level that is pruned (default: 0.1), or one for each size from 2 on")
        ->type_name("X[,X...]");
    addConvention(command, pruning.convention);
    addResultArguments(command, arguments.result);
}

} // namespace

void addEnsembleTree(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command
        = parent.add_subcommand("tree", "Hierarchical pruning: levels, and what became of every team");
    addOptions(*command, *arguments);
    command->callback([=, &chosen] { chosen = answering(arguments, prune, {writeJson, writeText, nodeTable}); });
}

} // namespace cobench::cli
