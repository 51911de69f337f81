// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/network.h"

#include <string>
#include <string_view>
#include <vector>

namespace cobench::train {

struct ModelRequest {
    std::string model; // a name of knownModels()
    std::vector<std::uint32_t> widths; // empty = the published ones
    Shape input;
    std::uint64_t classes = 10;
};

struct ModelInfo {
    std::string name; // "lenet5"
    std::string title; // "LeNet-5"
    std::string source; // paper or program the sizes are from
    std::vector<std::uint32_t> publishedWidths;
    std::string widthsMeaning; // "channels of conv 1 and 2, units of the two hidden layers"
    bool anyDepth = false; // widths may be more or fewer than the published ones
    std::vector<Layer> (*layers)(const ModelRequest&); // widths filled in
};

const std::vector<ModelInfo>& knownModels();

/// Errors: Usage for an unknown name or a wrong number of widths, Shape when the images are too small for it.
Result<Network> buildNetwork(const ModelRequest& request);

} // namespace cobench::train
