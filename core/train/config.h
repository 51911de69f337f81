// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/data/dataset.h"
#include "core/train/backend.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cobench::train {

/// Everything that determines a run. Complete and hashable: toJson() is canonical (sorted keys, full precision).
struct TrainConfig {
    std::string name; // shown; also the member's name when the run joins a pool
    std::string dataset = "fashion-mnist"; // name known to core/data datasets, or any where dataDirectory is given
    std::string dataDirectory; // empty = searched for
    std::uint32_t imageSize = 0; // image folders: side that pictures are brought to; 0 = all have one size already
    std::string model = "lenet5"; // a name of knownModels()
    std::vector<std::uint32_t> widths; // model-specific sizes; empty = the published ones
    std::string shortcut = "A"; // CIFAR ResNets: A, B
    std::string optimizer = "sgd"; // sgd, adam, adamw, adagrad, adadelta, rmsprop
    std::string learningRate = "0.01"; // a number, or a policy or plateau policy as core/lr reads it
    std::string learningRateUnit = "iteration"; // what the policy counts: iteration, epoch
    double momentum = 0.9; // sgd
    bool nesterov = false; // sgd
    double weightDecay = 0.0;
    double clipNorm = 0.0; // longest gradient; 0 = any
    double labelSmoothing = 0.0; // share spread over all classes
    std::string normalization = "standard"; // mean 0 and deviation 1 per channel; unit: bytes / 255
    std::uint32_t crop = 0; // pixels that training images are shifted by at most
    bool flip = false; // training images left to right, every other time
    std::uint32_t cutout = 0; // side of the square cut out of training images
    std::uint32_t batch = 64;
    std::uint32_t epochs = 1;
    std::uint32_t earlyStop = 0; // epochs without a smaller val/loss after which it ends; 0 = never
    std::uint64_t seed = 1;
    std::string device = "cpu";
    std::uint32_t threads = 1;
    std::uint32_t processes = 1; // that train together, each on `batch` samples of a step
    std::uint32_t loaders = 1; // threads that make batches; the numbers do not depend on them
    std::uint64_t limitTrain = 0; // 0 = all; else the first n
    std::uint64_t limitTest = 0;
    std::uint32_t recordEvery = 0; // iterations between training scalars; 0 = about 100 of them an epoch
    bool evaluateTrain = false; // the training samples, too, with the final weights: train/final_loss
    std::uint32_t checkpointEvery = 0; // iterations between checkpoints; 0 = at the end of each epoch only
    std::uint32_t keepCheckpoints = 2; // the newest so many; two, so that one damaged later does not end the run
    bool keepBest = false; // also the one with the smallest val/loss
    bool operator==(const TrainConfig&) const = default;
};

std::string toJson(const TrainConfig& config);
/// Missing keys keep their defaults; unknown keys and wrong types are refused, so that a newer file is noticed.
Result<TrainConfig> configFromJson(std::string_view text);

/// What TrainConfig::optimizer may be.
std::vector<std::string> knownOptimizers();

/// Everything that is wrong with it, as far as that can be told without the data; empty = it can be run.
std::vector<Error> findProblems(const TrainConfig& config);
/// What is wrong with it on these data.
std::vector<Error> findProblems(const TrainConfig& config, const data::DatasetFacts& facts);
/// Several problems as one error: its text names them all. Usage when all of them are; Value otherwise.
/// Precondition: at least one.
Error together(const std::vector<Error>& problems);

/// Precondition: no problems.
OptimizerOptions optimizerOptions(const TrainConfig& config);

} // namespace cobench::train
