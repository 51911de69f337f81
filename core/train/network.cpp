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

Result<Shape> windowed(const Layer& layer, const Shape& input, std::uint64_t channels)
{
    const std::uint64_t height = input.height + 2 * layer.padding;
    const std::uint64_t width = input.width + 2 * layer.padding;
    if (layer.kernel == 0 || layer.stride == 0 || layer.kernel > height || layer.kernel > width)
        return misfit("a window of " + std::to_string(layer.kernel) + " does not fit into "
                + std::to_string(input.width) + " x " + std::to_string(input.height),
            "larger images or a smaller network");
    return Shape{channels, (height - layer.kernel) / layer.stride + 1, (width - layer.kernel) / layer.stride + 1};
}

bool hasWeights(const Layer& layer)
{
    return layer.kind == LayerKind::Conv || layer.kind == LayerKind::Linear;
}

void count(const Layer& layer, const Shape& input, const Shape& output, NetworkFigures& figures)
{
    figures.activations += output.size();
    if (!hasWeights(layer))
        return;
    const std::uint64_t fanIn
        = layer.kind == LayerKind::Conv ? input.channels * layer.kernel * layer.kernel : input.size();
    figures.parameters += (fanIn + 1) * layer.outputs;
    figures.multiplyAdds += fanIn * output.size();
}

} // namespace

Result<Shape> outputShape(const Layer& layer, const Shape& input)
{
    if (hasWeights(layer) && (layer.outputs == 0 || layer.outputs > kMaxUnits))
        return misfit(
            "a layer has " + std::to_string(layer.outputs) + " units", "1 to " + std::to_string(kMaxUnits));
    switch (layer.kind) {
    case LayerKind::Conv:
        return windowed(layer, input, layer.outputs);
    case LayerKind::MaxPool:
    case LayerKind::AveragePool:
        return windowed(layer, input, input.channels);
    case LayerKind::Flatten:
        return Shape{input.size(), 1, 1};
    case LayerKind::Linear:
        if (input.height * input.width != 1)
            return misfit("a linear layer follows planes", "a flatten before it");
        return Shape{layer.outputs, 1, 1};
    case LayerKind::Relu:
        break;
    }
    return input;
}

Result<NetworkFigures> analyse(const Network& network)
{
    NetworkFigures figures;
    Shape shape = network.input;
    for (const Layer& layer : network.layers) {
        auto next = outputShape(layer, shape);
        if (!next)
            return std::move(next).error();
        count(layer, shape, *next, figures);
        shape = *next;
    }
    if (shape.size() != network.classes)
        return misfit("ends in " + std::to_string(shape.size()) + " values for " + std::to_string(network.classes)
                + " classes",
            "one value per class");
    return figures;
}

} // namespace cobench::train
