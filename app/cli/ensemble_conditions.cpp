// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "core/jobs/condition_job.h"

#include <CLI/CLI.hpp>

namespace cobench::cli {

namespace {

using Kind = jobs::ConditionRow::Kind;

struct Arguments {
    PoolArguments pool;
    ResultArguments result;
    std::string teams;
    std::string metric = "GD";
};

struct Answer {
    std::vector<std::string> models;
    ensemble::Metric metric;
    jobs::ConditionTable table;
};

Result<Answer> compare(Context& context, const Arguments& arguments)
{
    const auto metric = parseMetric("--metric", arguments.metric);
    if (!metric)
        return metric.error();
    const auto loaded = openPool(context, arguments.pool);
    if (!loaded)
        return loaded.error();
    const data::Pool& pool = *loaded->pool;
    jobs::ConditionOptions options{.teams = {}, .metric = *metric, .threads = context.threads};
    if (!arguments.teams.empty()) {
        auto teams = parseTeams(arguments.teams, pool.size());
        if (!teams)
            return teams.error();
        options.teams = std::move(*teams);
    }
    const auto conditions = jobs::prepareConditions(pool, arguments.pool.split, context.cancel);
    if (!conditions)
        return conditions.error();
    auto table = jobs::compareConditions(*conditions, options, context.progress, context.cancel);
    if (!table)
        return table.error();
    if (!table->hasConditions())
        context.note("split " + table->split + " has no conditions; add files named MODEL." + table->split
            + "@CONDITION, e.g. lenet." + table->split + "@fgsm-0.03.npz");
    Answer answer{.models = {}, .metric = *metric, .table = std::move(*table)};
    for (const data::Model& model : pool.models)
        answer.models.push_back(model.name);
    return answer;
}

std::string_view id(Kind kind)
{
    switch (kind) {
    case Kind::BestSingle:
        return "best_single";
    case Kind::WholePool:
        return "whole_pool";
    case Kind::Team:
        break;
    }
    return "team";
}

std::string titleOf(const std::string& condition)
{
    return condition.empty() ? "clean" : condition;
}

void writeJson(JsonWriter& json, const Answer& answer)
{
    const jobs::ConditionTable& table = answer.table;
    json.beginObject().member("split", table.split);
    json.member("metric", ensemble::info(answer.metric).id).member("consensus", ensemble::id(table.rule));
    json.key("conditions").beginArray();
    for (const std::string& condition : table.conditions)
        json.value(titleOf(condition));
    json.endArray().key("rows").beginArray();
    for (const jobs::ConditionRow& row : table.rows) {
        json.beginObject().member("kind", id(row.kind)).key("members").array(row.members);
        json.key("accuracy").array(row.accuracy).key("diversity").array(row.diversity);
        json.key("focal").array(row.focal).endObject();
    }
    json.endArray().endObject();
}

std::string nameOf(const Answer& answer, const jobs::ConditionRow& row)
{
    switch (row.kind) {
    case Kind::BestSingle:
        return "best single: " + answer.models[row.members.front()];
    case Kind::WholePool:
        return "whole pool";
    case Kind::Team:
        break;
    }
    return ensemble::toString(row.members);
}

Table tableOf(const Answer& answer, const std::vector<double> jobs::ConditionRow::*figure)
{
    Table table{.columns = {{"team"}}};
    for (const std::string& condition : answer.table.conditions)
        table.columns.push_back({.title = titleOf(condition)});
    for (const jobs::ConditionRow& row : answer.table.rows) {
        auto& cells = table.rows.emplace_back();
        cells.emplace_back(nameOf(answer, row));
        for (const double value : row.*figure)
            cells.emplace_back(value);
    }
    return table;
}

/// One row for each team and condition.
Table longTable(const Answer& answer)
{
    Table table{
        .columns = {{"kind"}, {"members"}, {"condition"}, {"accuracy"}, {"diversity"}, {"focal"}}, .rows = {}};
    for (const jobs::ConditionRow& row : answer.table.rows)
        for (std::size_t column = 0; column < answer.table.conditions.size(); ++column)
            table.rows.push_back({std::string(id(row.kind)),
                ensemble::toString(row.members),
                titleOf(answer.table.conditions[column]),
                row.accuracy[column],
                row.diversity[column],
                row.focal[column]});
    return table;
}

std::string writeText(const Answer& answer)
{
    const std::string metric(ensemble::info(answer.metric).id);
    return "Accuracy by " + std::string(ensemble::id(answer.table.rule)) + " under the conditions of split "
        + answer.table.split + "\n\n" + toText(tableOf(answer, &jobs::ConditionRow::accuracy))
        + "\nDiversity score by " + metric + " where the pool disagrees\n\n"
        + toText(tableOf(answer, &jobs::ConditionRow::diversity)) + "\nFocal diversity by " + metric
        + ", not scaled\n\n" + toText(tableOf(answer, &jobs::ConditionRow::focal));
}

} // namespace

void addEnsembleConditions(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = parent.add_subcommand(
        "conditions", "Accuracy and diversity of teams under attack and corruption, beside the best single model");
    addPoolArguments(*command, arguments->pool, false);
    command
        ->add_option("--split",
            arguments->pool.split,
            "Split whose conditions are compared (default: the only one, else test)")
        ->type_name("NAME");
    command->add_option("--teams", arguments->teams, "Also these teams, e.g. \"0,1;0,2,5\"")->type_name("LIST");
    command->add_option("--metric", arguments->metric, "CK QS BD FK KW GD RHO EN or DF (default: GD)")
        ->type_name("METRIC");
    addResultArguments(*command, arguments->result);
    command->callback([=, &chosen] { chosen = answering(arguments, compare, {writeJson, writeText, longTable}); });
}

} // namespace cobench::cli
