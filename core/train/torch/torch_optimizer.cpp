// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/torch/torch_optimizer.h"

#include <cmath>

namespace cobench::train {

namespace {

using Kind = OptimizerOptions::Kind;

constexpr double kBeta1 = 0.9;
constexpr double kBeta2 = 0.999;
constexpr double kAdamEpsilon = 1e-8;
constexpr double kAdagradEpsilon = 1e-10;
constexpr double kRho = 0.9;
constexpr double kAdadeltaEpsilon = 1e-6;
constexpr double kAlpha = 0.99;
constexpr double kRmsPropEpsilon = 1e-8;

std::size_t slots(const OptimizerOptions& options)
{
    switch (options.kind) {
    case Kind::Sgd:
        return options.momentum != 0.0 ? 1 : 0;
    case Kind::Adagrad:
    case Kind::RmsProp:
        return 1;
    case Kind::Adam:
    case Kind::AdamW:
    case Kind::Adadelta:
        break;
    }
    return 2;
}

using Tensors = std::vector<torch::Tensor>;

void blend(Tensors& means, const Tensors& values, double keep)
{
    at::_foreach_mul_(means, keep);
    at::_foreach_add_(means, values, 1.0 - keep);
}

void blendSquares(Tensors& means, const Tensors& values, double keep)
{
    at::_foreach_mul_(means, keep);
    at::_foreach_addcmul_(means, values, values, 1.0 - keep);
}

Tensors rootPlus(const Tensors& values, double epsilon)
{
    Tensors roots = at::_foreach_sqrt(values);
    at::_foreach_add_(roots, epsilon);
    return roots;
}

} // namespace

TorchOptimizer::TorchOptimizer(const OptimizerOptions& options, std::vector<torch::Tensor> parameters)
    : m_options(options)
    , m_parameters(std::move(parameters))
    , m_memory(slots(options))
{
    for (auto& slot : m_memory)
        for (const torch::Tensor& parameter : m_parameters)
            slot.push_back(torch::zeros_like(parameter.detach()));
}

void TorchOptimizer::clearGradients()
{
    for (torch::Tensor& parameter : m_parameters)
        parameter.mutable_grad() = torch::Tensor();
}

void TorchOptimizer::step(double rate, std::uint64_t number)
{
    const torch::NoGradGuard guard;
    if (m_options.clipNorm > 0.0)
        torch::nn::utils::clip_grad_norm_(m_parameters, m_options.clipNorm);
    Tensors gradients;
    for (const torch::Tensor& parameter : m_parameters)
        gradients.push_back(parameter.grad());
    if (m_options.kind == Kind::AdamW)
        at::_foreach_mul_(m_parameters, 1.0 - rate * m_options.weightDecay);
    else if (m_options.weightDecay != 0.0)
        gradients = at::_foreach_add(gradients, m_parameters, m_options.weightDecay);
    switch (m_options.kind) {
    case Kind::Sgd:
        return stepSgd(std::move(gradients), rate);
    case Kind::Adam:
    case Kind::AdamW:
        return stepAdam(gradients, rate, static_cast<double>(number));
    case Kind::Adadelta:
        return stepAdadelta(gradients, rate);
    case Kind::Adagrad:
        at::_foreach_addcmul_(m_memory[0], gradients, gradients);
        at::_foreach_addcdiv_(m_parameters, gradients, rootPlus(m_memory[0], kAdagradEpsilon), -rate);
        return;
    case Kind::RmsProp:
        blendSquares(m_memory[0], gradients, kAlpha);
        at::_foreach_addcdiv_(m_parameters, gradients, rootPlus(m_memory[0], kRmsPropEpsilon), -rate);
    }
}

void TorchOptimizer::stepSgd(Tensors gradients, double rate)
{
    if (m_options.momentum != 0.0) {
        Tensors& momentum = m_memory[0];
        at::_foreach_mul_(momentum, m_options.momentum);
        at::_foreach_add_(momentum, gradients);
        gradients = m_options.nesterov ? at::_foreach_add(gradients, momentum, m_options.momentum) : momentum;
    }
    at::_foreach_add_(m_parameters, gradients, -rate);
}

void TorchOptimizer::stepAdam(const Tensors& gradients, double rate, double number)
{
    blend(m_memory[0], gradients, kBeta1);
    blendSquares(m_memory[1], gradients, kBeta2);
    const double correction1 = 1.0 - std::pow(kBeta1, number);
    const double correction2 = std::sqrt(1.0 - std::pow(kBeta2, number));
    Tensors denominators = at::_foreach_sqrt(m_memory[1]);
    at::_foreach_div_(denominators, correction2);
    at::_foreach_add_(denominators, kAdamEpsilon);
    at::_foreach_addcdiv_(m_parameters, m_memory[0], denominators, -rate / correction1);
}

void TorchOptimizer::stepAdadelta(const Tensors& gradients, double rate)
{
    blendSquares(m_memory[0], gradients, kRho);
    const auto rootOf = [](const Tensors& means) {
        Tensors roots = at::_foreach_add(means, kAdadeltaEpsilon);
        at::_foreach_sqrt_(roots);
        return roots;
    };
    Tensors deltas = rootOf(m_memory[1]);
    at::_foreach_div_(deltas, rootOf(m_memory[0]));
    at::_foreach_mul_(deltas, gradients);
    blendSquares(m_memory[1], deltas, kRho);
    at::_foreach_add_(m_parameters, deltas, -rate);
}

} // namespace cobench::train
