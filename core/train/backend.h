// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// C++17: included by the LibTorch adapter.
#include "core/common/result.h"
#include "core/train/network.h"
#include "core/train/process_group.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace cobench::train {

/// Constants that are not here are PyTorch's defaults: Adam's betas 0.9 and 0.999, Adadelta's rho 0.9, RMSprop's
/// alpha 0.99.
struct OptimizerOptions {
    enum class Kind { Sgd, Adam, AdamW, Adagrad, Adadelta, RmsProp };
    Kind kind = Kind::Sgd;
    double momentum = 0.0; // Sgd
    bool nesterov = false; // Sgd
    double weightDecay = 0.0; // added to the gradient; AdamW: taken from the weights
    double clipNorm = 0.0; // longest gradient over all weights (2-norm); 0 = any
};

struct BackendOptions {
    Network network;
    OptimizerOptions optimizer;
    double labelSmoothing = 0.0; // share spread over all classes
    std::uint64_t seed = 1;
    unsigned threads = 1;
    std::string device = "cpu";
    ProcessGroup* group = nullptr; // that the backend trains in; outlives it
};

struct StepFigures {
    double loss = 0.0; // mean cross-entropy over the batch, of the whole group, before the step
    std::uint64_t correct = 0; // of the whole group
    double forwardSeconds = 0.0;
    double backwardSeconds = 0.0;
    double stepSeconds = 0.0; // the optimiser's
};

struct NamedTensor {
    std::string name;
    std::vector<std::uint64_t> shape;
    std::vector<float> values; // row-major
};

/// Everything that a Backend's future depends on, its options apart.
struct BackendState {
    std::uint64_t steps = 0; // also the state of its random numbers, which are drawn by (seed, steps)
    std::vector<NamedTensor> tensors; // weights, running figures, the optimiser's memory
};

/// The arithmetic of a run: weights, gradients, optimiser. What is trained on, in which order and for how long is
/// the trainer's business. One thread. Initial weights follow from seed and network alone.
class Backend
{
public:
    virtual ~Backend() = default;

    virtual std::uint64_t parameters() const = 0;
    /// What a reader of the run's log should know of how it is worked out; mostly empty.
    virtual std::string note() const { return {}; }
    /// One optimiser step on `count` samples: inputs [count][network.input], labels [count]. In a group, along the
    /// gradient of the mean over the samples of all members; a member may have none.
    virtual Result<StepFigures> step(
        const float* inputs, const std::uint16_t* labels, std::size_t count, double learningRate)
        = 0;
    /// Softmax over the classes: probabilities [count][classes].
    virtual Result<void> predict(const float* inputs, std::size_t count, float* probabilities) = 0;
    /// Of each sample's cross-entropy, as predict() computes, by its inputs: gradient [count][network.input].
    /// Unsupported where there is no gradient.
    virtual Result<void> inputGradient(
        const float* /*inputs*/, const std::uint16_t* /*labels*/, std::size_t /*count*/, float* /*gradient*/)
    {
        return Error{ErrorCode::Unsupported, "model", {}, "tells no gradient by its inputs", {}, nullptr};
    }

    virtual Result<BackendState> state() const = 0;
    /// From then on as the backend whose state it is. Shape when it is that of another network or optimiser; then
    /// nothing is changed.
    virtual Result<void> restore(const BackendState& state) = 0;
};

using BackendFactory = std::function<Result<std::unique_ptr<Backend>>(const BackendOptions&)>;

} // namespace cobench::train
