// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// C++17: included by the LibTorch adapter.
#include "core/common/result.h"
#include "core/train/network.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace cobench::train {

struct OptimizerOptions {
    enum class Kind { Sgd, Adam };
    Kind kind = Kind::Sgd;
    double momentum = 0.0;
    bool nesterov = false;
    double weightDecay = 0.0;
};

struct BackendOptions {
    Network network;
    OptimizerOptions optimizer;
    std::uint64_t seed = 1;
    unsigned threads = 1;
    std::string device = "cpu";
};

struct StepFigures {
    double loss = 0.0; // mean cross-entropy over the batch, before the step
    std::uint64_t correct = 0;
};

/// The arithmetic of a run: weights, gradients, optimiser. What is trained on, in which order and for how long is
/// the trainer's business. One thread. Initial weights follow from seed and network alone.
class Backend
{
public:
    virtual ~Backend() = default;

    virtual std::uint64_t parameters() const = 0;
    /// One optimiser step on `count` samples: inputs [count][network.input], labels [count].
    virtual Result<StepFigures> step(
        const float* inputs, const std::uint16_t* labels, std::size_t count, double learningRate)
        = 0;
    /// Softmax over the classes: probabilities [count][classes].
    virtual Result<void> predict(const float* inputs, std::size_t count, float* probabilities) = 0;
};

using BackendFactory = std::function<Result<std::unique_ptr<Backend>>(const BackendOptions&)>;

} // namespace cobench::train
