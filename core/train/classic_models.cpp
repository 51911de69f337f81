// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/model_families.h"

#include <iterator>

namespace cobench::train {

namespace {

Layers softmaxLayers(const ModelRequest& request)
{
    return {flatten(), linear(request.classes)};
}

Layers mlpLayers(const ModelRequest& request)
{
    Layers layers{flatten()};
    for (const std::uint32_t units : request.widths)
        append(layers, {linear(units), relu()});
    layers.push_back(linear(request.classes));
    return layers;
}

// Pooling comes before ReLU: the values are the same, since both keep the order, and a quarter of them is left.

/// With ReLU and max pooling, as it is taught today; 28 x 28 images are padded to the paper's 32 x 32.
Layers lenet5Layers(const ModelRequest& request)
{
    const auto& w = request.widths;
    const std::uint64_t padding = request.input.width == 28 ? 2 : 0;
    return {conv(w[0], 5, padding),
        maxPool(2),
        relu(),
        conv(w[1], 5),
        maxPool(2),
        relu(),
        flatten(),
        linear(w[2]),
        relu(),
        linear(w[3]),
        relu(),
        linear(request.classes)};
}

Layers cnn3Layers(const ModelRequest& request)
{
    const auto& w = request.widths;
    return {conv(w[0], 3),
        maxPool(2),
        relu(),
        conv(w[1], 3),
        maxPool(2),
        relu(),
        conv(w[2], 3),
        relu(),
        flatten(),
        linear(w[3]),
        relu(),
        linear(request.classes)};
}

Layer overlappingPool()
{
    return {LayerKind::MaxPool, 0, 3, 2};
}

Layers alexnetMiddle(const Layer& pool)
{
    return {pool,
        conv(192, 5, 2),
        relu(),
        pool,
        conv(384, 3, 1),
        relu(),
        conv(256, 3, 1),
        relu(),
        conv(256, 3, 1),
        relu(),
        pool};
}

/// torchvision's for large images; for small ones the same convolutions, padded, and one linear layer.
Layers alexnetLayers(const ModelRequest& request)
{
    if (!isLarge(request.input)) {
        Layers layers = cifarInput(request.input);
        append(layers, {{LayerKind::Conv, 64, 11, 4, 5}, relu()});
        append(layers, alexnetMiddle(maxPool(2)));
        append(layers, meanAndLinear(request.classes));
        return layers;
    }
    Layers layers{{LayerKind::Conv, 64, 11, 4, 2}, relu()};
    append(layers, alexnetMiddle(overlappingPool()));
    append(layers,
        {adaptivePool(6),
            flatten(),
            dropout(0.5),
            linear(4096),
            relu(),
            dropout(0.5),
            linear(4096),
            relu(),
            linear(request.classes)});
    return layers;
}

Layers fire(std::uint64_t squeeze, std::uint64_t expand)
{
    return {conv(squeeze, 1), relu(), concat({{conv(expand, 1), relu()}, {conv(expand, 3, 1), relu()}})};
}

/// Version 1.1. Pools count the window that reaches over the edge.
Layers squeezenetLayers(const ModelRequest& request)
{
    Layer pool = overlappingPool();
    pool.ceil = true;
    Layers layers{{LayerKind::Conv, 64, 3, 2}, relu(), pool};
    append(layers, fire(16, 64));
    append(layers, fire(16, 64));
    layers.push_back(pool);
    append(layers, fire(32, 128));
    append(layers, fire(32, 128));
    layers.push_back(pool);
    for (const std::uint64_t squeeze : {48, 48, 64, 64})
        append(layers, fire(squeeze, 4 * squeeze));
    append(layers, {dropout(0.5), conv(request.classes, 1), relu(), adaptivePool(1), flatten()});
    return layers;
}

} // namespace

void append(Layers& layers, Layers more)
{
    std::move(more.begin(), more.end(), std::back_inserter(layers));
}

Layer plainConv(std::uint64_t outputs, std::uint64_t kernel, std::uint64_t stride, std::uint64_t groups)
{
    return {LayerKind::Conv, outputs, kernel, stride, kernel / 2, groups, false};
}

Layers convNorm(std::uint64_t outputs, std::uint64_t kernel, std::uint64_t stride, std::uint64_t groups)
{
    return {plainConv(outputs, kernel, stride, groups), batchNorm()};
}

Layers cifarInput(const Shape& input)
{
    return input.height == 28 && input.width == 28 ? Layers{pad(2)} : Layers{};
}

Layers meanAndLinear(std::uint64_t classes)
{
    return {adaptivePool(1), flatten(), linear(classes)};
}

std::vector<ModelInfo> classicModels()
{
    return {
        {"softmax", "Softmax regression", "", {}, "", false, softmaxLayers},
        {"mlp",
            "Multilayer perceptron",
            "LeCun et al. 1998, 300-100",
            {300, 100},
            "units of each hidden layer",
            true,
            mlpLayers},
        {"lenet5",
            "LeNet-5",
            "LeCun et al. 1998, full connection of the second convolution",
            {6, 16, 120, 84},
            "channels of two convolutions, units of two hidden layers",
            false,
            lenet5Layers},
        {"cnn3",
            "CNN3",
            "TensorFlow's CNN tutorial, 32-64-64",
            {32, 64, 64, 64},
            "channels of three convolutions, units of the hidden layer",
            false,
            cnn3Layers},
        {"alexnet",
            "AlexNet",
            "Krizhevsky 2014 as in torchvision; below 96 pixels the CIFAR form of pytorch-classification",
            {},
            "",
            false,
            alexnetLayers},
        {"squeezenet",
            "SqueezeNet 1.1",
            "Iandola et al. 2016, release 1.1",
            {},
            "",
            false,
            squeezenetLayers,
            Initial::He},
    };
}

} // namespace cobench::train
