// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "core/jobs/import_pool.h"

#include <CLI/CLI.hpp>

namespace cobench::cli {

namespace {

struct Arguments {
    PoolArguments pool;
    ResultArguments result;
    std::string project;
    std::string name;
};

Result<jobs::ImportedPool> import(Context& context, const Arguments& arguments)
{
    auto project = store::Project::open(arguments.project, store::OpenMode::Create);
    if (!project)
        return project.error();
    jobs::OpenPoolOptions options = arguments.pool.open;
    options.threads = context.threads;
    return jobs::importPool(**project, arguments.name, options, context.progress, context.cancel);
}

Result<void> run(Context& context, const Arguments& arguments)
{
    const auto imported = import(context, arguments);
    if (!imported)
        return imported.error();
    for (const Error& refused : imported->refused)
        context.note("left out: " + describe(refused));
    for (const Warning& warning : imported->warnings)
        context.warn(warning);
    const auto writeJson = [&](JsonWriter& json) {
        json.beginObject().member("pool", imported->name).member("id", imported->id.value);
        json.member("models", imported->models).member("samples", imported->samples).endObject();
    };
    const auto writeText = [&] {
        return "Imported " + grouped(imported->models) + " models of " + grouped(imported->samples)
            + " samples as pool " + imported->name + " of " + arguments.project + "\n";
    };
    return print(context, arguments.result, {.json = writeJson, .text = writeText, .table = {}});
}

} // namespace

void addPoolImport(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = parent.add_subcommand("import", "Check a pool and store it in a project");
    addPoolArguments(*command, arguments->pool, false);
    command->add_option("--project", arguments->project, "Project to store it in; made when missing")
        ->required()
        ->type_name("P.cobench");
    command->add_option("--name", arguments->name, "Name of the stored pool")->required()->type_name("NAME");
    addResultArguments(*command, arguments->result, false);
    command->callback(
        [arguments, &chosen] { chosen = [arguments](Context& context) { return run(context, *arguments); }; });
}

} // namespace cobench::cli
