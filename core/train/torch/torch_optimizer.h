// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/backend.h"

#include <torch/torch.h>

#include <vector>

namespace cobench::train {

/// The update rules of torch.optim 1.13, with their memory in plain tensors: C++ LibTorch lacks Adadelta, and keeps
/// the memory of the others where it cannot be stored without torch::save. Exceptions are LibTorch's.
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
    void update(std::size_t index, double rate, std::uint64_t number);
    void updateSgd(torch::Tensor& parameter, torch::Tensor gradient, std::size_t index, double rate);
    void updateAdam(
        torch::Tensor& parameter, const torch::Tensor& gradient, std::size_t index, double rate, double number);
    void updateAdadelta(torch::Tensor& parameter, const torch::Tensor& gradient, std::size_t index, double rate);

    OptimizerOptions m_options;
    std::vector<torch::Tensor> m_parameters;
    std::vector<std::vector<torch::Tensor>> m_memory;
};

} // namespace cobench::train
