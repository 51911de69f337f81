// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// C++17, as everything that the LibTorch adapter includes: its headers fail under clang in C++20.
#include "core/common/result.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace cobench::train {

/// What flows between layers: planes of height x width, or after Flatten channels x 1 x 1.
struct Shape {
    std::uint64_t channels = 0;
    std::uint64_t height = 1;
    std::uint64_t width = 1;

    std::uint64_t size() const { return channels * height * width; }
    bool operator==(const Shape& other) const
    {
        return channels == other.channels && height == other.height && width == other.width;
    }
};

enum class LayerKind {
    Conv,
    Linear,
    BatchNorm, // per channel; epsilon 1e-5, running figures with momentum 0.1
    Relu,
    Tanh,
    MaxPool,
    AveragePool,
    AdaptivePool, // mean over as many windows as there are outputs, kernel x kernel of them
    Flatten,
    Pad, // zeros around every plane
    Subsample, // every stride-th pixel, and planes of zeros before and after up to `outputs`
    Dropout,
    Sum, // of its branches
    Concat, // the channels of its branches, in order
};

/// One step of a network. Convolutions and pools are square.
struct Layer {
    LayerKind kind = LayerKind::Relu;
    std::uint64_t outputs = 0; // Conv, Subsample: channels; Linear: units
    std::uint64_t kernel = 0; // Conv, pools
    std::uint64_t stride = 1; // Conv, pools, Subsample
    std::uint64_t padding = 0; // Conv, MaxPool, Pad
    std::uint64_t groups = 1; // Conv
    bool bias = true; // Conv, Linear
    bool ceil = false; // pools: a window that reaches over the edge counts, as in Caffe
    double rate = 0.0; // Dropout: share that is left out
    std::vector<std::vector<Layer>> branches; // Sum, Concat: all from the same input; an empty one is the input
};
using Layers = std::vector<Layer>;

inline Layer conv(std::uint64_t outputs, std::uint64_t kernel, std::uint64_t padding = 0)
{
    return {LayerKind::Conv, outputs, kernel, 1, padding};
}
inline Layer linear(std::uint64_t outputs)
{
    return {LayerKind::Linear, outputs};
}
inline Layer batchNorm()
{
    return {LayerKind::BatchNorm};
}
inline Layer relu()
{
    return {LayerKind::Relu};
}
inline Layer tanh()
{
    return {LayerKind::Tanh};
}
inline Layer maxPool(std::uint64_t size)
{
    return {LayerKind::MaxPool, 0, size, size};
}
inline Layer averagePool(std::uint64_t size)
{
    return {LayerKind::AveragePool, 0, size, size};
}
inline Layer adaptivePool(std::uint64_t size)
{
    return {LayerKind::AdaptivePool, 0, size};
}
inline Layer flatten()
{
    return {LayerKind::Flatten};
}
inline Layer pad(std::uint64_t pixels)
{
    return {LayerKind::Pad, 0, 0, 1, pixels};
}
inline Layer dropout(double rate)
{
    Layer layer{LayerKind::Dropout};
    layer.rate = rate;
    return layer;
}
inline Layer branched(LayerKind kind, std::vector<Layers> branches)
{
    Layer layer{kind};
    layer.branches = std::move(branches);
    return layer;
}
inline Layer sum(std::vector<Layers> branches)
{
    return branched(LayerKind::Sum, std::move(branches));
}
inline Layer concat(std::vector<Layers> branches)
{
    return branched(LayerKind::Concat, std::move(branches));
}

/// Where the weights begin. Biases begin like the weights, or at 0.
enum class Initial {
    Uniform, // within 1/sqrt(inputs), as PyTorch does by default; biases too
    He, // convolutions normal with variance 2 / (outputs x kernel area), biases 0; Linear as Uniform
};

/// Layers that end in one logit per class. Says what it is, not how it is computed.
struct Network {
    Shape input;
    std::uint64_t classes = 0;
    Layers layers;
    Initial initial = Initial::Uniform;
};

/// The shape after one layer. Shape error when the layer does not fit (a kernel larger than its input, no units).
Result<Shape> outputShape(const Layer& layer, const Shape& input);

/// Known before anything is trained.
struct NetworkFigures {
    std::uint64_t parameters = 0;
    std::uint64_t multiplyAdds = 0; // one forward pass of one sample; Conv and Linear only
    std::uint64_t activations = 0; // values of one forward pass of one sample
};
/// Also checks that the layers fit together and end in `classes` logits.
Result<NetworkFigures> analyse(const Network& network);

} // namespace cobench::train
