// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/train_config.h"

#include "app/cli/child_process.h"
#include "core/engine/local_client.h"
#include "core/io/open_dataset.h"
#include "core/train/models.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>

namespace cobench::cli {

namespace {

using train::TrainConfig;

std::string modelNames()
{
    std::string names;
    for (const train::ModelInfo& model : train::knownModels())
        names += (names.empty() ? "" : " ") + model.name;
    return names;
}

void addData(CLI::App& command, TrainConfig& config)
{
    command
        .add_option("--dataset",
            config.dataset,
            "fashion-mnist, mnist, cifar10, cifar100, digits, or a name of your own with --data-dir")
        ->type_name("NAME");
    command
        .add_option("--data-dir",
            config.dataDirectory,
            "Folder with IDX files, CIFAR's binary files, pictures by class, or tables")
        ->type_name("DIR");
    command.add_option("--image-size", config.imageSize, "Bring pictures to N x N pixels")->type_name("N");
    command.add_option("--limit-train", config.limitTrain, "Only the first N training samples")->type_name("N");
    command.add_option("--limit-test", config.limitTest, "Only the first N test samples")->type_name("N");
    command.add_option("--normalization", config.normalization, "standard (default) or unit")->type_name("NAME");
    command.add_option("--crop", config.crop, "Shift training images by up to N pixels")->type_name("N");
    command.add_flag("--flip", config.flip, "Mirror every other training image");
    command.add_option("--cutout", config.cutout, "Cut a square of N pixels out of training images")
        ->type_name("N");
    command.add_option("--loaders", config.loaders, "Threads that make batches (default 1)")->type_name("N");
}

void addRate(CLI::App& command, TrainConfig& config)
{
    command
        .add_option("--lr",
            config.learningRate,
            "A rate, a policy such as lrPolicy_STEP+k0_0.1+gamma_0.5+l_500, or a plateau policy (see lr replay)")
        ->type_name("POLICY");
}

void addOptimizer(CLI::App& command, TrainConfig& config)
{
    command.add_option("--optimizer", config.optimizer, "sgd adam adamw adagrad adadelta rmsprop (default sgd)")
        ->type_name("NAME");
    command
        .add_option("--lr-unit", config.learningRateUnit, "What the policy counts: iteration (default) or epoch")
        ->type_name("UNIT");
    command.add_option("--momentum", config.momentum, "Of sgd (default 0.9)")->type_name("X");
    command.add_flag("--nesterov", config.nesterov, "Nesterov's momentum");
    command.add_option("--weight-decay", config.weightDecay, "Default 0")->type_name("X");
    command.add_option("--clip-norm", config.clipNorm, "Longest gradient (default 0: any)")->type_name("X");
    command.add_option("--label-smoothing", config.labelSmoothing, "Share spread over all classes")->type_name("X");
}

} // namespace

void addTrainConfig(CLI::App& command, TrainConfig& config, bool withRate)
{
    addData(command, config);
    command.add_option("--model", config.model, modelNames() + " (default lenet5)")->type_name("NAME");
    command
        .add_option("--widths", config.widths, "Sizes of softmax, mlp, lenet5 and cnn3 instead of the published")
        ->delimiter(',')
        ->type_name("N,N,…");
    command.add_option("--shortcut", config.shortcut, "Of CIFAR ResNets: A (default) or B")->type_name("A|B");
    if (withRate)
        addRate(command, config);
    addOptimizer(command, config);
    command.add_option("--epochs", config.epochs, "Default 1")->type_name("N");
    command.add_option("--early-stop", config.earlyStop, "End after N epochs without a smaller val/loss")
        ->type_name("N");
    command.add_option("--batch", config.batch, "Samples a step (default 64)")->type_name("N");
    command.add_option("--seed", config.seed, "Same seed and threads, same numbers (default 1)")->type_name("N");
    command.add_option("--device", config.device, "cpu (default), cuda or cuda:N")->type_name("NAME");
    command.add_option("--record-every", config.recordEvery, "Iterations between training scalars")->type_name("N");
    command.add_option("--checkpoint-every", config.checkpointEvery, "Iterations between checkpoints; else epochs")
        ->type_name("N");
    command.add_option("--keep-checkpoints", config.keepCheckpoints, "The newest N (default 2)")
        ->check(CLI::Range(1U, 100000U).description(""))
        ->type_name("N");
    command.add_flag("--keep-best", config.keepBest, "Also the one with the smallest val/loss");
    command.add_option("--name", config.name, "Of the run and of the member it may become")->type_name("NAME");
}

void completeConfig(TrainConfig& config)
{
    if (!config.dataDirectory.empty()) {
        config.dataDirectory = std::filesystem::absolute(config.dataDirectory).lexically_normal().string();
        if (config.dataset.empty()) {
            const std::filesystem::path folder = config.dataDirectory;
            config.dataset = (folder.has_filename() ? folder : folder.parent_path()).filename().string();
        }
    }
    if (config.dataset.empty())
        config.dataset = TrainConfig().dataset;
    if (config.name.empty())
        config.name = config.model;
}

namespace {

/// Asks the trainer, which alone knows LibTorch.
void checkDevice(const TrainConfig& config, std::vector<Error>& problems)
{
    const std::filesystem::path trainer = engine::trainerProgram();
    if (config.device == "cpu" || trainer.empty())
        return;
    const auto listed = outputOf(trainer, {"--devices"});
    if (!listed)
        return problems.push_back(listed.error());
    const std::string wanted = config.device == "cuda" ? "cuda:0" : config.device;
    std::istringstream stream(*listed);
    std::string all;
    for (std::string line; std::getline(stream, line);) {
        if (line == wanted)
            return;
        all += (all.empty() ? "" : ", ") + line;
    }
    problems.push_back({ErrorCode::Unsupported, config.device, {}, "there is no such device", "there is " + all});
}

} // namespace

Result<void> checkConfig(const TrainConfig& config, const std::filesystem::path& project)
{
    std::vector<Error> problems = train::findProblems(config);
    const bool hasDataset = data::findDatasetInfo(config.dataset) || !config.dataDirectory.empty();
    if (hasDataset) {
        const auto facts = io::describeDataset({.name = config.dataset,
            .dataDirectory = config.dataDirectory,
            .project = project,
            .imageSize = config.imageSize});
        if (!facts)
            problems.push_back(facts.error());
        else
            std::ranges::move(train::findProblems(config, *facts), std::back_inserter(problems));
    }
    checkDevice(config, problems);
    if (problems.empty())
        return {};
    return train::together(problems);
}

} // namespace cobench::cli
