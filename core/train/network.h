// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// C++17, as everything that the LibTorch adapter includes: its headers fail under clang in C++20.
#include "core/common/result.h"

#include <cstdint>
#include <vector>

namespace cobench::train {

/// What flows between layers: planes of height x width, or after Flatten channels x 1 x 1.
struct Shape {
    std::uint64_t channels = 0;
    std::uint64_t height = 1;
    std::uint64_t width = 1;

    std::uint64_t size() const { return channels * height * width; }
};

enum class LayerKind { Conv, Linear, Relu, MaxPool, AveragePool, Flatten };

/// One step of a network. Conv and Linear have weights and a bias; convolutions and pools are square.
struct Layer {
    LayerKind kind = LayerKind::Relu;
    std::uint64_t outputs = 0; // Conv: channels; Linear: units
    std::uint64_t kernel = 0; // Conv, pools
    std::uint64_t stride = 1; // Conv, pools
    std::uint64_t padding = 0; // Conv
};

inline Layer conv(std::uint64_t outputs, std::uint64_t kernel, std::uint64_t padding = 0)
{
    return {LayerKind::Conv, outputs, kernel, 1, padding};
}
inline Layer linear(std::uint64_t outputs)
{
    return {LayerKind::Linear, outputs, 0, 1, 0};
}
inline Layer relu()
{
    return {LayerKind::Relu, 0, 0, 1, 0};
}
inline Layer maxPool(std::uint64_t size)
{
    return {LayerKind::MaxPool, 0, size, size, 0};
}
inline Layer flatten()
{
    return {LayerKind::Flatten, 0, 0, 1, 0};
}

/// A chain of layers that ends in one logit per class. Says what it is, not how it is computed.
struct Network {
    Shape input;
    std::uint64_t classes = 0;
    std::vector<Layer> layers;
};

/// The shape after one layer. Shape error when the layer does not fit (a kernel larger than its input, no units).
Result<Shape> outputShape(const Layer& layer, const Shape& input);

/// Known before anything is trained.
struct NetworkFigures {
    std::uint64_t parameters = 0;
    std::uint64_t multiplyAdds = 0; // one forward pass of one sample; Conv and Linear only
    std::uint64_t activations = 0; // values of one forward pass of one sample
};
/// Also checks that the chain fits together and ends in `classes` logits.
Result<NetworkFigures> analyse(const Network& network);

} // namespace cobench::train
