// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/lr_trainer.h"

#include "app/cli/run_project.h"
#include "app/cli/train_config.h"
#include "app/cli/train_run.h"

#include <CLI/CLI.hpp>

namespace fs = std::filesystem;

namespace cobench::cli {

void addTrainerArguments(CLI::App& command, TrainerArguments& arguments)
{
    command
        .add_option("--project",
            arguments.project,
            "Project that keeps the runs (default $XDG_DATA_HOME/cobench/default.cobench)")
        ->type_name("P.cobench");
    command.add_flag("--foreground", arguments.foreground, "Train without the background engine");
}

Result<LrTrainer> makeTrainer(const Context& context, const TrainerArguments& arguments)
{
    LrTrainer made{.project = fs::absolute(runProject(arguments.project)).lexically_normal()};
    std::error_code ignored; // what matters of it shows when the runs are opened
    if (arguments.project.empty())
        fs::create_directories(made.project.parent_path(), ignored);
    auto client = makeClient(context, arguments.foreground);
    if (!client)
        return std::move(client).error();
    made.client = *std::move(client);
    made.trainer = std::make_unique<engine::ClientTrainer>(*made.client, made.project);
    return made;
}

Result<LrTrainer> makeTrainer(const Context& context, const TrainerArguments& arguments, train::TrainConfig& config)
{
    config.threads = 1; // several runs share the machine
    completeConfig(config);
    const fs::path project = fs::absolute(runProject(arguments.project)).lexically_normal();
    if (auto checked = checkConfig(config, project); !checked)
        return std::move(checked).error();
    if (auto made = makeProject(project); !made)
        return std::move(made).error();
    return makeTrainer(context, arguments);
}

} // namespace cobench::cli
