// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/torch/torch_network.h"

#include "core/train/philox.h"

#include <cmath>

namespace cobench::train {

namespace {

constexpr double kEpsilon = 1e-5; // BatchNorm
constexpr double kMomentum = 0.1;

/// Makes the layers of a network, each with weights from its own stream of random numbers.
class Builder
{
public:
    Builder(Initial initial, std::uint64_t seed, torch::Device device)
        : m_initial(initial)
        , m_seed(seed)
        , m_device(device)
    {
    }

    std::vector<BuiltLayer> build(const Layers& layers, Shape shape)
    {
        std::vector<BuiltLayer> built;
        for (const Layer& layer : layers) {
            built.push_back(build(layer, shape));
            shape = outputShape(layer, shape).value();
        }
        return built;
    }

private:
    BuiltLayer build(const Layer& layer, const Shape& input)
    {
        const std::uint32_t number = m_number++;
        BuiltLayer built;
        built.layer = layer;
        built.layer.branches.clear();
        for (const Layers& branch : layer.branches)
            built.branches.push_back(build(branch, input));
        const auto channels = static_cast<std::int64_t>(input.channels);
        if (layer.kind == LayerKind::BatchNorm) {
            built.weight = trained(torch::ones({channels}));
            built.bias = trained(torch::zeros({channels}));
            built.mean = torch::zeros({channels}).to(m_device);
            built.variance = torch::ones({channels}).to(m_device);
        } else if (layer.kind == LayerKind::Conv || layer.kind == LayerKind::Linear) {
            addWeights(built, input, number);
        }
        return built;
    }

    void addWeights(BuiltLayer& built, const Shape& input, std::uint32_t number)
    {
        const Layer& layer = built.layer;
        const bool isConv = layer.kind == LayerKind::Conv;
        const auto outputs = static_cast<std::int64_t>(layer.outputs);
        const auto inputs = static_cast<std::int64_t>(input.channels / layer.groups);
        const auto kernel = static_cast<std::int64_t>(layer.kernel);
        const double area = isConv ? static_cast<double>(layer.kernel * layer.kernel) : 1.0;
        const double bound = 1.0 / std::sqrt(static_cast<double>(inputs) * area);
        const bool isHe = isConv && m_initial == Initial::He;
        torch::Tensor weight
            = isConv ? torch::empty({outputs, inputs, kernel, kernel}) : torch::empty({outputs, inputs});
        if (isHe)
            fillNormal(weight, std::sqrt(2.0 / (static_cast<double>(layer.outputs) * area)), 2 * number);
        else
            fillUniform(weight, bound, 2 * number);
        built.weight = trained(weight);
        if (!layer.bias)
            return;
        torch::Tensor bias = torch::zeros({outputs});
        if (!isHe)
            fillUniform(bias, bound, 2 * number + 1);
        built.bias = trained(bias);
    }

    double unit(std::uint32_t stream, std::int64_t i) const
    {
        return randomUnit(m_seed, Stream::Weights, stream, static_cast<std::uint64_t>(i));
    }

    void fillUniform(torch::Tensor& tensor, double bound, std::uint32_t stream) const
    {
        float* values = tensor.data_ptr<float>();
        for (std::int64_t i = 0; i < tensor.numel(); ++i)
            values[i] = static_cast<float>(bound * (2.0 * unit(stream, i) - 1.0));
    }

    /// Box and Muller's pairs.
    void fillNormal(torch::Tensor& tensor, double deviation, std::uint32_t stream) const
    {
        float* values = tensor.data_ptr<float>();
        for (std::int64_t i = 0; i < tensor.numel(); i += 2) {
            const double radius = deviation * std::sqrt(-2.0 * std::log(1.0 - unit(stream, i)));
            const double angle = 2.0 * M_PI * unit(stream, i + 1);
            values[i] = static_cast<float>(radius * std::cos(angle));
            if (i + 1 < tensor.numel())
                values[i + 1] = static_cast<float>(radius * std::sin(angle));
        }
    }

    torch::Tensor trained(const torch::Tensor& tensor) const { return tensor.to(m_device).requires_grad_(); }

