// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/models.h"

#include <algorithm>

namespace cobench::train {

namespace {

std::vector<Layer> softmaxLayers(const ModelRequest& request)
{
    return {flatten(), linear(request.classes)};
}

std::vector<Layer> mlpLayers(const ModelRequest& request)
{
    std::vector<Layer> layers{flatten()};
    for (const std::uint32_t units : request.widths) {
        layers.push_back(linear(units));
        layers.push_back(relu());
    }
    layers.push_back(linear(request.classes));
    return layers;
}

// Pooling comes before ReLU: the values are the same, since both keep the order, and a quarter of them is left.

/// With ReLU and max pooling, as it is taught today; 28 x 28 images are padded to the paper's 32 x 32.
std::vector<Layer> lenet5Layers(const ModelRequest& request)
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

std::vector<Layer> cnn3Layers(const ModelRequest& request)
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

Result<ModelRequest> withWidths(const ModelInfo& info, const ModelRequest& request)
{
    ModelRequest filled = request;
    if (filled.widths.empty())
        filled.widths = info.publishedWidths;
    const bool fits
        = info.anyDepth ? filled.widths.size() <= 64 : filled.widths.size() == info.publishedWidths.size();
    if (!fits)
        return Error{ErrorCode::Usage,
            request.model,
            "widths",
            std::to_string(filled.widths.size()) + " are given",
            info.publishedWidths.empty() ? "it takes none"
                                         : std::to_string(info.publishedWidths.size()) + ": " + info.widthsMeaning};
    return filled;
}

Error unknownModel(const std::string& name)
{
    std::string names;
    for (const ModelInfo& known : knownModels())
        names += (names.empty() ? "" : ", ") + known.name;
    return {ErrorCode::Usage, name, {}, "unknown model", "known are " + names};
}

} // namespace

const std::vector<ModelInfo>& knownModels()
{
    static const std::vector<ModelInfo> known{
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
    };
    return known;
}

Result<Network> buildNetwork(const ModelRequest& request)
{
    const auto info = std::find_if(knownModels().begin(), knownModels().end(), [&](const ModelInfo& known) {
        return known.name == request.model;
    });
    if (info == knownModels().end())
        return unknownModel(request.model);
    const auto filled = withWidths(*info, request);
    if (!filled)
        return filled.error();
    Network network{request.input, request.classes, info->layers(*filled)};
    if (auto figures = analyse(network); !figures) {
        Error error = std::move(figures).error();
        error.subject = request.model;
        return error;
    }
    return network;
}

} // namespace cobench::train
