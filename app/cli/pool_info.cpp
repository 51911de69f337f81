// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "core/ensemble/member_report.h"
#include "core/jobs/split_view.h"

#include <CLI/CLI.hpp>

namespace cobench::cli {

namespace {

struct PoolInfo {
    io::LoadedPool loaded;
    std::shared_ptr<const data::Split> split;
    std::vector<ensemble::MemberReport> members;
};

Result<PoolInfo> inform(Context& context, const PoolArguments& arguments)
{
    auto loaded = openPool(context, arguments);
    if (!loaded)
        return loaded.error();
    auto split = jobs::chooseSplit(*loaded->pool, arguments.split);
    if (!split)
        return split.error();
    PoolInfo told{.loaded = std::move(*loaded), .split = std::move(*split)};
    const auto prepared = ensemble::PreparedSplit::prepare(told.split, told.loaded.pool->classes);
    context.progress.beginStage("measuring members", prepared->models());
    for (std::size_t model = 0; model < prepared->models(); ++model) {
        if (context.cancel.isCancelled())
            return cancelled();
        told.members.push_back(ensemble::reportMember(*prepared, model));
        context.progress.advance();
    }
    return told;
}

void writeJson(JsonWriter& json, const PoolInfo& told)
{
    const data::Pool& pool = *told.loaded.pool;
    json.beginObject();
    json.member("pool", pool.name).member("split", told.split->title());
    json.key("models").beginArray();
    for (std::size_t model = 0; model < pool.size(); ++model) {
        const ensemble::MemberReport& report = told.members[model];
        json.beginObject().member("index", model).member("name", pool.models[model].name);
        json.member("accuracy", report.accuracy).member("top5", report.top5).member("nll", report.nll);
        json.member("ece", report.ece).member("errors", report.errors).endObject();
    }
    json.endArray();
    json.member("samples", told.split->samples()).member("classes", pool.classes);
    json.key("splits").array(pool.splitTitles());
    json.key("warnings").beginArray();
    for (const Error& refused : told.loaded.refused)
        json.value("left out: " + describe(refused));
    for (const Warning& warning : told.loaded.warnings)
        json.value(describe(warning));
    json.endArray().endObject();
}

Table makeTable(const PoolInfo& told)
{
    Table table{.columns = {{"index"}, {"name"}, {"accuracy"}, {"top5"}, {"nll"}, {"ece"}, {"errors"}}};
    for (std::size_t model = 0; model < told.members.size(); ++model) {
        const ensemble::MemberReport& report = told.members[model];
        table.rows.push_back({std::uint64_t{model},
            told.loaded.pool->models[model].name,
            report.accuracy,
            report.top5,
            report.nll,
            report.ece,
            std::uint64_t{report.errors}});
    }
    return table;
}

std::string writeText(const PoolInfo& told)
{
    const data::Pool& pool = *told.loaded.pool;
    std::string splits;
    for (const std::string& title : pool.splitTitles())
        splits += (splits.empty() ? "" : ", ") + title;
    return "Pool " + pool.name + ": " + grouped(pool.size()) + " models, " + grouped(pool.classes)
        + " classes; splits " + splits + "\nSplit " + told.split->title() + ": " + grouped(told.split->samples())
        + " samples\n\n" + toText(makeTable(told));
}

} // namespace

void addPoolInfo(CLI::App& parent, Command& chosen)
{
    struct Arguments {
        PoolArguments pool;
        ResultArguments result;
    };
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = parent.add_subcommand("info", "Members of a pool: accuracy, top-5, NLL, ECE, errors");
    addPoolArguments(*command, arguments->pool);
    addResultArguments(*command, arguments->result);
    command->callback([arguments, &chosen] {
        chosen = [arguments](Context& context) -> Result<void> {
            const auto told = inform(context, arguments->pool);
            if (!told)
                return told.error();
            return print(context,
                arguments->result,
                {.json = [&](JsonWriter& json) { writeJson(json, *told); },
                    .text = [&] { return writeText(*told); },
                    .table = [&] { return makeTable(*told); }});
        };
    });
}

} // namespace cobench::cli
