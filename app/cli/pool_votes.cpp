// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "core/ensemble/prepared_split.h"

#include <CLI/CLI.hpp>
#include <limits>

namespace cobench::cli {

namespace {

struct Arguments {
    PoolArguments pool;
    std::vector<std::size_t> samples;
    std::vector<std::size_t> pair; // or: where these two answer differently
    ResultArguments result;
};

struct Votes {
    std::shared_ptr<const data::Pool> pool;
    std::shared_ptr<const ensemble::PreparedSplit> split;
    std::vector<std::size_t> samples;
};

/// Usage unless all of `numbers`, given to `option`, are below `count`.
Result<void> requireBelow(
    const char* option, const std::vector<std::size_t>& numbers, std::size_t count, const std::string& what)
{
    for (const std::size_t number : numbers)
        if (number >= count)
            return Error{.code = ErrorCode::Usage,
                .subject = std::string(option) + " " + std::to_string(number),
                .detail = "there is no such " + what,
                .cure = "they are 0 to " + std::to_string(count - 1)};
    return {};
}

std::vector<std::size_t> differing(const ensemble::PreparedSplit& split, std::size_t first, std::size_t second)
{
    std::vector<std::size_t> samples;
    for (std::size_t sample = 0; sample < split.samples(); ++sample)
        if (split.predicted(first)[sample] != split.predicted(second)[sample])
            samples.push_back(sample);
    return samples;
}

Result<Votes> prepare(Context& context, const Arguments& arguments)
{
    const auto opened = openSplit(context, arguments.pool);
    if (!opened)
        return opened.error();
    if (auto fits = requireBelow("--at", arguments.samples, opened->split->samples(), "sample"); !fits)
        return fits.error();
    if (auto fits = requireBelow("--differ", arguments.pair, opened->pool->size(), "model"); !fits)
        return fits.error();
    Votes votes{.pool = opened->pool,
        .split = ensemble::PreparedSplit::prepare(opened->split, opened->pool->classes),
        .samples = arguments.samples};
    if (!arguments.pair.empty())
        votes.samples = differing(*votes.split, arguments.pair[0], arguments.pair[1]);
    return votes;
}

/// Of the voted class; NaN for label-only members.
double confidence(const Votes& votes, std::size_t model, std::size_t sample)
{
    const data::MemberPredictions& member = votes.split->split().members[model];
    if (member.isLabelOnly())
        return std::numeric_limits<double>::quiet_NaN();
    return member.probabilities[sample * votes.pool->classes + votes.split->predicted(model)[sample]];
}

void writeJson(JsonWriter& json, const Votes& votes)
{
    json.beginObject().member("pool", votes.pool->name).member("split", votes.split->split().title());
    json.key("samples").beginArray();
    for (const std::size_t sample : votes.samples) {
        json.beginObject().member("sample", sample).member("truth", votes.split->truth()[sample]);
        json.key("votes").beginArray();
        for (std::size_t model = 0; model < votes.pool->size(); ++model) {
            json.beginObject().member("index", model).member("name", votes.pool->models[model].name);
            json.member("label", votes.split->predicted(model)[sample]);
            json.member("right", votes.split->isRight(model, sample));
            json.member("confidence", confidence(votes, model, sample)).endObject();
        }
        json.endArray().endObject();
    }
    json.endArray().endObject();
}

Table makeTable(const Votes& votes)
{
    Table table{.columns = {{"sample"}, {"truth"}, {"index"}, {"name"}, {"label"}, {"confidence"}}};
    for (const std::size_t sample : votes.samples)
        for (std::size_t model = 0; model < votes.pool->size(); ++model)
            table.rows.push_back({std::uint64_t{sample},
                std::uint64_t{votes.split->truth()[sample]},
                std::uint64_t{model},
                votes.pool->models[model].name,
                std::uint64_t{votes.split->predicted(model)[sample]},
                confidence(votes, model, sample)});
    return table;
}

} // namespace

void addPoolVotes(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = parent.add_subcommand("votes", "What each member says of single samples");
    addPoolArguments(*command, arguments->pool);
    auto* at = command->add_option("--at", arguments->samples, "Samples, counted from 0");
    at->delimiter(',')->type_name("N,M");
    auto* differ = command->add_option(
        "--differ", arguments->pair, "Instead, all samples on which these two members answer differently");
    differ->delimiter(',')->expected(2)->type_name("A,B")->excludes(at);
    addResultArguments(*command, arguments->result);
    command->callback([arguments, &chosen] {
        chosen = [arguments](Context& context) -> Result<void> {
            if (arguments->samples.empty() && arguments->pair.empty())
                return Error{.code = ErrorCode::Usage, .subject = "--at", .detail = "is required, or --differ"};
            const auto votes = prepare(context, *arguments);
            if (!votes)
                return votes.error();
            return print(context,
                arguments->result,
                {.json = [&](JsonWriter& json) { writeJson(json, *votes); },
                    .text = [&] { return toText(makeTable(*votes)); },
                    .table = [&] { return makeTable(*votes); }});
        };
    });
}

} // namespace cobench::cli
