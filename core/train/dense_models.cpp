// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/model_families.h"

namespace cobench::train {

namespace {

Layers denseLayer(std::uint64_t growth)
{
    Layers fresh{batchNorm(), relu()};
    append(fresh, convNorm(4 * growth, 1));
    append(fresh, {relu(), plainConv(growth, 3)});
    return {concat({{}, fresh})};
}

/// Halves channels and size.
Layers transition(std::uint64_t channels)
{
    return {batchNorm(), relu(), plainConv(channels / 2, 1), averagePool(2)};
}

/// Huang et al. 2017: bottleneck layers and compression by one half (BC), three blocks of (depth - 4) / 6 layers.
template <int depth, std::uint64_t growth>
Layers denseNetLayers(const ModelRequest& request)
{
    constexpr int kLayers = (depth - 4) / 6;
    Layers layers = cifarInput(request.input);
    std::uint64_t channels = 2 * growth;
    layers.push_back(plainConv(channels, 3));
    for (int block = 0; block < 3; ++block) {
        for (int i = 0; i < kLayers; ++i)
            append(layers, denseLayer(growth));
        channels += std::uint64_t{kLayers} * growth;
        if (block < 2)
            append(layers, transition(channels));
        channels /= 2;
    }
    append(layers, {batchNorm(), relu()});
    append(layers, meanAndLinear(request.classes));
    return layers;
}

} // namespace

std::vector<ModelInfo> denseModels()
{
    const std::string source = "Huang et al. 2017, table 2";
    return {
        {"densenet100bc", "DenseNet-BC-100-12", source, {}, "", false, denseNetLayers<100, 12>, Initial::He},
        {"densenet190bc", "DenseNet-BC-190-40", source, {}, "", false, denseNetLayers<190, 40>, Initial::He},
    };
}

} // namespace cobench::train