    Initial m_initial;
    std::uint64_t m_seed;
    torch::Device m_device;
    std::uint32_t m_number = 0;
};

std::int64_t number(std::uint64_t value)
{
    return static_cast<std::int64_t>(value);
}

torch::Tensor subsample(const Layer& layer, const torch::Tensor& input)
{
    const std::int64_t stride = number(layer.stride);
    const std::int64_t added = number(layer.outputs) - input.size(1);
    const torch::Tensor kept = input.slice(2, 0, input.size(2), stride).slice(3, 0, input.size(3), stride);
    return torch::constant_pad_nd(kept, {0, 0, 0, 0, added / 2, added - added / 2});
}

torch::Tensor applyAll(const std::vector<BuiltLayer>& layers, torch::Tensor value, bool isTraining);

torch::Tensor join(const BuiltLayer& built, const torch::Tensor& input, bool isTraining)
{
    std::vector<torch::Tensor> values;
    for (const auto& branch : built.branches)
        values.push_back(applyAll(branch, input, isTraining));
    if (built.layer.kind == LayerKind::Concat)
        return torch::cat(values, 1);
    torch::Tensor total = values.front();
    for (std::size_t i = 1; i < values.size(); ++i)
        total = total + values[i];
    return total;
}

torch::Tensor apply(const BuiltLayer& built, const torch::Tensor& input, bool isTraining)
{
    const Layer& layer = built.layer;
    const std::int64_t kernel = number(layer.kernel);
    const std::int64_t stride = number(layer.stride);
    const std::int64_t padding = number(layer.padding);
    switch (layer.kind) {
    case LayerKind::Conv:
        return torch::conv2d(input, built.weight, built.bias, stride, padding, 1, number(layer.groups));
    case LayerKind::Linear:
        return torch::linear(input, built.weight, built.bias);
    case LayerKind::BatchNorm:
        return torch::batch_norm(
            input, built.weight, built.bias, built.mean, built.variance, isTraining, kMomentum, kEpsilon, true);
    case LayerKind::Relu:
        return torch::relu(input);
    case LayerKind::Tanh:
        return torch::tanh(input);
    case LayerKind::MaxPool:
        return torch::max_pool2d(input, kernel, stride, padding, 1, layer.ceil);
    case LayerKind::AveragePool:
        return torch::avg_pool2d(input, kernel, stride, padding, layer.ceil);
    case LayerKind::AdaptivePool:
        return torch::adaptive_avg_pool2d(input, {kernel, kernel});
    case LayerKind::Flatten:
        return input.flatten(1);
    case LayerKind::Pad:
        return torch::constant_pad_nd(input, {padding, padding, padding, padding});
    case LayerKind::Subsample:
        return subsample(layer, input);
    case LayerKind::Dropout:
        return torch::dropout(input, layer.rate, isTraining);
    case LayerKind::Sum:
    case LayerKind::Concat:
        break;
    }
    return join(built, input, isTraining);
}

torch::Tensor applyAll(const std::vector<BuiltLayer>& layers, torch::Tensor value, bool isTraining)
{
    for (const BuiltLayer& built : layers)
        value = apply(built, value, isTraining);
    return value;
}

} // namespace

TorchNetwork::TorchNetwork(const Network& network, std::uint64_t seed, torch::Device device)
    : m_layers(Builder(network.initial, seed, device).build(network.layers, network.input))
{
    collect(m_layers, {});
}

torch::Tensor TorchNetwork::forward(const torch::Tensor& input, bool isTraining) const
{
    return applyAll(m_layers, input, isTraining);
}

void TorchNetwork::collect(const std::vector<BuiltLayer>& layers, const std::string& prefix)
{
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const BuiltLayer& built = layers[i];
        const std::string name = prefix + std::to_string(i) + ".";
        m_hasDropout = m_hasDropout || built.layer.kind == LayerKind::Dropout;
        if (built.weight.defined())
            m_parameters.emplace_back(name + "weight", built.weight);
        if (built.bias.defined())
            m_parameters.emplace_back(name + "bias", built.bias);
        if (built.mean.defined()) {
            m_runningFigures.emplace_back(name + "mean", built.mean);
            m_runningFigures.emplace_back(name + "variance", built.variance);
        }
        for (std::size_t branch = 0; branch < built.branches.size(); ++branch)
            collect(built.branches[branch], name + std::to_string(branch) + ".");
    }
}

} // namespace cobench::train
