// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/network.h"

#include <string>
#include <string_view>
#include <vector>

namespace cobench::train {

/// How a CIFAR ResNet brings a block's input to more channels (He et al. 2016, section 4.2).
enum class Shortcut {
    A, // every other pixel, the new channels 0; no parameters
    B, // 1 x 1 convolution with batch normalisation
};

struct ModelRequest {
    std::string model; // a name of knownModels()
    std::vector<std::uint32_t> widths; // empty = the published ones
    Shape input;
    std::uint64_t classes = 10;
    Shortcut shortcut = Shortcut::A;
};

struct ModelInfo {
    std::string name; // "lenet5"
    std::string title; // "LeNet-5"
    std::string source; // paper or program the sizes are from
    std::vector<std::uint32_t> publishedWidths;
    std::string widthsMeaning; // "channels of conv 1 and 2, units of the two hidden layers"
    bool anyDepth = false; // widths may be more or fewer than the published ones
    Layers (*layers)(const ModelRequest&); // widths filled in
    Initial initial = Initial::Uniform;
    bool hasShortcut = false; // heeds ModelRequest::shortcut
};

const std::vector<ModelInfo>& knownModels();
/// nullptr for an unknown name.
const ModelInfo* findModelInfo(std::string_view name);

/// Errors: Usage for an unknown name or a wrong number of widths, Shape when the images are too small for it.
Result<Network> buildNetwork(const ModelRequest& request);

} // namespace cobench::train
