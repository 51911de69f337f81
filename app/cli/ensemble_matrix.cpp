// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "core/jobs/matrix_job.h"

#include <CLI/CLI.hpp>

namespace cobench::cli {

namespace {

struct Arguments {
    PoolArguments pool;
    ResultArguments result;
    std::string metric;
    std::string samples = "all";
    ensemble::Convention convention = ensemble::Convention::Corrected;
};

struct NamedMatrix {
    std::string split;
    std::vector<std::string> names;
    jobs::DiversityMatrix matrix;

    double at(std::size_t row, std::size_t column) const { return matrix.values[row * names.size() + column]; }
};

Result<NamedMatrix> compute(Context& context, const Arguments& arguments)
{
    const auto metric = parseMetric("--metric", arguments.metric);
    if (!metric)
        return metric.error();
    const auto opened = openSplit(context, arguments.pool);
    if (!opened)
        return opened.error();
    const data::Pool& pool = *opened->pool;
    const auto samples = ensemble::parseSampleSet(arguments.samples, pool.size());
    if (!samples)
        return samples.error();
    const auto prepared = ensemble::PreparedSplit::prepare(opened->split, pool.classes);
    auto matrix = jobs::computeMatrix(
        *prepared, {*metric, *samples, arguments.convention}, context.progress, context.cancel);
    if (!matrix)
        return matrix.error();
    NamedMatrix named{.split = opened->split->title(), .matrix = std::move(*matrix)};
    for (const data::Model& model : pool.models)
        named.names.push_back(model.name);
    return named;
}

void writeJson(JsonWriter& json, const NamedMatrix& named)
{
    const jobs::MatrixOptions& options = named.matrix.options;
    json.beginObject().member("split", named.split).member("metric", info(options.metric).id);
    json.member("samples", ensemble::toString(options.samples)).member("sample_count", named.matrix.samples);
    json.key("models").array(named.names);
    json.key("matrix").beginArray();
    for (std::size_t row = 0; row < named.names.size(); ++row) {
        json.beginArray();
        for (std::size_t column = 0; column < named.names.size(); ++column)
            json.value(named.at(row, column));
        json.endArray();
    }
    json.endArray().endObject();
}

/// `withNumbers` heads the columns with indices, which fit a screen, instead of names.
Table makeTable(const NamedMatrix& named, bool withNumbers)
{
    Table table{.columns = {{"model"}}};
    for (std::size_t model = 0; model < named.names.size(); ++model) {
        const std::string number = std::to_string(model);
        table.columns.push_back({.title = withNumbers ? number : named.names[model], .decimals = 3});
        table.rows.push_back({withNumbers ? number + " " + named.names[model] : named.names[model]});
        for (std::size_t column = 0; column < named.names.size(); ++column)
            table.rows.back().emplace_back(named.at(model, column));
    }
    return table;
}

Table wholeTable(const NamedMatrix& named)
{
    return makeTable(named, false);
}

std::string writeText(const NamedMatrix& named)
{
    const jobs::MatrixOptions& options = named.matrix.options;
    const ensemble::MetricInfo& metric = info(options.metric);
    return std::string(metric.name) + " (" + std::string(metric.id) + ", " + (metric.lowIsDiverse ? "low" : "high")
        + " = diverse), split " + named.split + ", " + grouped(named.matrix.samples) + " samples ("
        + ensemble::toString(options.samples) + ")\n\n" + toText(makeTable(named, true));
}

} // namespace

void addEnsembleMatrix(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = parent.add_subcommand("matrix", "Raw diversity of every pair of models");
    addPoolArguments(*command, arguments->pool);
    command->add_option("--metric", arguments->metric, "CK QS BD FK KW GD RHO EN or DF")
        ->required()
        ->type_name("METRIC");
    command->add_option("--samples", arguments->samples, "Samples to count on (default: all)")
        ->type_name("all|disagreement|focal:INDEX");
    addConvention(*command, arguments->convention);
    addResultArguments(*command, arguments->result);
    command->callback([=, &chosen] { chosen = answering(arguments, compute, {writeJson, writeText, wholeTable}); });
}

} // namespace cobench::cli
