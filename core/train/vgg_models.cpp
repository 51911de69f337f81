// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/model_families.h"

#include <array>

namespace cobench::train {

namespace {

using Repeats = std::array<int, 5>; // convolutions before each pool

constexpr Repeats kVgg11{1, 1, 2, 2, 2};
constexpr Repeats kVgg13{2, 2, 2, 2, 2};
constexpr Repeats kVgg16{2, 2, 3, 3, 3};
constexpr Repeats kVgg19{2, 2, 4, 4, 4};
constexpr std::array<std::uint64_t, 5> kChannels{64, 128, 256, 512, 512};

/// Convolutions keep their bias where batch normalisation follows, as in the published counts.
template <const Repeats& repeats, bool hasNorm>
Layers vggLayers(const ModelRequest& request)
{
    const bool large = isLarge(request.input);
    Layers layers = large ? Layers{} : cifarInput(request.input);
    for (std::size_t stage = 0; stage < repeats.size(); ++stage) {
        for (int i = 0; i < repeats[stage]; ++i) {
            layers.push_back(conv(kChannels[stage], 3, 1));
            if (hasNorm)
                layers.push_back(batchNorm());
            layers.push_back(relu());
        }
        layers.push_back(maxPool(2));
    }
    if (!large) {
        append(layers, meanAndLinear(request.classes));
        return layers;
    }
    append(layers,
        {adaptivePool(7),
            flatten(),
            linear(4096),
            relu(),
            dropout(0.5),
            linear(4096),
            relu(),
            dropout(0.5),
            linear(request.classes)});
    return layers;
}

template <const Repeats& repeats>
void addVgg(std::vector<ModelInfo>& models, const std::string& depth)
{
    const std::string source
        = "Simonyan, Zisserman 2015; below 96 pixels with one linear layer, as in pytorch-classification";
    models.push_back(
        {"vgg" + depth, "VGG-" + depth, source, {}, "", false, vggLayers<repeats, false>, Initial::He});
    models.push_back({"vgg" + depth + "_bn",
        "VGG-" + depth + " with batch normalisation",
        source,
        {},
        "",
        false,
        vggLayers<repeats, true>,
        Initial::He});
}

} // namespace

std::vector<ModelInfo> vggModels()
{
    std::vector<ModelInfo> models;
    addVgg<kVgg11>(models, "11");
    addVgg<kVgg13>(models, "13");
    addVgg<kVgg16>(models, "16");
    addVgg<kVgg19>(models, "19");
    return models;
}

} // namespace cobench::train
