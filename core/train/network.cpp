// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/network.h"

#include <string>

namespace cobench::train {

namespace {

// Far above every published network, far below where products overflow.
constexpr std::uint64_t kMaxUnits = std::uint64_t{1} << 20;

Error misfit(std::string detail, std::string cure)
{
    return {ErrorCode::Shape, "network", {}, std::move(detail), std::move(cure)};
}

std::uint64_t windows(const Layer& layer, std::uint64_t size)
{
    const std::uint64_t rest = size + 2 * layer.padding - layer.kernel;
    if (!layer.ceil)
        return rest / layer.stride + 1;
    const std::uint64_t count = (rest + layer.stride - 1) / layer.stride + 1;
    // The last one must begin inside.
    return (count - 1) * layer.stride >= size + layer.padding ? count - 1 : count;
}

Result<Shape> windowed(const Layer& layer, const Shape& input, std::uint64_t channels)
{
    const std::uint64_t height = input.height + 2 * layer.padding;
    const std::uint64_t width = input.width + 2 * layer.padding;
    if (layer.kernel == 0 || layer.stride == 0 || layer.kernel > height || layer.kernel > width)
        return misfit("a window of " + std::to_string(layer.kernel) + " does not fit into "
                + std::to_string(input.width) + " x " + std::to_string(input.height),
            "larger images or a smaller network");
    return Shape{channels, windows(layer, input.height), windows(layer, input.width)};
}

Result<Shape> convolved(const Layer& layer, const Shape& input)
{
    if (layer.groups == 0 || input.channels % layer.groups != 0 || layer.outputs % layer.groups != 0)
        return misfit(std::to_string(layer.groups) + " groups do not divide the channels", "a common divisor");
    return windowed(layer, input, layer.outputs);
}

Result<Shape> subsampled(const Layer& layer, const Shape& input)
{
    if (layer.stride == 0 || layer.outputs < input.channels)
        return misfit("a shortcut has fewer channels than its input", "at least as many");
    const auto kept = [&](std::uint64_t size) { return (size + layer.stride - 1) / layer.stride; };
    return Shape{layer.outputs, kept(input.height), kept(input.width)};
}

bool hasWeights(const Layer& layer)
{
    return layer.kind == LayerKind::Conv || layer.kind == LayerKind::Linear;
}

std::uint64_t fanIn(const Layer& layer, const Shape& input)
{
    return layer.kind == LayerKind::Conv ? input.channels / layer.groups * layer.kernel * layer.kernel
                                         : input.size();
}

void count(const Layer& layer, const Shape& input, const Shape& output, NetworkFigures& figures)
{
    figures.activations += output.size();
    if (layer.kind == LayerKind::BatchNorm)
        figures.parameters += 2 * input.channels;
    if (!hasWeights(layer))
        return;
    figures.parameters += (fanIn(layer, input) + (layer.bias ? 1 : 0)) * layer.outputs;
    figures.multiplyAdds += fanIn(layer, input) * output.size();
}

Result<Shape> walk(const Layers& layers, Shape shape, NetworkFigures& figures);

Result<Shape> joined(const Layer& layer, const Shape& input, NetworkFigures& figures)
{
    Shape result;
    for (const Layers& branch : layer.branches) {
        auto shape = walk(branch, input, figures);
        if (!shape)
            return shape;
        const bool isFirst = &branch == &layer.branches.front();
        const bool fits = shape->height == result.height && shape->width == result.width
            && (layer.kind == LayerKind::Concat || shape->channels == result.channels);
        if (!isFirst && !fits)
            return misfit("branches of different sizes meet", "equal ones");
        const std::uint64_t before = isFirst || layer.kind == LayerKind::Sum ? 0 : result.channels;
        result = *shape;
        result.channels += before;
    }
    figures.activations += result.size();
    return result;
}

Result<Shape> walk(const Layers& layers, Shape shape, NetworkFigures& figures)
{
    for (const Layer& layer : layers) {
        const bool isBranched = !layer.branches.empty();
        auto next = isBranched ? joined(layer, shape, figures) : outputShape(layer, shape);
        if (!next)
            return next;
        if (!isBranched)
            count(layer, shape, *next, figures);
        shape = *next;
    }
    return shape;
}

} // namespace

Result<Shape> outputShape(const Layer& layer, const Shape& input)
{
    if (hasWeights(layer) && (layer.outputs == 0 || layer.outputs > kMaxUnits))
        return misfit(
            "a layer has " + std::to_string(layer.outputs) + " units", "1 to " + std::to_string(kMaxUnits));
    NetworkFigures unused;
    switch (layer.kind) {
    case LayerKind::Conv:
        return convolved(layer, input);
    case LayerKind::MaxPool:
    case LayerKind::AveragePool:
        return windowed(layer, input, input.channels);
    case LayerKind::AdaptivePool:
        return Shape{input.channels, layer.kernel, layer.kernel};
    case LayerKind::Flatten:
        return Shape{input.size(), 1, 1};
    case LayerKind::Linear:
        if (input.height * input.width != 1)
            return misfit("a linear layer follows planes", "a flatten before it");
        return Shape{layer.outputs, 1, 1};
    case LayerKind::Pad:
        return Shape{input.channels, input.height + 2 * layer.padding, input.width + 2 * layer.padding};
    case LayerKind::Subsample:
        return subsampled(layer, input);
    case LayerKind::Sum:
    case LayerKind::Concat:
        return joined(layer, input, unused);
    case LayerKind::BatchNorm:
    case LayerKind::Relu:
    case LayerKind::Tanh:
    case LayerKind::Dropout:
        break;
    }
    return input;
}

Result<NetworkFigures> analyse(const Network& network)
{
    NetworkFigures figures;
    const auto shape = walk(network.layers, network.input, figures);
    if (!shape)
        return shape.error();
    if (shape->size() != network.classes)
        return misfit("ends in " + std::to_string(shape->size()) + " values for " + std::to_string(network.classes)
                + " classes",
            "one value per class");
    return figures;
}

} // namespace cobench::train
