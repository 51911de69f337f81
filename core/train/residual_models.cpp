// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/model_families.h"

#include <array>

namespace cobench::train {

namespace {

Layers shortcutTo(Shortcut kind, std::uint64_t inputs, std::uint64_t outputs, std::uint64_t stride)
{
    if (inputs == outputs && stride == 1)
        return {};
    if (kind == Shortcut::A)
        return {{LayerKind::Subsample, outputs, 0, stride}};
    return convNorm(outputs, 1, stride);
}

Layers basicBlock(Shortcut kind, std::uint64_t inputs, std::uint64_t outputs, std::uint64_t stride)
{
    Layers body = convNorm(outputs, 3, stride);
    body.push_back(relu());
    append(body, convNorm(outputs, 3));
    return {sum({body, shortcutTo(kind, inputs, outputs, stride)}), relu()};
}

/// Three convolutions, the middle one `width` channels in `groups`; projection where the channels change.
Layers bottleneck(std::uint64_t inputs,
    std::uint64_t width,
    std::uint64_t outputs,
    std::uint64_t stride,
    std::uint64_t groups = 1)
{
    Layers body = convNorm(width, 1);
    body.push_back(relu());
    append(body, convNorm(width, 3, stride, groups));
    body.push_back(relu());
    append(body, convNorm(outputs, 1));
    return {sum({body, shortcutTo(Shortcut::B, inputs, outputs, stride)}), relu()};
}

/// He et al. 2016, section 4.2: 6n + 2 layers, 16-32-64 channels.
template <int depth>
Layers cifarResnetLayers(const ModelRequest& request)
{
    Layers layers = cifarInput(request.input);
    append(layers, convNorm(16, 3));
    layers.push_back(relu());
    std::uint64_t channels = 16;
    for (const std::uint64_t outputs : {16, 32, 64})
        for (int block = 0; block < (depth - 2) / 6; ++block) {
            const std::uint64_t stride = block == 0 && outputs != 16 ? 2 : 1;
            append(layers, basicBlock(request.shortcut, channels, outputs, stride));
            channels = outputs;
        }
    append(layers, meanAndLinear(request.classes));
    return layers;
}

Layers imagenetStem(const Shape& input)
{
    if (!isLarge(input)) {
        Layers layers = cifarInput(input);
        append(layers, convNorm(64, 3));
        layers.push_back(relu());
        return layers;
    }
    Layers layers = convNorm(64, 7, 2);
    append(layers, {relu(), {LayerKind::MaxPool, 0, 3, 2, 1}});
    return layers;
}

using Repeats = std::array<int, 4>;
constexpr Repeats kResnet18{2, 2, 2, 2};
constexpr Repeats kResnet34{3, 4, 6, 3}; // ResNet-50 too

/// Below 96 pixels the first convolution is 3 x 3 without stride, and no pool follows.
template <const Repeats& repeats, bool isDeep>
Layers imagenetResnetLayers(const ModelRequest& request)
{
    Layers layers = imagenetStem(request.input);
    std::uint64_t channels = 64;
    std::uint64_t width = 64;
    for (std::size_t stage = 0; stage < repeats.size(); ++stage, width *= 2)
        for (int block = 0; block < repeats[stage]; ++block) {
            const std::uint64_t stride = block == 0 && stage > 0 ? 2 : 1;
            const std::uint64_t outputs = isDeep ? 4 * width : width;
            append(layers,
                isDeep ? bottleneck(channels, width, outputs, stride)
                       : basicBlock(Shortcut::B, channels, outputs, stride));
            channels = outputs;
        }
    append(layers, meanAndLinear(request.classes));
    return layers;
}

/// Normalisation comes first; where the channels change, the shortcut starts from the normalised values too.
Layers wideBlock(std::uint64_t inputs, std::uint64_t outputs, std::uint64_t stride)
{
    const Layers start{batchNorm(), relu()};
    Layers body = convNorm(outputs, 3, stride);
    append(body, {relu(), dropout(0.3), plainConv(outputs, 3)});
    if (inputs == outputs) {
        Layers whole = start;
        append(whole, std::move(body));
        return {sum({whole, {}})};
    }
    Layers layers = start;
    layers.push_back(sum({body, {plainConv(outputs, 1, stride)}}));
    return layers;
}

/// Zagoruyko, Komodakis 2016: (28 - 4) / 6 blocks in each of three stages, 160-320-640 channels.
Layers wideResnetLayers(const ModelRequest& request)
{
    Layers layers = cifarInput(request.input);
    layers.push_back(plainConv(16, 3));
    std::uint64_t channels = 16;
    for (const std::uint64_t outputs : {160, 320, 640})
        for (int block = 0; block < 4; ++block) {
            append(layers, wideBlock(channels, outputs, block == 0 && outputs != 160 ? 2 : 1));
            channels = outputs;
        }
    append(layers, {batchNorm(), relu()});
    append(layers, meanAndLinear(request.classes));
    return layers;
}

/// Xie et al. 2017, section 5.2: three blocks in each of three stages, 8 groups of 64 channels, doubled twice.
Layers resnextLayers(const ModelRequest& request)
{
    constexpr std::uint64_t kGroups = 8;
    Layers layers = cifarInput(request.input);
    append(layers, convNorm(64, 3));
    layers.push_back(relu());
    std::uint64_t channels = 64;
    for (const std::uint64_t outputs : {256, 512, 1024})
        for (int block = 0; block < 3; ++block) {
            const std::uint64_t stride = block == 0 && outputs != 256 ? 2 : 1;
            append(layers, bottleneck(channels, 2 * outputs, outputs, stride, kGroups));
            channels = outputs;
        }
    append(layers, meanAndLinear(request.classes));
    return layers;
}

template <int depth>
ModelInfo cifarResnet()
{
    const std::string number = std::to_string(depth);
    return {"resnet" + number,
        "ResNet-" + number,
        "He et al. 2016, section 4.2",
        {},
        "",
        false,
        cifarResnetLayers<depth>,
        Initial::He,
        true};
}

ModelInfo model(const char* name, const char* title, const char* source, Layers (*layers)(const ModelRequest&))
{
    return {name, title, source, {}, "", false, layers, Initial::He};
}

} // namespace

std::vector<ModelInfo> residualModels()
{
    const char* he = "He et al. 2016, table 1; below 96 pixels with a 3 x 3 first convolution and no pool";
    return {
        model("resnet18", "ResNet-18", he, imagenetResnetLayers<kResnet18, false>),
        cifarResnet<20>(),
        cifarResnet<32>(),
        model("resnet34", "ResNet-34", he, imagenetResnetLayers<kResnet34, false>),
        cifarResnet<44>(),
        model("resnet50", "ResNet-50", he, imagenetResnetLayers<kResnet34, true>),
        cifarResnet<56>(),
        cifarResnet<110>(),
        model("wrn28_10", "WRN-28-10", "Zagoruyko, Komodakis 2016, dropout 0.3", wideResnetLayers),
        model("resnext29_8x64d", "ResNeXt-29, 8 x 64d", "Xie et al. 2017, section 5.2", resnextLayers),
    };
}

} // namespace cobench::train
