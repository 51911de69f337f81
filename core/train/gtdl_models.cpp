// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/model_families.h"

namespace cobench::train {

namespace {

Layers tensorflowLayers(const ModelRequest& request)
{
    return {conv(32, 5, 2),
        relu(),
        maxPool(2),
        conv(64, 5, 2),
        relu(),
        maxPool(2),
        flatten(),
        linear(1024),
        relu(),
        dropout(0.5),
        linear(request.classes)};
}

Layers caffeLayers(const ModelRequest& request)
{
    return {
        conv(20, 5), maxPool(2), conv(50, 5), maxPool(2), flatten(), linear(500), relu(), linear(request.classes)};
}

/// Caffe's pools count the window that reaches over the edge.
Layers caffeQuickLayers(const ModelRequest& request)
{
    Layer most{LayerKind::MaxPool, 0, 3, 2};
    Layer mean{LayerKind::AveragePool, 0, 3, 2};
    most.ceil = true;
    mean.ceil = true;
    return {conv(32, 5, 2),
        most,
        relu(),
        conv(32, 5, 2),
        relu(),
        mean,
        conv(64, 5, 2),
        relu(),
        mean,
        flatten(),
        linear(64),
        linear(request.classes)};
}

/// Of MNIST padded to 32 x 32.
Layers torchLayers(const ModelRequest& request)
{
    Layers layers = cifarInput(request.input);
    append(layers,
        {conv(32, 5),
            tanh(),
            maxPool(3),
            conv(64, 5),
            tanh(),
            maxPool(2),
            flatten(),
            linear(200),
            tanh(),
            linear(request.classes)});
    return layers;
}

Layers theanoLayers(const ModelRequest& request)
{
    return {conv(20, 5),
        maxPool(2),
        tanh(),
        conv(50, 5),
        maxPool(2),
        tanh(),
        flatten(),
        linear(500),
        tanh(),
        linear(request.classes)};
}

} // namespace

std::vector<ModelInfo> gtdlModels()
{
    const auto model = [](const char* name, const char* title, const char* source, auto layers) {
        return ModelInfo{name, title, source, {}, "", false, layers};
    };
    return {
        model("gtd_tensorflow",
            "TensorFlow's MNIST network",
            "TensorFlow 1.3, deep MNIST tutorial",
            tensorflowLayers),
        model("gtd_caffe", "Caffe's LeNet", "Caffe 1.0, examples/mnist/lenet", caffeLayers),
        model("gtd_caffe_quick",
            "Caffe's CIFAR-10 quick",
            "Caffe 1.0, examples/cifar10/cifar10_quick",
            caffeQuickLayers),
        model("gtd_torch", "Torch's MNIST network", "torch/demos, train-a-digit-classifier", torchLayers),
        model("gtd_theano", "Theano's LeNet", "Deep Learning Tutorials, lenet, 20-50-500", theanoLayers),
    };
}

} // namespace cobench::train
