// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/backend.h"

#include <torch/torch.h>

#include <vector>

namespace cobench::train {

/// The update rules of torch.optim 1.13, with their memory in plain tensors: C++ LibTorch lacks Adadelta, and keeps
/// the memory of the others where it cannot be stored without torch::save. All parameters go through each operation
/// together, which is one call of a GPU instead of one for each. Exceptions are LibTorch's.
class TorchOptimizer
{
public:
    /// `parameters` share their memory with the network's.
    TorchOptimizer(const OptimizerOptions& options, std::vector<torch::Tensor> parameters);

    void clearGradients();
    /// Step `number`, counted from 1, along the gradients that the parameters have.
    void step(double rate, std::uint64_t number);

    /// [slot][parameter], zeros at first: momentum; first and second moment; sums of squares.
    const std::vector<std::vector<torch::Tensor>>& memory() const { return m_memory; }

private:
    using Tensors = std::vector<torch::Tensor>; // one for each parameter
    void stepSgd(Tensors gradients, double rate);
    void stepAdam(const Tensors& gradients, double rate, double number);
    void stepAdadelta(const Tensors& gradients, double rate);

    OptimizerOptions m_options;
    Tensors m_parameters;
    std::vector<Tensors> m_memory;
};

} // namespace cobench::train
