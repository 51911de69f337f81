// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "core/engine/client_trainer.h"
#include "core/train/config.h"

#include <filesystem>
#include <memory>
#include <string>

namespace CLI {
class App;
}

namespace cobench::cli {

/// Where a study's runs are trained and kept: --project and --foreground.
struct TrainerArguments {
    std::string project; // empty = the user's own
    bool foreground = false;
};
void addTrainerArguments(CLI::App& command, TrainerArguments& arguments);

/// A client with the trainer that uses it.
struct LrTrainer {
    std::filesystem::path project;
    std::unique_ptr<engine::Client> client;
    std::unique_ptr<engine::ClientTrainer> trainer; // after the client it uses
};
/// Completes and checks the configuration first, as train does. Its learning rate does not count.
Result<LrTrainer> makeTrainer(
    const Context& context, const TrainerArguments& arguments, train::TrainConfig& config);
/// For runs whose configuration is known already.
Result<LrTrainer> makeTrainer(const Context& context, const TrainerArguments& arguments);

} // namespace cobench::cli
