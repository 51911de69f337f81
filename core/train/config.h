// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cobench::train {

/// Everything that determines a run. Complete and hashable: toJson() is canonical (sorted keys, full precision).
struct TrainConfig {
    std::string name; // shown; also the member's name when the run joins a pool
    std::string dataset = "fashion-mnist"; // name known to core/data datasets
    std::string dataDirectory; // empty = searched for
    std::string model = "lenet5"; // softmax, mlp, lenet5, cnn3, …
    std::vector<std::uint32_t> widths; // model-specific sizes; empty = the published ones
    std::string optimizer = "sgd"; // sgd, adam
    std::string learningRate = "0.01"; // a number, or a policy as core/lr reads it
    std::string learningRateUnit = "iteration"; // what the policy counts: iteration, epoch
    double momentum = 0.9; // sgd
    bool nesterov = false; // sgd
    double weightDecay = 0.0;
    std::uint32_t batch = 64;
    std::uint32_t epochs = 1;
    std::uint64_t seed = 1;
    std::string device = "cpu";
    std::uint32_t threads = 1;
    std::uint64_t limitTrain = 0; // 0 = all; else the first n
    std::uint64_t limitTest = 0;
    std::uint32_t recordEvery = 0; // iterations between training scalars; 0 = about 100 of them an epoch
    bool operator==(const TrainConfig&) const = default;
};

std::string toJson(const TrainConfig& config);
/// Missing keys keep their defaults; unknown keys and wrong types are refused, so that a newer file is noticed.
Result<TrainConfig> configFromJson(std::string_view text);

/// Everything that is wrong with it, as far as that can be told without the data; empty = it can be run.
std::vector<Error> findProblems(const TrainConfig& config);

} // namespace cobench::train
