// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/run_project.h"
#include "app/cli/train_config.h"
#include "core/engine/local_client.h"
#include "core/engine/probe_runs.h"
#include "core/store/project.h"

#include <CLI/CLI.hpp>

namespace cobench::cli {

namespace {

struct Arguments {
    std::int64_t run = 0;
    std::string project;
    std::string pool;
    ResultArguments result;
};

Result<data::Pool> poolOf(Context& context, const Arguments& arguments)
{
    const auto path = std::filesystem::absolute(runProject(arguments.project)).lexically_normal();
    const auto trainer = engine::findTrainer();
    if (!trainer)
        return trainer.error();
    auto pool = engine::probeSnapshots(
        path, RunId{arguments.run}, context.threads, {.trainer = *trainer}, context.progress, context.cancel);
    if (!pool)
        return pool;
    const auto project = store::Project::open(path, store::OpenMode::Create);
    if (!project)
        return project.error();
    if (const auto added = (*project)->addPool(*pool, arguments.pool, {}, context.progress, context.cancel); !added)
        return added.error();
    return pool;
}

Result<void> snapshots(Context& context, const Arguments& arguments)
{
    const auto pool = poolOf(context, arguments);
    if (!pool)
        return pool.error();
    const auto writeJson = [&](JsonWriter& json) {
        json.beginObject().member("pool", arguments.pool).key("models").beginArray();
        for (const data::Model& model : pool->models)
            json.value(model.name);
        json.endArray().endObject();
    };
    const auto writeText = [&] {
        std::string text = "Stored as pool " + arguments.pool + ":\n";
        for (const data::Model& model : pool->models)
            text += "  " + model.name + "\n";
        return text;
    };
    return print(context, arguments.result, {.json = writeJson, .text = writeText, .table = {}});
}

} // namespace

void addRunsSnapshots(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command
        = parent.add_subcommand("snapshots", "A pool of the networks that a finished run passed through");
    command->add_option("RUN", arguments->run, "Number of the run")->required()->type_name("");
    command->add_option("--pool", arguments->pool, "Name of the new pool")->required()->type_name("NAME");
    addRunProject(*command, arguments->project);
    addResultArguments(*command, arguments->result, false);
    command->footer("One model for each checkpoint that is kept: train --keep-checkpoints N says how many.");
    command->callback([=, &chosen] { chosen = [=](Context& context) { return snapshots(context, *arguments); }; });
}

} // namespace cobench::cli
