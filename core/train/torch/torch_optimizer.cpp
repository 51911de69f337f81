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

void blend(torch::Tensor& mean, const torch::Tensor& value, double keep)
{
    mean.mul_(keep).add_(value, 1.0 - keep);
}

void blendSquare(torch::Tensor& mean, const torch::Tensor& value, double keep)
{
    mean.mul_(keep).addcmul_(value, value, 1.0 - keep);
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
    for (std::size_t i = 0; i < m_parameters.size(); ++i)
        update(i, rate, number);
}

void TorchOptimizer::update(std::size_t index, double rate, std::uint64_t number)
{
    torch::Tensor& parameter = m_parameters[index];
    torch::Tensor gradient = parameter.grad();
    if (m_options.kind == Kind::AdamW)
        parameter.mul_(1.0 - rate * m_options.weightDecay);
    else if (m_options.weightDecay != 0.0)
        gradient = gradient.add(parameter, m_options.weightDecay);
    switch (m_options.kind) {
    case Kind::Sgd:
        return updateSgd(parameter, gradient, index, rate);
    case Kind::Adam:
    case Kind::AdamW:
        return updateAdam(parameter, gradient, index, rate, static_cast<double>(number));
    case Kind::Adadelta:
        return updateAdadelta(parameter, gradient, index, rate);
    case Kind::Adagrad:
        m_memory[0][index].addcmul_(gradient, gradient);
        parameter.addcdiv_(gradient, m_memory[0][index].sqrt().add_(kAdagradEpsilon), -rate);
        return;
    case Kind::RmsProp:
        blendSquare(m_memory[0][index], gradient, kAlpha);
        parameter.addcdiv_(gradient, m_memory[0][index].sqrt().add_(kRmsPropEpsilon), -rate);
    }
}

void TorchOptimizer::updateSgd(torch::Tensor& parameter, torch::Tensor gradient, std::size_t index, double rate)
{
    if (m_options.momentum != 0.0) {
        torch::Tensor& momentum = m_memory[0][index];
        momentum.mul_(m_options.momentum).add_(gradient);
        gradient = m_options.nesterov ? gradient.add(momentum, m_options.momentum) : momentum;
    }
    parameter.add_(gradient, -rate);
}

void TorchOptimizer::updateAdam(
    torch::Tensor& parameter, const torch::Tensor& gradient, std::size_t index, double rate, double number)
{
    blend(m_memory[0][index], gradient, kBeta1);
    blendSquare(m_memory[1][index], gradient, kBeta2);
    const double correction1 = 1.0 - std::pow(kBeta1, number);
    const double correction2 = std::sqrt(1.0 - std::pow(kBeta2, number));
    const torch::Tensor denominator = m_memory[1][index].sqrt().div_(correction2).add_(kAdamEpsilon);
    parameter.addcdiv_(m_memory[0][index], denominator, -rate / correction1);
}

void TorchOptimizer::updateAdadelta(
    torch::Tensor& parameter, const torch::Tensor& gradient, std::size_t index, double rate)
{
    blendSquare(m_memory[0][index], gradient, kRho);
    const torch::Tensor deviation = m_memory[0][index].add(kAdadeltaEpsilon).sqrt_();
    const torch::Tensor delta = m_memory[1][index].add(kAdadeltaEpsilon).sqrt_().div_(deviation).mul_(gradient);
    blendSquare(m_memory[1][index], delta, kRho);
    parameter.add_(delta, -rate);
}

} // namespace cobench::train
